// What changed, equal changes of several hosts together.

import { fragmentOf } from './address.js';
import { diffBlock } from './diff.js';
import { el, emptyState, fill, lazyDetails, reconcile } from './dom.js';
import { separated } from './failures.js';
import { signOf } from './states.js';
import { count, quantity } from './text.js';

const CHANGE_HOSTS = 20;
const OPEN_AT_FIRST = 10;

export class ChangesView {
  constructor(run) {
    this.run = run;
    this.text = el('input', { type: 'search', class: 'ae-input', size: 28, placeholder: 'Filter by task, host or text', 'aria-label': 'Filter changes by task, host or text', oninput: () => this.choose() });
    this.list = el('div', { class: 'ae-changes' });
    this.none = el('div');
    this.told = el('span', { class: 'ae-dim', role: 'status' });
    this.heading = el('h2', { tabindex: '-1' }, 'Changes');
    this.element = el('section', { class: 'ae-section' }, el('div', { class: 'ae-tools' }, this.heading, this.text, this.told), this.none, this.list);
  }

  show(argument, { text = '' }) {
    this.text.value = text;
    return this.update();
  }

  choose() {
    this.chosen({ text: this.text.value });
    return this.update();
  }

  async update() {
    const { groups, cut } = await this.run.document('changes');
    const wanted = this.text.value.trim().toLowerCase();
    const shown = groups.map((group, place) => ({ ...group, place })).filter(group => !wanted || this.contains(group, wanted));
    reconcile(this.list, shown, group => group.counter, group => JSON.stringify([group.hosts, group.diff]), group => this.card(group));
    this.told.textContent = this.tally(shown) + (shown.length < groups.length ? ' of ' + this.tally(groups) : '') + (cut ? ', and ' + quantity(cut, 'group') + ' that are left out here' : '');
    this.text.hidden = groups.length < 2;
    fill(this.none, groups.length ? (shown.length ? null : emptyState('No change fits the filter.')) : this.nothing());
  }

  // A task that changed five hosts is five changes, as in the matrix.
  tally(groups) {
    const results = groups.reduce((sum, group) => sum + group.hosts.length, 0);
    return quantity(results, 'change') + ' in ' + quantity(groups.length, 'group');
  }

  nothing() {
    const { final, status, hosts } = this.run.summary;
    return final ? emptyState('Nothing changed.', status === 'successful' && hosts.total ? 'Every host already was as the playbook wants it.' : null) : emptyState('Nothing has changed so far.');
  }

  contains(group, wanted) {
    return this.run.taskName(group.task).toLowerCase().includes(wanted) || (group.diff ?? '').toLowerCase().includes(wanted) || group.hosts.some(host => this.run.hostName(host).toLowerCase().includes(wanted));
  }

  card(group) {
    const links = group.hosts.slice(0, CHANGE_HOSTS).map(host => el('a', { href: fragmentOf('host', this.run.hostName(host)), 'data-part': 'host' + host }, this.run.hostName(host)));
    const more = group.hosts.length - links.length;
    const title = [signOf('changed'), ' ', el('strong', {}, this.run.taskName(group.task)), el('span', { class: 'ae-dim' }, ' on ' + quantity(group.hosts.length, 'host'))];
    const body = () => el('div', {},
      el('p', { class: 'ae-hosts-line' }, separated(links), more > 0 ? ' and ' + count(more) + ' more' : null),
      group.diff ? diffBlock(group.diff) : el('p', { class: 'ae-dim' }, 'Ansible showed no difference.' + (this.run.summary.diff ? '' : ' With --diff it says what changes in files.')),
      el('p', { class: 'ae-place' }, this.run.tasks[group.task]?.path ? el('code', {}, this.run.tasks[group.task].path) : null, el('a', { href: fragmentOf('event', group.counter), 'data-part': 'result' }, 'all of the result')));
    const details = lazyDetails(title, body, { class: 'ae-card ae-change', 'data-part': 'change' });
    details.open = group.place < OPEN_AT_FIRST && group.diff != null;
    return details;
  }
}
