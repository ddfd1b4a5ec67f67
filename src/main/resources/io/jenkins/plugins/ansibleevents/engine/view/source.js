// Where the documents of a run come from: from Jenkins by HTTP, or from the page itself.

import { withoutColours } from './sgr.js';

export class RemoteSource {
  constructor(base) {
    this.live = true;
    this.base = base.endsWith('/') ? base : base + '/';
  }

  async get(name, parameters = {}) {
    const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value != null));
    const answer = await fetch(this.base + name + (query.size ? '?' + query : ''), { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
      .catch(error => { throw new SourceError(error.message, 0); });
    if (!answer.ok) { throw new SourceError(await reasonOf(answer), answer.status); }
    return answer.json();
  }
}

export class SourceError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }

  // Whether the same may be answered another time.
  get passes() {
    return !this.status || this.status >= 500;
  }
}

const RESULT = /^runner_on_(ok|failed|skipped|unreachable)$/;

async function reasonOf(answer) {
  const kind = answer.headers.get('Content-Type') ?? '';
  const text = kind.includes('html') ? '' : (await answer.text()).slice(0, 500);
  if (answer.status === 403) { return 'You may not see this run (403). Are you still logged in?'; }
  return text || 'The server answered ' + answer.status + '.';
}

export class EmbeddedSource {
  constructor(documents) {
    this.documents = documents;
  }

  async get(name, parameters = {}) {
    const make = EMBEDDED[name];
    return make ? make(this.documents, parameters) : this.documents[name];
  }
}

const EMBEDDED = {
  times: (documents, { from = 0, to = Infinity }) => {
    const { times } = documents;
    const first = times.from ?? 0;
    return { ...times, from, lanes: times.lanes.slice(Math.max(0, from - first), Math.max(0, to - first)) };
  },
  events: ({ events, detail }, parameters) => {
    const limit = Number(parameters.limit ?? 1000);
    const after = Number(parameters.after ?? 0);
    const text = parameters.text?.toLowerCase();
    const quoted = text && JSON.stringify(text).slice(1, -1); // as it stands in an event
    const isIn = ({ counter, text: said }) => (said ?? '').toLowerCase().includes(text) || (JSON.stringify(detail[counter]) ?? '').toLowerCase().includes(quoted);
    const found = events.lines.filter(line => line.counter > after
      && (parameters.host == null || line.host === Number(parameters.host))
      && (parameters.task == null || line.task === Number(parameters.task))
      && (parameters.state == null || line.state === parameters.state)
      && (parameters.type == null || line.type === parameters.type)
      && (!parameters.results || RESULT.test(line.type))
      && (!text || isIn(line)));
    return { ...events, lines: found.slice(0, limit), next: found.length > limit ? found[limit - 1].counter : null };
  },
  event: ({ detail }, { counter }) => {
    if (!detail[counter]) {
      throw new SourceError('This page does not hold event ' + counter + ': only a part of a large run is in it. The event is line ' + counter + ' of events.jsonl.', 404);
    }
    return detail[counter];
  },
  output: ({ output }, parameters) => parameters.text == null ? linesOf(output, parameters) : matchesIn(output, parameters),
};

function linesOf(output, { line = 1, lines = 1000 }) {
  const first = Number(line) - (output.line ?? 1);
  const taken = output.lines.slice(Math.max(0, first), Math.max(0, first + Number(lines)));
  const last = Number(line) + taken.length;
  return { ...output, line: Number(line), lines: taken, kept: output.lines.length, results: (output.results ?? []).filter(([at]) => at >= line && at < last) };
}

function matchesIn(output, { text, line = 1 }) {
  const wanted = text.toLowerCase();
  const first = output.line ?? 1;
  const found = [];
  output.lines.forEach((content, i) => {
    if (i + first >= line && withoutColours(content).toLowerCase().includes(wanted)) { found.push(i + first); }
  });
  return { ...output, matches: found.slice(0, 1000), next: found.length > 1000 ? found[1000] : null, lines: undefined };
}
