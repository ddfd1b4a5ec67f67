// One event as a person reads it: message, streams and differences first, what is left as a tree, the JSON on demand.

import { fragmentOf } from './address.js';
import { diffBlock, diffText } from './diff.js';
import { el, fill, lazyDetails } from './dom.js';
import { coloured } from './sgr.js';
import { badge } from './states.js';
import { clock, count, duration, firstLine, quantity } from './text.js';
import { tree } from './tree.js';

const STATE_OF_TYPE = { ok: 'ok', failed: 'failed', unreachable: 'unreachable', skipped: 'skipped' };
const SHOWN_APART = new Set(['msg', 'stderr', 'stderr_lines', 'stdout', 'stdout_lines', 'diff', 'results', 'cmd', 'rc', 'exception', 'module_stderr', 'module_stdout', 'invocation', 'failed', 'unreachable', 'skipped', 'changed', 'censored', 'false_condition', 'skip_reason', 'skipped_reason', '_truncated', 'warnings', 'deprecations']);
const OPEN_ITEMS = 3;
const TIMES_OF_COMMANDS = new Set(['start', 'end', 'delta']);
const NOTHING_SAID = new Set(['', '(traceback unavailable)']); // the latter of ansible-core 2.19 and newer
const STREAMS = [['stderr', 'Standard error'], ['stdout', 'Standard output'], ['module_stderr', 'Standard error of the module'], ['module_stdout', 'Standard output of the module'], ['exception', 'Exception']];

// The dialog beside the page; closing it leads back to what was shown before.
export class ResultDialog {
  constructor(run, onclose) {
    this.run = run;
    this.body = el('div', { class: 'ae-dialog-body' });
    this.element = el('dialog', { class: 'ae-dialog', 'aria-labelledby': 'ae-result-title' }, this.body);
    this.element.addEventListener('click', event => { if (event.target === this.element) { this.element.close(); } });
    this.element.addEventListener('close', () => { if (!this.leaving) { onclose(); } });
  }

  async show(counter) {
    this.counter = Number(counter);
    fill(this.body, head('Event ' + counter), el('p', { class: 'ae-dim' }, 'Loading\u2026'));
    if (!this.element.open) { this.element.showModal(); }
    let content;
    try {
      content = await this.content(this.counter);
    } catch (error) {
      content = [head('Event ' + counter), el('p', {}, error.message)];
    }
    if (this.counter === Number(counter)) {
      fill(this.body, content);
      this.body.querySelector('h2').focus({ preventScroll: true });
      this.element.scrollTop = 0;
    }
  }

  leave() {
    this.leaving = true;
    this.element.close();
    this.leaving = false;
  }

  async content(counter) {
    const event = await this.run.document('event', { counter });
    const host = event.event_data?.host;
    return [head(event.event_data?.task ?? event.event), await this.facts(event), eventBody(event), host == null ? null : await this.neighbours(counter, host)];
  }

  async facts(event) {
    const data = event.event_data ?? {};
    const line = Number(event.start_line) + 1;
    const line_ = (await this.line(event.counter, data.host)) ?? {};
    const state = line_.state ?? stateOfEvent(event);
    return el('div', { class: 'ae-result-facts' },
      el('p', { class: 'ae-result-line' },
        state ? badge(state) : el('span', { class: 'ae-badge' }, event.event),
        data.host == null ? null : [' on ', el('a', { href: fragmentOf('host', data.host) }, data.host)],
        data.duration == null ? null : el('span', { class: 'ae-dim' }, ' in ' + duration(data.duration * 1000)),
        el('span', { class: 'ae-dim' }, ' at ' + clock(Date.parse(event.created)))),
      el('p', { class: 'ae-place' },
        data.task_path ? el('code', {}, data.task_path) : null,
        data.task_action ? el('span', {}, data.task_action) : null,
        data.play ? el('span', {}, 'play ' + data.play) : null,
        event.stdout ? el('a', { href: fragmentOf('output', line) }, 'line ' + line + ' of the output') : null,
        el('span', {}, 'event ' + event.counter)));
  }

  // What the run knows of the event: a rescued failure is one only by what came after it.
  async line(counter, host) {
    if (host == null) { return null; }
    const { lines } = await this.run.document('events', { after: counter - 1, limit: 1, host: this.run.hostNumber(host) });
    return lines[0]?.counter === counter ? lines[0] : null;
  }

  async neighbours(counter, host) {
    const lane = await this.run.lane(this.run.hostNumber(host)).catch(() => []);
    const before = lane.findLast(entry => entry[4] && entry[4] < counter);
    const after = lane.find(entry => entry[4] > counter);
    const button = (entry, sign, word) => entry
      ? el('a', { class: 'ae-button', href: fragmentOf('event', entry[4]), 'data-replace': true }, sign === '\u2190' ? sign + ' ' : '', word + ': ' + firstLine(this.run.taskName(entry[0]), 40), sign === '\u2192' ? ' ' + sign : '')
      : null;
    return el('nav', { class: 'ae-neighbours', 'aria-label': 'Other results of ' + host }, button(before, '\u2190', 'Before'), button(after, '\u2192', 'Next'));
  }
}

function head(title) {
  return el('div', { class: 'ae-dialog-head' },
    el('h2', { id: 'ae-result-title', tabindex: '-1' }, title),
    el('button', { type: 'button', class: 'ae-button', 'aria-label': 'Close', onclick: event => event.target.closest('dialog').close() }, '\u2715'));
}

export function stateOfEvent(event) {
  const [, outcome] = /_on_(ok|failed|unreachable|skipped)$/.exec(event.event) ?? [];
  if (outcome === 'ok' && event.event_data?.res?.changed) { return 'changed'; }
  if (outcome === 'failed' && event.event_data?.ignore_errors) { return 'ignored'; }
  return STATE_OF_TYPE[outcome];
}

// What an event says, without its JSON.
export function eventContent(event, brief = false) {
  const res = event.event_data?.res;
  return res && typeof res === 'object' ? resultBody(res, brief) : eventText(event);
}

function eventBody(event) {
  return el('div', { class: 'ae-result' },
    eventContent(event),
    lazyDetails('The whole event as JSON', () => el('pre', { class: 'ae-code ae-json', tabindex: '0', 'aria-label': 'The whole event as JSON' }, JSON.stringify(event, null, 2))));
}

function eventText(event) {
  const diff = diffText(event.event_data?.diff);
  return [event.stdout ? block('Output', el('pre', { class: 'ae-code', tabindex: '0', 'aria-label': 'Output' }, coloured(event.stdout))) : null, diff ? block('Difference', diffBlock(diff)) : null, tree(event.event_data ?? {})];
}

function block(title, ...content) {
  return el('section', { class: 'ae-block' }, el('h3', {}, title), content);
}

// In brief: without what only completes the picture.
function resultBody(res, brief = false) {
  const diff = diffText(res.diff);
  const rest = Object.fromEntries(Object.entries(res).filter(([key]) => !SHOWN_APART.has(key) && !key.startsWith('_ansible') && !(res.cmd && TIMES_OF_COMMANDS.has(key))));
  return [
    res._truncated ? el('p', { class: 'ae-alert' }, 'This result was too large to keep: ' + (res._truncated.bytes ?? '?') + ' bytes. What follows is what was kept.') : null,
    res.censored ? el('p', { class: 'ae-alert' }, res.censored) : null,
    message(res.msg ?? whySkipped(res)),
    STREAMS.filter(([key]) => typeof res[key] === 'string' && !NOTHING_SAID.has(res[key].trim()) && res[key] !== res.msg)
      .map(([key, title]) => block(title, el('pre', { class: 'ae-code', tabindex: '0', 'aria-label': title }, coloured(res[key])))),
    res.cmd == null ? null : block('Command', commandBlock(res.cmd), res.rc == null ? null : el('p', { class: 'ae-dim' }, 'exit code ' + res.rc)),
    diff ? block('Difference', diffBlock(diff)) : null,
    remarksOf(res),
    Array.isArray(res.results) ? block('Items', items(res.results)) : null,
    !brief && Object.keys(rest).length ? block('Result', tree(rest)) : null,
    !brief && res.invocation?.module_args ? lazyDetails('Arguments of the module', () => tree(res.invocation.module_args)) : null,
  ];
}

function message(msg) {
  if (msg == null || msg === '') { return null; }
  return typeof msg === 'string' ? el('p', { class: 'ae-message' }, coloured(msg)) : block('Message', tree(msg));
}

function whySkipped(res) {
  return res.false_condition === undefined ? res.skip_reason ?? res.skipped_reason : 'Skipped: the condition is false: ' + (typeof res.false_condition === 'string' ? res.false_condition : JSON.stringify(res.false_condition));
}

export function commandBlock(command) {
  return el('pre', { class: 'ae-code ae-command', tabindex: '0', 'aria-label': 'Command' }, Array.isArray(command) ? command.map(quoted).join(' ') : command);
}

function quoted(word) {
  const text = String(word);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
}

function remarksOf(res) {
  const all = [...(res.warnings ?? []), ...(res.deprecations ?? [])].map(remark => typeof remark === 'string' ? remark : remark?.msg ?? JSON.stringify(remark));
  return all.length ? block('Warnings', el('ul', {}, all.map(text => el('li', {}, coloured(text))))) : null;
}

// The items that failed come first, and the first of them are open.
function items(results) {
  const bad = results.filter(isBadItem);
  return [
    el('p', { class: 'ae-dim' }, quantity(results.length, 'item') + (bad.length ? ', ' + count(bad.length) + ' failed' : '')),
    el('ul', { class: 'ae-items' }, [...bad, ...results.filter(item => !isBadItem(item))].map((item, i) => itemRow(item, i < OPEN_ITEMS && isBadItem(item)))),
  ];
}

function itemRow(item, open) {
  return el('li', {}, lazyDetails([badge(stateOfItem(item)), ' ', labelOf(item), open ? null : shortMessage(item)], () => el('div', {}, resultBody(item)), { open }));
}

function isBadItem(item) {
  return !!(item?.failed || item?.unreachable);
}

function stateOfItem(item) {
  if (item?.unreachable) { return 'unreachable'; }
  if (item?.failed) { return 'failed'; }
  if (item?.skipped) { return 'skipped'; }
  return item?.changed ? 'changed' : 'ok';
}

function labelOf(item) {
  const label = item?._ansible_item_label ?? item?.[item?.ansible_loop_var ?? 'item'] ?? item?.item;
  return el('code', {}, typeof label === 'string' ? label : firstLine(JSON.stringify(label ?? null), 120));
}

function shortMessage(item) {
  return item?.failed && typeof item.msg === 'string' ? el('span', { class: 'ae-dim' }, ' ' + firstLine(item.msg, 120)) : null;
}
