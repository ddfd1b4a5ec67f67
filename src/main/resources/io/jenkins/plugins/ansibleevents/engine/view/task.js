// One task: what it is, and how it ended on each host.

import { fragmentOf } from './address.js';
import { el, fill } from './dom.js';
import { isItem, resultsTable } from './host.js';
import { countsLine } from './states.js';
import { resultBar } from './tasks.js';
import { byName, duration } from './text.js';

const MOST_RESULTS = 1000;

export class TaskPage {
  constructor(run) {
    this.run = run;
    this.heading = el('h2', { tabindex: '-1' });
    this.facts = el('p', { class: 'ae-headline-facts' });
    this.counts = el('p');
    this.more = el('p', { class: 'ae-dim' });
    this.table = resultsTable(run, 'Results of the task by host', 'No result of this task is in this page.', { key: 'host', title: 'Host', kind: 'ae-grow', sort: row => run.hostName(row.host), cell: row => el('a', { href: fragmentOf('host', run.hostName(row.host)) }, run.hostName(row.host)) });
    this.element = el('section', { class: 'ae-section' }, el('p', { class: 'ae-crumbs' }, el('a', { href: '#tasks' }, 'Tasks')), this.heading, this.facts, this.counts, this.table.element, this.more);
  }

  show(number) {
    this.number = Number(number);
    return this.update();
  }

  async update() {
    const task = this.run.tasks[this.number];
    fill(this.heading, task ? task.name : 'Task ' + this.number);
    if (!task) {
      fill(this.facts, 'The run has no task of this number.');
      this.table.setRows([]);
      return;
    }
    const facts = [task.path ? el('code', {}, task.path) : null, task.action, task.role ? 'role ' + task.role : null, task.handler ? 'handler' : null, 'play ' + (this.run.plays[task.play]?.name ?? ''),
      duration(task.took) + ' of all hosts', task.slowest == null ? null : 'longest ' + duration(task.longest) + ' on ' + this.run.hostName(task.slowest)].filter(Boolean);
    fill(this.facts, facts.flatMap((fact, i) => i ? [' \u00b7 ', fact] : [fact]));
    fill(this.counts, resultBar(task.counts), countsLine(task.counts));
    const { lines, next } = await this.run.document('events', { task: this.number, limit: MOST_RESULTS });
    this.table.setRows(lines.filter(line => line.state && line.host != null && !isItem(line)).sort((a, b) => byName(this.run.hostName(a.host), this.run.hostName(b.host))));
    this.more.textContent = next == null ? '' : 'Only the first ' + MOST_RESULTS + ' events of the task are listed here.';
  }
}
