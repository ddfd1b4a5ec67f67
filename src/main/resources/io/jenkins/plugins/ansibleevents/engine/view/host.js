// One host: why it failed first, then everything that happened on it in the order of time.

import { fragmentOf } from './address.js';
import { el, fill } from './dom.js';
import { eventContent } from './result.js';
import { badge, countsLine } from './states.js';
import { RowTable } from './table.js';
import { clock, count, duration, firstLine } from './text.js';

const MOST_OF_HOST = 5000;

export class HostPage {
  constructor(run) {
    this.run = run;
    this.heading = el('h2', { tabindex: '-1' });
    this.facts = el('p', { class: 'ae-headline-facts' });
    this.elsewhere = el('a', { hidden: !run.hostPage }, 'This host in all jobs');
    this.failure = el('div', { class: 'ae-host-failure' });
    this.more = el('p', { class: 'ae-dim' });
    this.table = resultsTable(run, 'Results of the host in the order of time', () => noResults(this, 'host', run.hostNumber(this.name) !== undefined), { key: 'task', title: 'Task', kind: 'ae-grow', sort: row => row.task, cell: row => taskOf(run, row) });
    this.element = el('section', { class: 'ae-section' }, el('p', { class: 'ae-crumbs' }, el('a', { href: '#hosts' }, 'Hosts')), this.heading, this.facts, this.elsewhere, this.failure, el('h3', {}, 'Results in the order of time'), this.table.element, this.more);
  }

  show(name) {
    this.name = name;
    this.failed = undefined;
    this.loading = true;
    fill(this.failure);
    this.table.setRows([]);
    this.more.textContent = '';
    return this.update();
  }

  async update() {
    const number = this.run.hostNumber(this.name);
    fill(this.heading, this.name);
    if (this.run.hostPage) { this.elsewhere.href = this.run.hostPage + encodeURIComponent(this.name); }
    if (number === undefined) {
      fill(this.facts, this.run.summary.final ? 'No host of this name took part in the run.' : 'No host of this name has taken part so far.');
      this.loading = false;
      this.table.setRows([]);
      return;
    }
    const host = this.run.hosts[number];
    fill(this.facts, badge(host.state), ' ', countsLine(host), host.took > 0 ? ' in ' + duration(host.took) + ' of work' : '');
    await Promise.all([this.showFailure(host), this.showResults(number)]);
  }

  async showFailure({ failure }) {
    if (failure?.counter === this.failed) { return; }
    this.failed = failure?.counter;
    if (!failure) { fill(this.failure); return; }
    const event = await this.run.document('event', { counter: failure.counter }).catch(error => ({ error }));
    if (this.failed !== failure.counter) { return; } // another host by now
    if (event.error) { this.failed = null; }
    fill(this.failure, el('article', { class: 'ae-card ae-failure ae-edge-failed' },
      el('h3', {}, el('a', { href: fragmentOf('task', failure.task) }, failure.name)),
      event.error ? [el('p', { class: 'ae-message' }, failure.message), el('p', { class: 'ae-dim' }, event.error.message)] : eventContent(event, true),
      el('p', { class: 'ae-place' }, failure.path ? el('code', {}, failure.path) : null, el('a', { href: fragmentOf('event', failure.counter) }, 'all of the result'))));
  }

  async showResults(number) {
    const { results, more } = await this.run.results({ host: number }, MOST_OF_HOST);
    if (number !== this.run.hostNumber(this.name)) { return; }
    this.loading = false;
    this.table.setRows(results);
    this.more.textContent = more ? 'Only the first ' + count(results.length) + ' results of the host are listed here.' : '';
  }
}

function taskOf(run, row) {
  const play = run.plays[run.tasks[row.task]?.play]?.name;
  return [el('a', { class: 'ae-clip', href: fragmentOf('task', row.task) }, run.taskName(row.task)), el('span', { class: 'ae-wide ae-dim ae-small ae-clip' }, play ?? '')];
}

// Why a table of results is empty.
export function noResults({ loading, run }, what, known) {
  const { final, leftOut } = run.summary;
  if (loading) { return 'Loading\u2026'; }
  if (final && known && leftOut?.length) { return 'The results of this ' + what + ' are not in this page.'; }
  return 'No result of this ' + what + (final ? ' was recorded.' : ' so far.');
}

// Results as rows: when, what, how it ended, what it said; the first column is the one that says whose or which.
export function resultsTable(run, caption, empty, first) {
  return new RowTable({
    caption,
    keyOf: row => row.counter,
    sortedBy: 'at',
    empty,
    columns: [
      { ...first, cell: row => [first.cell(row), row.text ? el('span', { class: 'ae-narrow ae-dim ae-clip' }, firstLine(row.text)) : null] },
      { key: 'state', title: 'State', kind: 'ae-w-state', sort: row => row.state, cell: row => badge(row.state) },
      { key: 'said', title: 'Result', kind: 'ae-wide ae-reason', sort: row => row.text ?? '', cell: row => el('a', { class: 'ae-clip', href: fragmentOf('event', row.counter), title: row.text }, firstLine(row.text) || el('span', { class: 'ae-dim' }, 'open the result')) },
      { key: 'took', title: 'time', numeric: true, kind: 'ae-w-time', sort: row => row.took ?? 0, cell: row => el('a', { class: 'ae-quiet', href: fragmentOf('event', row.counter) }, duration(row.took) || '\u2013') },
      { key: 'at', title: 'at', numeric: true, kind: 'ae-wide ae-w-time', sort: row => row.counter, cell: row => clock(run.began + row.at) },
    ],
  });
}

