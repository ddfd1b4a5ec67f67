// The run that the page shows: its documents, each asked for once as long as the run stands still, and the poll that
// notices when it does not.

const INTERVAL = 2000;
const HIDDEN_INTERVAL = 20000;
const LONGEST_WAIT = 30000;
const LANES = 64;
const KEPT = 400;

export class Run {
  constructor(source) {
    this.source = source;
    this.kept = new Map();
    this.changed = () => {};
    this.connection = () => {};
    this.misses = 0;
  }

  async open() {
    await this.takeSummary();
    await this.takeLists();
    this.shown = this.state;
  }

  async takeSummary() {
    const summary = await this.source.get('summary');
    // What is in a page will not change any more, even if the run was killed and nobody said that it is over.
    this.summary = this.source.live ? summary : { ...summary, final: true };
  }

  // What makes other documents of the run: an event, its end, what Ansible displays without one.
  get state() {
    const { events, final, warnings } = this.summary;
    return [events, final, warnings].join(' ');
  }

  async takeLists() {
    [this.hosts, this.plays, this.tasks] = await Promise.all([this.document('hosts'), this.document('tasks')])
      .then(([hosts, tasks]) => [hosts.hosts, tasks.plays, tasks.tasks]);
    this.numbers = new Map(this.hosts.map((host, number) => [host.name, number]));
  }

  // A document as of the run's last known state.
  document(name, parameters = {}) {
    const key = name + '?' + JSON.stringify(parameters);
    const known = this.kept.get(key);
    if (known && (known.state === this.state || name === 'event')) { return known.promise; }
    const asked = { state: this.state };
    this.kept.delete(key);
    this.kept.set(key, asked);
    asked.promise = this.newest(key, asked, this.source.get(name, parameters));
    if (this.kept.size > KEPT) { this.kept.delete(this.kept.keys().next().value); }
    return asked.promise;
  }

  // An answer that is late, because the same was asked for again, gives way to the newer one.
  async newest(key, asked, answer) {
    const document = await answer.catch(error => ({ error }));
    const last = this.kept.get(key);
    if (last && last !== asked) { return last.promise; }
    if (!(document.error instanceof Error)) { return document; }
    this.kept.delete(key);
    throw document.error;
  }

  // What a search finds, in pieces: one answer reads only so much of a large run, so that others are not held up.
  async *search(name, parameters, cursor) {
    for (let from = {}; from;) {
      const piece = await this.document(name, { ...parameters, ...from });
      from = piece.next == null ? null : { [cursor]: piece.next };
      yield piece;
    }
  }

  // The results of a host or a task, one a task and host; more than so many are not asked for.
  async results(of, most) {
    const { found, more } = await gathered(this.search('events', { ...of, results: true }, 'after'), ({ lines }) => lines, most);
    return { results: found, more };
  }

  hostNumber(name) {
    return this.numbers.get(name);
  }

  hostName(number) {
    return this.hosts[number]?.name ?? 'host ' + number;
  }

  taskName(number) {
    return this.tasks[number]?.name ?? 'task ' + number;
  }

  // The moment of the run's first event, in the browser's milliseconds.
  get began() {
    return Date.parse(this.summary.started);
  }

  // What a host did when: [[task, at, took, letter, counter], ...].
  async lane(host) {
    const from = host - host % LANES;
    const { lanes } = await this.document('times', { from, to: from + LANES });
    return lanes[host - from] ?? [];
  }

  async resultOf(host, task) {
    const lane = await this.lane(host);
    return lane.findLast(([number]) => number === task);
  }

  follow() {
    if (!this.summary.final || this.shown !== this.state) { this.timer = setTimeout(() => this.look(), this.pause()); }
  }

  pause() {
    const calm = document.hidden ? HIDDEN_INTERVAL : INTERVAL;
    return this.misses ? Math.min(LONGEST_WAIT, calm * 2 ** this.misses) : calm;
  }

  async look() {
    if (this.looking) { return; }
    clearTimeout(this.timer);
    this.looking = true;
    try {
      await this.takeSummary();
      const { state } = this;
      if (this.shown !== state) {
        await this.takeLists();
        await this.changed();
        this.shown = state;
      }
      if (this.misses) { this.connection(null); }
      this.misses = 0;
    } catch (error) {
      this.misses++;
      this.connection(error, this.pause());
    }
    this.looking = false;
    this.follow();
  }
}

// What the pieces of a search hold, until that is enough.
export async function gathered(pieces, of, enough) {
  const found = [];
  for await (const piece of pieces) {
    found.push(...of(piece));
    if (found.length >= enough && piece.next != null) { return { found, more: true }; }
  }
  return { found, more: false };
}
