// A host over all jobs: which job did what to it, when, with what result. Without a name: a search for hosts.

import { el, fill } from '../../engine/view/dom.js';
import { badge, stateOf } from '../../engine/view/states.js';
import { RowTable } from '../../engine/view/table.js';
import { clock, count, day, duration, quantity } from '../../engine/view/text.js';
import { Newest } from './fetched.js';

export class HostHistoryPage {
  constructor(place) {
    this.place = place;
    this.api = place.dataset.api;
    this.newest = new Newest();
    this.root = place.dataset.root;
    this.field = el('input', { type: 'search', class: 'ae-input aeh-find', placeholder: 'Name of a host, or a part of it', 'aria-label': 'Find hosts by a part of their names' });
    this.field.addEventListener('input', () => this.findSoon());
    this.content = el('div', { class: 'aeh-content' });
  }

  async start() {
    fill(this.place, el('form', { class: 'ae-tools', role: 'search', onsubmit: event => { event.preventDefault(); this.again(); } }, this.field), this.content);
    this.place.classList.add('ae-ready');
    const name = new URLSearchParams(location.search).get('name');
    await (name ? this.showHost(name) : this.find());
  }

  findSoon() {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.again(), 250);
  }

  again() {
    clearTimeout(this.searching);
    this.find().catch(error => fill(this.content, el('p', { class: 'ae-alert', role: 'alert' }, 'Hosts cannot be found: ' + error.message)));
  }

  async find() {
    const part = this.field.value.trim();
    const found = await this.newest.fetched(this.api + 'find', { part });
    if (!found) { return; }
    const { hosts, most } = found;
    const table = new RowTable({
      caption: 'Hosts and their last runs', keyOf: row => row.host, sortedBy: part ? 'host' : 'at', descending: !part,
      empty: () => part ? 'No host that you may see has this in its name.' : 'No run that you may see has ended yet.',
      columns: [this.hostColumn(), ...this.runColumns()],
    });
    const cut = hosts.length < most ? null : el('p', { class: 'ae-dim' }, 'Not more than ' + count(most) + ' hosts are shown; write more of the name to find others.');
    fill(this.content, table.element, cut);
    table.setRows(hosts);
  }

  async showHost(name) {
    this.field.value = name;
    const past = await this.newest.fetched(this.api + 'host', { name });
    if (!past) { return; }
    const { runs, most } = past;
    const bad = runs.filter(run => run.state === 'f' || run.state === 'u').length;
    const table = new RowTable({
      caption: 'Runs of the host', keyOf: row => row.ident, sortedBy: 'at', descending: true,
      empty: () => 'No run that you may see did anything to this host.', columns: this.runColumns(),
    });
    fill(this.content, el('h2', {}, name), el('p', { class: 'ae-dim' }, runs.length ? [quantity(runs.length, 'run') + ' by ' + quantity(new Set(runs.map(run => run.job)).size, 'job'), bad ? ', failed or unreachable in ' + count(bad) : '', runs.length < most ? '' : '; older ones are not kept'] : null), table.element);
    table.setRows(runs);
  }

  hostColumn() {
    return { key: 'host', title: 'Host', sort: row => row.host, cell: row => el('a', { href: '?name=' + encodeURIComponent(row.host) }, row.host) };
  }

  runColumns() {
    return [
      { key: 'at', title: 'When', numeric: false, kind: 'aeh-at', sort: row => row.at, cell: row => el('a', { href: this.addressOf(row) }, day(row.at) + ' ' + clock(row.at)) },
      { key: 'state', title: 'Result', kind: 'aeh-state', sort: row => 'fuco'.indexOf(row.state), cell: row => badge(stateOf(row.state)) },
      { key: 'job', title: 'Job', kind: 'ae-grow', sort: row => row.job, cell: row => [el('a', { class: 'ae-clip', href: this.buildOf(row), title: row.job }, row.job + ' #' + row.build), el('span', { class: 'ae-dim ae-small ae-clip' }, row.playbook + (row.check ? ', check mode' : ''))] },
      { key: 'why', title: 'Reason', kind: 'ae-reason ae-wide', cell: row => row.task ? el('a', { class: 'ae-clip', href: this.addressOf(row), title: row.message }, row.task + (row.message ? ': ' + row.message : '')) : row.changed ? el('span', { class: 'ae-dim' }, quantity(row.changed, 'change')) : '' },
      { key: 'took', title: 'Took', numeric: true, kind: 'ae-wide aeh-took', sort: row => row.took, cell: row => duration(row.took) },
    ];
  }

  buildOf(row) {
    return this.root + row.job.split('/').map(part => 'job/' + encodeURIComponent(part) + '/').join('') + row.build + '/';
  }

  addressOf(row) {
    return this.buildOf(row) + 'ansible-events/run/' + encodeURIComponent(row.ident) + '/' + (row.counter ? '#event:' + row.counter : '#host:' + encodeURIComponent(row.host));
  }
}
