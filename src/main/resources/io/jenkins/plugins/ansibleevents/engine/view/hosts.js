// All hosts, the worst first.

import { fragmentOf } from './address.js';
import { el } from './dom.js';
import { badge, badnessOf, HOST_STATES } from './states.js';
import { FilteredView, numberCell, RowTable } from './table.js';
import { duration, firstLine } from './text.js';

// What Ansible counts; the column of a state that no host has is left out.
const COUNT_ORDER = ['ok', 'changed', 'failed', 'unreachable', 'rescued', 'ignored', 'skipped'];

export class HostsView extends FilteredView {
  constructor(run) {
    super(run, HOST_STATES);
    this.text = el('input', { type: 'search', class: 'ae-input', size: 24, placeholder: 'Filter by name or reason', 'aria-label': 'Filter hosts by name or reason', oninput: () => this.choose() });
    this.state = el('select', { class: 'ae-input', 'aria-label': 'State of the hosts', onchange: () => this.choose() },
      el('option', { value: '' }, 'All states'), HOST_STATES.map(state => el('option', { value: state }, state)));
    this.told = el('span', { class: 'ae-dim', role: 'status' });
    this.table = new RowTable({
      caption: 'Hosts with the number of results in each state',
      keyOf: row => row.number,
      sortedBy: 'state',
      onsort: () => this.choose(),
      empty: () => this.run.hosts.length ? 'No host fits the filter.' : this.run.summary.final ? 'No host took part in this run.' : 'No host has taken part so far.',
      columns: [
        { key: 'name', title: 'Host', kind: 'ae-grow', sort: row => row.name, cell: row => [el('a', { href: fragmentOf('host', row.name), title: row.name }, row.name), row.failure ? el('span', { class: 'ae-narrow ae-clip' }, reason(row)) : null] },
        { key: 'state', title: 'State', kind: 'ae-w-state', sort: row => badnessOf(row.state) * 1e9 - row.failed * 1e6 - row.unreachable * 1e6 - row.changed, cell: row => badge(row.state) },
        ...COUNT_ORDER.map(state => ({ key: state, title: state, numeric: true, kind: 'ae-wide ae-w-count ae-of-' + state, sort: row => row[state], cell: row => numberCell(row[state], state) })),
        { key: 'took', title: 'time', numeric: true, kind: 'ae-wide ae-w-time', sort: row => row.took, cell: row => duration(row.took) },
        { key: 'reason', title: 'Reason', kind: 'ae-wide ae-reason', sort: row => row.failure?.message ?? '\uffff', cell: row => reason(row) },
      ],
    });
    this.table.table.classList.add('ae-table-of-hosts');
    this.heading = el('h2', { tabindex: '-1' }, 'Hosts');
    this.element = el('section', { class: 'ae-section' },
      el('div', { class: 'ae-tools' }, this.heading, this.text, this.state, this.told),
      el('p', { class: 'ae-dim ae-definition' }, 'A host counts by its worst: failed, unreachable, changed, ok. The numbers are those of Ansible\u2019s recap: ok are also the changed and the ignored.'), this.table.element);
  }

  show(argument, { text, state = argument, sort }) {
    super.show(argument, { text, state, sort });
  }

  update() {
    const wanted = this.text.value.trim().toLowerCase();
    const state = this.state.value;
    for (const counted of COUNT_ORDER) { this.table.table.classList.toggle('ae-without-' + counted, !this.run.hosts.some(host => host[counted] > 0)); }
    const rows = this.run.hosts.map((host, number) => ({ ...host, number }))
      .filter(host => (!state || host.state === state) && (!wanted || host.name.toLowerCase().includes(wanted) || (host.failure?.message ?? '').toLowerCase().includes(wanted)));
    this.fit(rows, this.run.hosts.length, 'host');
  }
}

function reason({ failure }) {
  return failure ? el('a', { class: 'ae-clip', href: fragmentOf('event', failure.counter), title: failure.name + ': ' + failure.message }, el('strong', {}, failure.name), ': ' + firstLine(failure.message)) : '';
}
