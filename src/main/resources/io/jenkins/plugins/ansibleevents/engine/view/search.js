// One search over hosts, tasks, failures, changes, warnings, results and Ansible's output.

import { fragmentOf } from './address.js';
import { el, emptyState, fill, refill } from './dom.js';
import { lineLink, outputHits, outputLine } from './output.js';
import { gathered } from './run.js';
import { coloured } from './sgr.js';
import { badge, signOf } from './states.js';
import { count, firstLine } from './text.js';

const SHOWN = 12;
const ENOUGH = 200;

export class SearchView {
  constructor(run) {
    this.run = run;
    this.heading = el('h2', { tabindex: '-1' }, 'Search');
    this.found = el('div', { class: 'ae-found', 'aria-live': 'polite' });
    this.element = el('section', { class: 'ae-section' }, this.heading, this.found);
  }

  show(words) {
    this.words = words ?? '';
    if (this.words.trim()) { fill(this.found, emptyState('Searching \u2026')); }
    return this.update();
  }

  async update() {
    const { words, run } = this;
    const wanted = words.trim().toLowerCase();
    fill(this.heading, wanted ? 'Found for \u201c' + words + '\u201d' : 'Search');
    if (!wanted) { fill(this.found, emptyState('Write what to look for: a host, a task, a word of a message or of the output.')); return; }
    const answers = (await Promise.all([this.hosts(wanted), this.tasks(wanted), this.failures(wanted), this.changes(wanted), this.remarks(wanted), this.results(words), this.output(words)].map(settled))).filter(Boolean);
    if (words !== this.words) { return; }
    const errors = answers.filter(answer => answer instanceof Error);
    const parts = answers.filter(answer => !(answer instanceof Error));
    const none = errors.length ? null : emptyState('Nothing found.', nowhere(run.summary));
    refill(this.found, errors.length ? el('p', { class: 'ae-alert' }, 'Not everything could be searched: ' + errors[0].message) : null, parts.length ? parts : none);
  }

  hosts(wanted) {
    const hits = this.run.hosts.filter(host => host.name.toLowerCase().includes(wanted));
    return part('Hosts', hits, host => [el('a', { href: fragmentOf('host', host.name) }, host.name), ' ', badge(host.state)]);
  }

  tasks(wanted) {
    const hits = this.run.tasks.map((task, number) => ({ ...task, number })).filter(task => [task.name, task.path, task.action, task.role].some(text => (text ?? '').toLowerCase().includes(wanted)));
    return part('Tasks', hits, task => [el('a', { href: fragmentOf('task', task.number) }, task.name), el('span', { class: 'ae-dim' }, ' ' + (task.path ?? ''))]);
  }

  async failures(wanted) {
    const { groups } = await this.run.document('failures');
    const hits = groups.filter(group => [group.message, group.command, group.diff, ...group.parts.map(one => one.text)].some(text => String(text ?? '').toLowerCase().includes(wanted)));
    return part('Failures', hits, group => [badge(group.state), ' ', el('a', { href: fragmentOf('event', group.counter) }, this.run.taskName(group.task)), ': ', coloured(firstLine(group.message))]);
  }

  async changes(wanted) {
    const { groups } = await this.run.document('changes');
    const hits = groups.filter(group => (group.diff ?? '').toLowerCase().includes(wanted));
    return part('Changes', hits, group => [signOf('changed'), ' ', el('a', { href: fragmentOf('event', group.counter) }, this.run.taskName(group.task)), ': ', el('code', {}, group.diff.split('\n').find(line => line.toLowerCase().includes(wanted)) ?? '')]);
  }

  async remarks(wanted) {
    const { remarks } = await this.run.document('remarks');
    return part('Warnings', remarks.filter(remark => remark.text.toLowerCase().includes(wanted)), remark => [el('a', { href: '#warnings' }, remark.kind), ': ', coloured(firstLine(remark.text))]);
  }

  async results(words) {
    const { found, more } = await gathered(this.run.search('events', { text: words }, 'after'), ({ lines }) => lines.filter(line => line.state && line.task != null), ENOUGH);
    return part('Results', found, line => [badge(line.state), ' ', el('a', { href: fragmentOf('event', line.counter) }, this.run.hostName(line.host) + ', ' + this.run.taskName(line.task)), ': ', coloured(firstLine(line.text))], more);
  }

  async output(words) {
    const { found, more } = await gathered(outputHits(this.run, words), ({ matches }) => matches, ENOUGH);
    const lines = await Promise.all(found.slice(0, SHOWN).map(line => outputLine(this.run, line)));
    return part('Output', found, (line, i) => lineLink(line, lines[i] ?? ''), more);
  }
}

function nowhere({ final, leftOut }) {
  if (!final) { return 'The run goes on; what comes is found as well.'; }
  return 'Neither a host nor a task, a failure, a change, a warning, a result or a line of the output has this in it'
    + (leftOut?.length ? ', as far as they are in this page.' : '.');
}

async function settled(promise) {
  try {
    return await promise;
  } catch (error) {
    return error;
  }
}

function part(title, hits, row, more) {
  if (!hits.length) { return null; }
  return el('section', { class: 'ae-card' }, el('h3', {}, title, el('span', { class: 'ae-dim' }, ' ' + count(hits.length) + (more ? ' and more' : ''))),
    el('ul', { class: 'ae-hits' }, hits.slice(0, SHOWN).map((hit, i) => el('li', {}, row(hit, i)))),
    hits.length > SHOWN ? el('p', { class: 'ae-dim' }, 'and ' + count(hits.length - SHOWN) + ' more') : null);
}
