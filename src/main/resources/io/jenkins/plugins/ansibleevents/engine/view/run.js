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
  }

  async takeSummary() {
    const summary = await this.source.get('summary');
    // What is in a page will not change any more, even if the run was killed and nobody said that it is over.
    this.summary = this.source.live ? summary : { ...summary, final: true };
  }

  async takeLists() {
    [this.hosts, this.plays, this.tasks] = await Promise.all([this.document('hosts'), this.document('tasks')])
      .then(([hosts, tasks]) => [hosts.hosts, tasks.plays, tasks.tasks]);
    this.numbers = new Map(this.hosts.map((host, number) => [host.name, number]));
  }

  // A document as of the run's last known event.
  document(name, parameters = {}) {
    const key = name + '?' + JSON.stringify(parameters);
    const known = this.kept.get(key);
    if (known && (known.events === this.summary.events || name === 'event')) { return known.promise; }
    const promise = this.source.get(name, parameters);
    this.kept.delete(key);
    this.kept.set(key, { events: this.summary.events, promise });
    promise.catch(() => this.kept.delete(key));
    if (this.kept.size > KEPT) { this.kept.delete(this.kept.keys().next().value); }
    return promise;
  }

  // What a search finds, in pieces: one answer reads only so much of a large run, so that others are not held up.
  async *search(name, parameters, cursor) {
    for (let from = {}; from;) {
      const piece = await this.document(name, { ...parameters, ...from });
      from = piece.next == null ? null : { [cursor]: piece.next };
      yield piece;
    }
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
    if (!this.summary.final) { this.timer = setTimeout(() => this.look(), this.pause()); }
  }

  pause() {
    const calm = document.hidden ? HIDDEN_INTERVAL : INTERVAL;
    return this.misses ? Math.min(LONGEST_WAIT, calm * 2 ** this.misses) : calm;
  }

  async look() {
    clearTimeout(this.timer);
    try {
      const { events, final } = this.summary;
      await this.takeSummary();
      if (this.summary.events !== events || this.summary.final !== final) {
        await this.takeLists();
        await this.changed();
      }
      if (this.misses) { this.connection(null); }
      this.misses = 0;
    } catch (error) {
      this.misses++;
      this.connection(error, this.pause());
    }
    this.follow();
  }
}
