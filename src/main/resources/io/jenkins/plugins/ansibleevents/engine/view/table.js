// A table that sorts by every column and only makes the rows that are in sight, so that thousands of them cost nothing.

import { el, fill } from './dom.js';
import { byName, count, quantity } from './text.js';

const ALL_SHOWN = 120;
const AROUND = 8;
const MOST_PRINTED = 5000;

// A column: key, title, cell(row) -> content; sort(row) -> text or number (none: not sorted by it); numeric; kind: classes,
// one of which says its width, because columns must not move when rows come and go.
export class RowTable {
  constructor({ caption, columns, keyOf, sortedBy, descending = false, empty, onsort = () => {} }) {
    this.columns = columns;
    this.keyOf = keyOf;
    this.sortedBy = sortedBy;
    this.descending = descending;
    this.usual = this.order;
    this.onsort = onsort;
    this.empty = empty;
    this.rows = [];
    this.shown = new Map();
    this.heads = columns.map(column => this.headOf(column));
    this.above = el('tbody', { class: 'ae-gap', 'aria-hidden': 'true' });
    this.body = el('tbody');
    this.below = el('tbody', { class: 'ae-gap', 'aria-hidden': 'true' });
    this.table = el('table', { class: 'ae-table' }, el('caption', { class: 'ae-hidden' }, caption), el('thead', {}, el('tr', {}, this.heads)), this.above, this.body, this.below);
    this.nothing = el('p', { class: 'ae-empty', hidden: true });
    this.element = el('div', { class: 'ae-table-box' }, this.table, this.nothing);
    this.listen();
  }

  headOf(column) {
    const head = el('th', { scope: 'col', class: classOf(column) });
    if (!column.sort) { return fill(head, column.title); }
    return fill(head, el('button', { type: 'button', class: 'ae-sort', onclick: () => this.sortBy(column.key) }, column.title, el('span', { class: 'ae-sort-sign', 'aria-hidden': 'true' })));
  }

  listen() {
    const wish = () => {
      this.wished ??= requestAnimationFrame(() => {
        this.wished = null;
        if (this.element.isConnected && this.element.offsetParent !== null) { this.draw(); }
      });
    };
    addEventListener('scroll', wish, { capture: true, passive: true });
    addEventListener('resize', wish, { passive: true });
    addEventListener('beforeprint', () => this.print(true));
    addEventListener('afterprint', () => this.print(false));
  }

  // On paper nobody scrolls.
  print(begins) {
    this.printing = begins;
    if (this.element.offsetParent !== null) { this.draw(); }
  }

  sortBy(key) {
    const column = this.columns.find(one => one.key === key);
    this.descending = this.sortedBy === key ? !this.descending : !!column.numeric;
    this.sortedBy = key;
    this.setRows(this.rows);
    this.onsort();
  }

  // "took" or "-took", the latter for descending; what is usual for the table is nothing.
  get order() {
    const order = (this.descending ? '-' : '') + this.sortedBy;
    return order === this.usual ? null : order;
  }

  // Of the next rows.
  set order(text) {
    const order = text ?? this.usual;
    const key = order.replace(/^-/, '');
    const known = this.columns.some(column => column.key === key && column.sort);
    this.sortedBy = known ? key : this.usual.replace(/^-/, '');
    this.descending = (known ? order : this.usual).startsWith('-');
  }

  setRows(rows) {
    const column = this.columns.find(one => one.key === this.sortedBy);
    const sign = this.descending ? -1 : 1;
    this.rows = column ? [...rows].sort((a, b) => sign * compared(column.sort(a), column.sort(b))) : rows;
    this.columns.forEach((one, i) => {
      const on = one.key === this.sortedBy;
      if (on) { this.heads[i].setAttribute('aria-sort', this.descending ? 'descending' : 'ascending'); } else { this.heads[i].removeAttribute('aria-sort'); }
    });
    this.table.setAttribute('aria-rowcount', this.rows.length + 1);
    this.table.hidden = this.rows.length === 0;
    this.nothing.hidden = this.rows.length > 0;
    this.nothing.textContent = this.rows.length ? '' : this.empty();
    const focused = this.focusedPart();
    for (const row of this.shown.values()) { row.remove(); }
    this.shown.clear();
    this.draw();
    this.focusPart(focused);
  }

  focusedPart() {
    const active = document.activeElement;
    const row = this.body.contains(active) ? active.closest('tr') : null;
    return row ? { key: row.dataset.key, place: [...row.querySelectorAll('a, button')].indexOf(active) } : null;
  }

  focusPart(focused) {
    const row = focused && this.shown.get(focused.key);
    row?.querySelectorAll('a, button')[focused.place]?.focus({ preventScroll: true });
  }

  draw() {
    const [from, to] = this.range();
    const wanted = new Set(this.rows.slice(from, to).map(row => String(this.keyOf(row))));
    for (const [key, row] of this.shown) {
      if (!wanted.has(key)) { row.remove(); this.shown.delete(key); }
    }
    let next = this.body.firstChild;
    for (let i = from; i < to; i++) {
      const key = String(this.keyOf(this.rows[i]));
      let row = this.shown.get(key);
      if (!row) {
        row = this.rowOf(this.rows[i], key);
        this.shown.set(key, row);
      }
      row.setAttribute('aria-rowindex', i + 2);
      row.classList.toggle('ae-odd', i % 2 === 1);
      if (row === next) { next = next.nextSibling; } else { this.body.insertBefore(row, next); }
    }
    this.gap(this.above, from);
    this.gap(this.below, this.rows.length - to);
  }

  // The rows in sight and some around them; measured, because their height is the style sheet's.
  range() {
    if (this.rows.length <= (this.printing ? MOST_PRINTED : ALL_SHOWN)) { return [0, this.rows.length]; }
    this.height = this.body.firstElementChild?.getBoundingClientRect().height || this.height || 36;
    const top = this.above.getBoundingClientRect().top;
    const first = Math.floor(-top / this.height) - AROUND;
    const visible = Math.ceil(innerHeight / this.height) + 2 * AROUND;
    const from = Math.max(0, Math.min(first, this.rows.length - visible));
    return [from, Math.min(this.rows.length, from + visible)];
  }

  gap(body, rows) {
    if (!rows) { body.replaceChildren(); return; }
    if (!body.firstChild) { body.append(el('tr', {}, el('td'))); }
    body.firstChild.firstChild.style.height = rows * this.height + 'px';
  }

  rowOf(row, key) {
    return el('tr', { 'data-key': key }, this.columns.map((column, i) => {
      const cell = el(i === 0 ? 'th' : 'td', { class: classOf(column), scope: i === 0 ? 'row' : null });
      return fill(cell, column.cell(row));
    }));
  }
}

function classOf(column) {
  return [column.kind, column.numeric ? 'ae-number' : null].filter(Boolean).join(' ') || null;
}

function compared(a, b) {
  if (typeof a === 'number' && typeof b === 'number') { return a - b; }
  return byName(String(a ?? ''), String(b ?? ''));
}

// A number of which zero is quiet.
export function numberCell(number, state) {
  return number ? el('span', { class: state ? 'ae-count ae-state-' + state : 'ae-count' }, count(number)) : el('span', { class: 'ae-zero' }, '0');
}

// A view of one table that is filtered by a text and a state; these and the order are in the address. Who extends it sets
// text, state, told and table, and draws in update().
export class FilteredView {
  constructor(run, states) {
    this.run = run;
    this.states = states;
  }

  show(argument, { text = '', state, sort }) {
    this.text.value = text;
    this.state.value = this.states.includes(state) ? state : '';
    this.table.order = sort;
    this.update();
  }

  choose() {
    this.update();
    this.chosen({ text: this.text.value, state: this.state.value, sort: this.table.order });
  }

  // Shows the rows that fit, and says how many of all these are.
  fit(rows, all, what) {
    this.table.setRows(rows);
    this.told.textContent = rows.length === all ? quantity(all, what) : count(rows.length) + ' of ' + quantity(all, what);
  }
}
