// One task: what it is, and how it ended on each host.

import { fragmentOf } from './address.js';
import { el, fill } from './dom.js';
import { noResults, resultsTable } from './host.js';
import { countsLine, STATES } from './states.js';
import { resultBar } from './tasks.js';
import { byName, count, duration, quantity } from './text.js';

const MOST_RESULTS = 5000;

export class TaskPage {
  constructor(run) {
    this.run = run;
    this.heading = el('h2', { tabindex: '-1' });
    this.facts = el('p', { class: 'ae-headline-facts' });
    this.counts = el('p');
    this.more = el('p', { class: 'ae-dim' });
    this.table = resultsTable(run, 'Results of the task by host', () => noResults(this, 'task', !!run.tasks[this.number]), { key: 'host', title: 'Host', kind: 'ae-grow', sort: row => run.hostName(row.host), cell: row => el('a', { href: fragmentOf('host', run.hostName(row.host)) }, run.hostName(row.host)) });
    this.element = el('section', { class: 'ae-section' }, el('p', { class: 'ae-crumbs' }, el('a', { href: '#tasks' }, 'Tasks')), this.heading, this.facts, this.counts, this.table.element, this.more);
  }

  show(number) {
    this.number = Number(number);
    this.loading = true;
    this.table.setRows([]);
    fill(this.counts);
    this.more.textContent = '';
    return this.update();
  }

  async update() {
    const { number } = this;
    const task = this.run.tasks[number];
    fill(this.heading, task ? task.name : 'Task ' + number);
    if (!task) {
      fill(this.facts, this.run.summary.final ? 'The run has no task of this number.' : 'The run has no task of this number so far.');
      this.loading = false;
      this.table.setRows([]);
      return;
    }
    const facts = [task.path ? el('code', {}, task.path) : null, task.action, task.role ? 'role ' + task.role : null, task.handler ? 'handler' : null, 'play ' + (this.run.plays[task.play]?.name ?? ''),
      duration(task.took) + ' of all hosts', task.slowest == null ? null : 'longest ' + duration(task.longest) + ' on ' + this.run.hostName(task.slowest)].filter(Boolean);
    fill(this.facts, facts.flatMap((fact, i) => i ? [' \u00b7 ', fact] : [fact]));
    fill(this.counts, resultBar(task.counts), countsLine(task.counts));
    const { results, more } = await this.run.results({ task: number }, MOST_RESULTS);
    if (number !== this.number) { return; } // another task by now
    this.loading = false;
    this.table.setRows(results.filter(line => line.host != null).sort((a, b) => byName(this.run.hostName(a.host), this.run.hostName(b.host))));
    const all = STATES.reduce((sum, state) => sum + task.counts[state], 0);
    const cut = results.length && (more || this.run.summary.leftOut?.length && results.length < all);
    this.more.textContent = cut ? count(results.length) + ' of ' + quantity(all, 'result') + ' are listed here.' : '';
  }
}
