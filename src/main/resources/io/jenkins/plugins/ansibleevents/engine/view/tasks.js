// All tasks with how long they took, the slowest first.

import { fragmentOf } from './address.js';
import { el, svg } from './dom.js';
import { countsLine, STATES } from './states.js';
import { FilteredView, RowTable } from './table.js';
import { count, duration, shortPath } from './text.js';

export class TasksView extends FilteredView {
  constructor(run) {
    super(run, STATES);
    this.text = el('input', { type: 'search', class: 'ae-input', size: 28, placeholder: 'Filter by name, file or action', 'aria-label': 'Filter tasks by name, file or action', oninput: () => this.choose() });
    this.state = el('select', { class: 'ae-input', 'aria-label': 'Tasks with results in a state', onchange: () => this.choose() },
      el('option', { value: '' }, 'All results'), STATES.map(state => el('option', { value: state }, 'with ' + state)));
    this.told = el('span', { class: 'ae-dim', role: 'status' });
    this.table = new RowTable({
      caption: 'Tasks with their duration and results',
      keyOf: row => row.number,
      sortedBy: 'took',
      descending: true,
      onsort: () => this.choose(),
      empty: () => this.run.tasks.length ? 'No task fits the filter.' : this.run.summary.final ? 'No task was started in this run.' : 'No task has been started so far.',
      columns: [
        { key: 'name', title: 'Task', kind: 'ae-grow ae-all-room', sort: row => row.name, cell: row => taskCell(row) },
        { key: 'number', title: 'No.', numeric: true, kind: 'ae-wide ae-w-small', sort: row => -row.number, cell: row => count(row.number + 1) },
        { key: 'play', title: 'Play', kind: 'ae-wide ae-w-play', sort: row => row.play, cell: row => el('span', { class: 'ae-clip', title: this.run.plays[row.play]?.name }, this.run.plays[row.play]?.name ?? '') },
        { key: 'took', title: 'total time', numeric: true, kind: 'ae-w-sum', sort: row => row.took, cell: row => duration(row.took) },
        { key: 'longest', title: 'longest', numeric: true, kind: 'ae-wide ae-w-longest', sort: row => row.longest, cell: row => [duration(row.longest), row.slowest == null ? null : el('span', { class: 'ae-dim ae-small ae-clip' }, this.run.hostName(row.slowest))] },
        { key: 'elapsed', title: 'elapsed', numeric: true, kind: 'ae-wide ae-w-time', sort: row => row.until - row.at, cell: row => duration(row.until - row.at) },
        { key: 'results', title: 'Results', kind: 'ae-wide ae-w-results', sort: row => -(row.counts.failed * 1e8 + row.counts.unreachable * 1e6 + row.counts.changed), cell: row => resultsCell(row.counts) },
      ],
    });
    this.heading = el('h2', { tabindex: '-1' }, 'Tasks');
    this.element = el('section', { class: 'ae-section' }, el('div', { class: 'ae-tools' }, this.heading, this.text, this.state, this.told), this.table.element);
  }

  update() {
    const wanted = this.text.value.trim().toLowerCase();
    const state = this.state.value;
    const rows = this.run.tasks.map((task, number) => ({ ...task, number }))
      .filter(task => (!state || task.counts[state] > 0) && (!wanted || [task.name, task.path, task.action, task.role].some(text => (text ?? '').toLowerCase().includes(wanted))));
    this.fit(rows, this.run.tasks.length, 'task');
  }
}

function taskCell(row) {
  return [el('a', { class: 'ae-clip', href: fragmentOf('task', row.number), title: row.name }, row.name), el('span', { class: 'ae-dim ae-clip ae-small', title: row.path }, row.path ? shortPath(row.path) : row.action ?? '')];
}

function resultsCell(counts) {
  return el('span', { class: 'ae-results' }, resultBar(counts), el('span', { class: 'ae-small ae-clip' }, countsLine(counts)));
}

export function resultBar(counts) {
  const all = STATES.reduce((sum, state) => sum + counts[state], 0);
  let x = 0;
  return svg('svg', { class: 'ae-minibar', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, STATES.filter(state => counts[state]).map(state => {
    const width = 100 * counts[state] / all;
    x += width;
    return svg('rect', { class: 'ae-bar-' + state, x: (x - width).toFixed(2), y: 0, width: width.toFixed(2), height: 6 });
  }));
}
