// Failures, equal ones of several hosts together; those that were rescued or ignored apart and folded.

import { fragmentOf } from './address.js';
import { diffBlock } from './diff.js';
import { el, emptyState, fill, reconcile } from './dom.js';
import { commandBlock } from './result.js';
import { coloured, withoutColours } from './sgr.js';
import { badge, isBad } from './states.js';
import { count, quantity } from './text.js';

const FAILURE_HOSTS = 10;
const GROUPS_AT_FIRST = 20;

export class FailureList {
  constructor(run) {
    this.run = run;
    this.bad = el('div', { class: 'ae-failures' });
    this.handled = el('div', { class: 'ae-failures' });
    this.handledTitle = el('summary');
    this.folded = el('details', { class: 'ae-details ae-handled', id: 'ae-handled' }, this.handledTitle, this.handled);
    this.none = el('div');
    this.rest = el('p');
    this.cut = el('p', { class: 'ae-dim' });
    this.heading = el('h2', { tabindex: '-1' }, 'Failures');
    this.element = el('section', { class: 'ae-section' }, this.heading, this.none, this.bad, this.rest, this.cut, this.folded);
  }

  async update() {
    const { groups, cut } = await this.run.document('failures');
    const bad = groups.filter(group => isBad(group.state));
    const handled = groups.filter(group => !isBad(group.state));
    this.list(this.bad, this.all ? bad : bad.slice(0, GROUPS_AT_FIRST));
    fill(this.rest, !this.all && bad.length > GROUPS_AT_FIRST ? el('button', { type: 'button', class: 'ae-button', onclick: () => { this.all = true; this.update(); } }, 'Show ' + quantity(bad.length - GROUPS_AT_FIRST, 'more failure', 'more failures')) : null);
    this.list(this.handled, handled);
    this.folded.hidden = !handled.length;
    fill(this.handledTitle, handledWords(handled), ' \u2014 these do not count as failures');
    fill(this.none, bad.length ? null : this.noFailures());
    this.cut.hidden = !cut;
    this.cut.textContent = cut ? 'and ' + quantity(cut, 'group') + ' more, which are left out here; the hosts and their results are all in the tables.' : '';
  }

  noFailures() {
    const { summary } = this.run;
    if (!summary.final) { return emptyState('Nothing has failed so far.'); }
    return emptyState(summary.status === 'successful' ? 'Nothing failed.' : 'No task failed on any host.');
  }

  list(parent, groups) {
    reconcile(parent, groups, group => group.state + ' ' + group.counter, JSON.stringify, group => this.card(group));
  }

  card(group) {
    const shown = new Set([withoutColours(group.message).trim()]);
    const fresh = text => {
      const plain = withoutColours(text).trim();
      const known = plain === '' || [...shown].some(other => other.includes(plain));
      shown.add(plain);
      return !known;
    };
    const parts = group.parts.filter(part => fresh(part.text));
    return el('article', { class: 'ae-card ae-failure ae-edge-' + group.state },
      el('h3', {}, badge(group.state), ' ', el('a', { href: fragmentOf('task', group.task), 'data-part': 'task' }, this.run.taskName(group.task))),
      this.hostsLine(group),
      group.message ? el('p', { class: 'ae-message' }, coloured(group.message)) : null,
      el('div', { class: 'ae-parts' }, parts.map(part => [el('h4', {}, part.name), textBlock(part.name, part.text)]),
        group.command ? [el('h4', {}, 'command'), commandBlock(group.command)] : null,
        group.diff ? [el('h4', {}, 'diff'), diffBlock(group.diff)] : null),
      el('p', { class: 'ae-place' },
        group.path ? el('code', {}, group.path) : null,
        group.rc ? el('span', {}, 'exit code ' + group.rc) : null,
        group.play ? el('span', {}, 'play ' + group.play) : null,
        el('a', { href: fragmentOf('event', group.counter), 'data-part': 'result' }, group.hosts.length > 1 ? 'result on ' + this.run.hostName(group.hosts[0]) : 'all of the result')));
  }

  hostsLine(group) {
    const links = group.hosts.map((host, i) => el('a', { href: fragmentOf('event', group.counters?.[i] ?? group.counter), 'data-part': 'host' + host }, this.run.hostName(host)));
    const some = separated(links.slice(0, FAILURE_HOSTS));
    const rest = links.slice(FAILURE_HOSTS);
    return el('div', { class: 'ae-hosts-line' },
      el('strong', {}, quantity(group.hosts.length, 'host')), ': ', some,
      rest.length ? [' ', el('details', { class: 'ae-inline', 'data-part': 'more' }, el('summary', {}, 'and ' + count(rest.length) + ' more'), separated(rest))] : null);
  }
}

function textBlock(name, text) {
  return el('pre', { class: 'ae-code', tabindex: '0', 'aria-label': name }, coloured(text));
}

export function separated(links) {
  return links.flatMap((link, i) => i ? [', ', link] : [link]);
}

function handledWords(groups) {
  return ['rescued', 'ignored'].map(state => [state, groups.filter(group => group.state === state).reduce((sum, group) => sum + group.hosts.length, 0)])
    .filter(([, number]) => number).map(([state, number]) => count(number) + ' ' + state).join(', ');
}
