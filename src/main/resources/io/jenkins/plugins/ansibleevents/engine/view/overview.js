// The first view: why it failed, beside it what else is worth a look, below it the matrix; the command comes last.

import { fragmentOf } from './address.js';
import { el, refill } from './dom.js';
import { FailureList } from './failures.js';
import { MatrixView } from './matrix.js';
import { commandBlock } from './result.js';
import { coloured } from './sgr.js';
import { signOf } from './states.js';
import { count, duration, firstLine, quantity } from './text.js';

const FEW = 5;

export class Overview {
  constructor(run) {
    this.run = run;
    this.failures = new FailureList(run);
    this.heading = this.failures.heading;
    this.matrix = new MatrixView(run, { compact: true });
    this.beside = el('aside', { class: 'ae-beside', 'aria-label': 'At a glance' });
    this.facts = el('section', { class: 'ae-section' });
    this.element = el('div', {}, el('div', { class: 'ae-columns' }, this.failures.element, this.beside), this.matrix.element, this.facts);
  }

  show() {
    return this.update();
  }

  async update() {
    const { run } = this;
    const [changes, remarks] = await Promise.all([run.document('changes'), run.document('remarks'), this.failures.update(), this.matrix.update()]);
    refill(this.beside, this.lost(), this.slowest(), this.changed(changes), this.warned(remarks));
    refill(this.facts, this.factList());
    // Of one host the list of its results says more.
    this.matrix.element.hidden = run.hosts.length < 2 || !run.tasks.length;
  }

  lost() {
    const { lost } = this.run.summary;
    return lost?.length ? glance('Where time was lost', '#timeline', el('ul', { class: 'ae-plain' }, lost.map(sentence => el('li', {}, sentence)))) : null;
  }

  slowest() {
    const tasks = this.run.tasks.map((task, number) => ({ ...task, number })).filter(task => task.took > 0).sort((a, b) => b.took - a.took).slice(0, FEW);
    if (!tasks.length) { return null; }
    return glance('Slowest tasks', '#tasks', el('ol', { class: 'ae-plain' }, tasks.map(task => el('li', { class: 'ae-bar-row' },
      el('a', { class: 'ae-clip', href: fragmentOf('task', task.number) }, task.name), el('span', { class: 'ae-number' }, duration(task.took)),
      el('span', { class: 'ae-time-bar', 'width%': Math.max(1, 100 * task.took / tasks[0].took) })))));
  }

  changed({ groups, cut }) {
    if (!groups.length) { return glance('Changes', '#changes', el('p', { class: 'ae-dim' }, this.run.summary.final ? 'Nothing changed.' : 'Nothing has changed so far.')); }
    const tasks = [...byTask(groups)];
    const rest = tasks.length - FEW + (cut ?? 0);
    return glance('Changes', '#changes', el('ul', { class: 'ae-plain' }, tasks.slice(0, FEW).map(([task, hosts]) => el('li', { class: 'ae-clip' },
      signOf('changed'), ' ', el('a', { href: fragmentOf('changes', null, { text: this.run.taskName(task) }), title: this.run.taskName(task) }, this.run.taskName(task)), el('span', { class: 'ae-dim' }, ' on ' + quantity(hosts.size, 'host'))))),
      rest > 0 ? el('p', { class: 'ae-dim' }, 'and ' + count(rest) + ' more') : null);
  }

  // Since ansible-core 2.19 each failure is displayed as an error, too; it is beside this.
  warned({ remarks: all }) {
    const remarks = this.run.summary.failures ? all.filter(remark => remark.kind !== 'error') : all;
    if (!remarks.length) { return null; }
    return glance('Warnings', '#warnings', el('ul', { class: 'ae-plain' }, remarks.slice(0, 3).map(remark => el('li', {}, coloured(firstLine(remark.text.replaceAll('\n', ' '), 160))))),
      remarks.length > 3 ? el('p', { class: 'ae-dim' }, 'and ' + count(remarks.length - 3) + ' more') : null);
  }

  factList() {
    const { ansible, command, cwd } = this.run.summary;
    const facts = [
      ['ansible-core', ansible?.core_version], ['Python', ansible?.python_version], ['Program', ansible?.executable],
      ['Configuration', ansible?.config_file], ['Directory', cwd], ['Events', count(this.run.summary.events)],
    ].filter(([, value]) => value);
    return [el('h2', {}, 'How it was run'),
      el('div', { class: 'ae-card' }, el('dl', { class: 'ae-facts' }, facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))), command?.length ? commandBlock(command) : null)];
  }
}

// A task once, though it changed hosts in different ways: task -> hosts.
function byTask(groups) {
  const tasks = new Map();
  for (const { task, hosts } of groups) { tasks.set(task, new Set([...tasks.get(task) ?? [], ...hosts])); }
  return tasks;
}

function glance(title, href, ...content) {
  return el('section', { class: 'ae-card ae-glance' }, el('h3', {}, el('a', { href }, title)), content);
}
