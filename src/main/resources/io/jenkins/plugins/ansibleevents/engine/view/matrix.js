// Hosts by tasks: a cell for each result. Drawn on a canvas, of which hosts and tasks tables are the readable form; a
// cursor moves over it by keys, and what it stands on is said in a live region.

import { fragmentOf } from './address.js';
import { el, fill, signButton } from './dom.js';
import { HostOrder } from './order.js';
import { badge, countsLine, isBad, legend, sign, stateOf, wordOf } from './states.js';
import { fitted, Surface } from './surface.js';
import { duration, isKnown, visible } from './text.js';

const SIGN_FROM = 11;
const LABEL_FROM = 11;
const TITLES_FROM = 15;
const PLAYS_HEIGHT = 20;
const TITLES_HEIGHT = 128;
const TITLES_ANGLE = -Math.PI / 3.4;
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

let matrices = 0;

export class MatrixView {
  constructor(run, { compact = false } = {}) {
    this.run = run;
    this.zoom = 1;
    this.states = [];
    this.order = [];
    this.cursor = null;
    const id = 'ae-matrix-' + matrices++;
    this.live = el('p', { class: 'ae-said', id, 'aria-live': 'polite' });
    this.surface = new Surface({ label: 'Matrix of hosts and tasks. Arrow keys move, Enter opens a result, plus and minus zoom. The tables of hosts and of tasks hold the same.', roledescription: 'matrix', describedby: id, kind: compact ? 'ae-matrix ae-compact' : 'ae-matrix', draw: (pen, palette) => this.draw(pen, palette) });
    this.surface.resized = () => this.layout();
    this.heading = el('h2', { tabindex: '-1' }, 'Matrix');
    this.sorting = new HostOrder(() => this.choose());
    this.only = el('input', { type: 'checkbox', onchange: () => this.choose() });
    this.legend = el('p', { class: 'ae-legend' });
    this.leftOut = el('p', { class: 'ae-empty', hidden: true }, 'The matrix of so large a run is not in this page; the tables of hosts and tasks are.');
    this.element = el('section', { class: 'ae-section' },
      el('div', { class: 'ae-tools' }, this.heading, this.sorting.element,
        el('label', { class: 'ae-check' }, this.only, ' only hosts that failed'),
        el('span', { class: 'ae-group' }, signButton('\u2212', 'Smaller cells', () => this.zoomBy(1 / 1.4)), signButton('+', 'Larger cells', () => this.zoomBy(1.4)))),
      this.legend, this.leftOut, this.surface.box, this.live);
    this.listen();
  }

  listen() {
    const { element } = this.surface;
    element.addEventListener('keydown', event => this.key(event));
    element.addEventListener('pointermove', event => this.point(event));
    element.addEventListener('pointerleave', () => { this.hover = this.titled = null; this.surface.hideTip(); this.surface.redraw(); });
    element.addEventListener('click', event => this.click(event));
    element.addEventListener('wheel', event => this.wheel(event), { passive: false });
    element.addEventListener('focus', () => { this.cursor ??= this.firstCell(); this.say(); this.surface.redraw(); });
    element.addEventListener('blur', () => this.surface.redraw());
  }

  show(argument, { order, only }) {
    this.sorting.value = order;
    this.only.checked = only === 'failed';
    return this.update();
  }

  // On the overview nobody is told: its address says nothing of its parts.
  choose() {
    this.arrange();
    this.chosen?.({ order: this.sorting.value, only: this.only.checked ? 'failed' : null });
  }

  async update() {
    const { states } = await this.run.document('cells');
    this.states = states;
    const { results, final } = this.run.summary;
    fill(this.legend, legend(results), final ? null : badge('running'));
    this.arrange();
  }

  arrange() {
    const { hosts } = this.run;
    this.leftOut.hidden = this.states.length > 0 || !this.run.tasks.length;
    this.surface.box.hidden = this.states.length === 0;
    const host = this.cursor && this.order[this.cursor.row];
    this.order = this.sorting.of(hosts).filter(number => !this.only.checked || isBad(hosts[number].state));
    const row = this.order.indexOf(host);
    if (this.cursor) { this.cursor = row < 0 ? null : { ...this.cursor, row }; }
    this.layout();
    this.surface.redraw();
  }

  // Sizes of cells and of the margins with names.
  layout() {
    const { width } = this.surface;
    const hosts = this.order.length;
    const tasks = this.states.length;
    if (!width) { this.surface.measure(); }
    this.left = Math.min(this.widestName() + 22, 230, Math.max(90, this.surface.width * 0.3));
    const rowHeight = hosts > 400 ? 8 : hosts > 120 ? 11 : hosts > 40 ? 15 : 22;
    const room = (this.surface.width - this.left - 70) / Math.max(1, tasks);
    this.rowHeight = clamp(Math.round(rowHeight * this.zoom), 3, 40);
    this.columnWidth = clamp(Math.floor(Math.max(hosts > 40 ? 5 : 16, Math.min(room, 44)) * this.zoom), 3, 60);
    this.titles = this.columnWidth >= TITLES_FROM;
    this.top = PLAYS_HEIGHT + (this.titles ? TITLES_HEIGHT : 0);
    const totalHeight = this.top + hosts * this.rowHeight + 4;
    this.surface.resize(this.left + tasks * this.columnWidth + (this.titles ? 70 : 8), totalHeight);
    this.surface.box.style.setProperty('--ae-tall', totalHeight + 14 + 'px');
  }

  // Measured are those names only that may be the widest, because there may be thousands.
  widestName() {
    const longest = this.run.hosts.reduce((most, host) => Math.max(most, host.name.length), 0);
    const names = this.run.hosts.map(host => host.name).filter(name => name.length >= longest - 1).slice(0, 50);
    return Math.ceil(names.reduce((most, name) => Math.max(most, this.surface.widthOf(visible(name), 13)), 30));
  }

  zoomBy(factor) {
    const before = this.zoom;
    const middle = this.surface.element.scrollTop / this.rowHeight;
    const across = this.surface.element.scrollLeft / this.columnWidth;
    this.zoom = clamp(this.zoom * factor, 0.3, 6);
    if (this.zoom === before) { return; }
    this.layout();
    this.surface.element.scrollTop = middle * this.rowHeight;
    this.surface.element.scrollLeft = across * this.columnWidth;
    this.surface.redraw();
  }

  draw(pen, palette) {
    const { scrollLeft, scrollTop } = this.surface.element;
    const { width, height } = this.surface;
    const view = {
      x: column => this.left + column * this.columnWidth - scrollLeft,
      y: row => this.top + row * this.rowHeight - scrollTop,
      columns: [Math.max(0, Math.floor(scrollLeft / this.columnWidth)), Math.min(this.states.length, Math.ceil((scrollLeft + width - this.left) / this.columnWidth))],
      rows: [Math.max(0, Math.floor(scrollTop / this.rowHeight)), Math.min(this.order.length, Math.ceil((scrollTop + height - this.top) / this.rowHeight))],
    };
    this.drawCells(pen, palette, view);
    this.drawCross(pen, palette, view);
    this.drawHosts(pen, palette, view);
    this.drawTasks(pen, palette, view);
  }

  drawCells(pen, palette, view) {
    const marks = [];
    const [w, h] = [this.columnWidth, this.rowHeight];
    const gap = w > 4 && h > 4 ? 1 : 0;
    for (let row = view.rows[0]; row < view.rows[1]; row++) {
      const host = this.order[row];
      const y = view.y(row);
      for (let column = view.columns[0]; column < view.columns[1];) {
        const letter = this.states[column][host];
        let end = column + 1;
        while (end < view.columns[1] && this.states[end][host] === letter) { end++; }
        if (letter !== '.') {
          const state = stateOf(letter);
          pen.fillStyle = palette['fill-' + state];
          pen.fillRect(view.x(column), y, (end - column) * w - gap, h - gap);
          if (state !== 'ok') { marks.push([state, column, end, y]); }
        }
        column = end;
      }
    }
    if (gap) {
      pen.fillStyle = palette.card;
      for (let column = view.columns[0] + 1; column < view.columns[1]; column++) { pen.fillRect(view.x(column) - 1, view.y(view.rows[0]), 1, (view.rows[1] - view.rows[0]) * h); }
    }
    for (const [state, column, end, y] of marks) {
      for (let one = column; one < end; one++) { mark(pen, palette, state, view.x(one), y, w - gap, h - gap); }
    }
  }

  drawCross(pen, palette, view) {
    const at = this.hover ?? (document.activeElement === this.surface.element ? this.cursor : null);
    if (!at) { return; }
    const [x, y] = [view.x(at.column), view.y(at.row)];
    pen.strokeStyle = palette.ink;
    pen.globalAlpha = 0.35;
    pen.lineWidth = 1;
    pen.strokeRect(this.left - 1, y - 0.5, this.surface.width, this.rowHeight);
    pen.strokeRect(x - 0.5, this.top - 1, this.columnWidth, this.surface.height);
    pen.globalAlpha = 1;
    pen.lineWidth = 2;
    pen.strokeStyle = palette.accent;
    pen.strokeRect(x - 1.5, y - 1.5, this.columnWidth + 2, this.rowHeight + 2);
  }

  drawHosts(pen, palette, view) {
    pen.fillStyle = palette.card;
    pen.fillRect(0, 0, this.left - 1, this.surface.height);
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    pen.font = (this.rowHeight >= 15 ? 13 : 11) + 'px ' + this.surface.font;
    const near = this.hover?.row ?? this.cursor?.row;
    let free = -Infinity;
    for (let row = view.rows[0]; row < view.rows[1]; row++) {
      const host = this.run.hosts[this.order[row]];
      const y = view.y(row) + this.rowHeight / 2;
      if (y - free < LABEL_FROM || this.rowHeight < LABEL_FROM && near != null && row !== near && Math.abs(row - near) * this.rowHeight < LABEL_FROM) { continue; }
      pen.fillStyle = isBad(host.state) ? palette[host.state] : row === near ? palette.ink : palette.dim;
      pen.fillText(fitted(pen, visible(host.name), this.left - 16), 4, y);
      free = y;
    }
  }

  drawTasks(pen, palette, view) {
    pen.fillStyle = palette.card;
    pen.fillRect(0, 0, this.surface.width, this.top - 1);
    if (this.titles) { this.drawTitles(pen, palette, view); }
    pen.font = '12px ' + this.surface.font;
    pen.textBaseline = 'middle';
    this.plays(view).forEach(({ name, from, to }) => {
      const left = Math.max(view.x(from), this.left);
      const right = view.x(to);
      pen.fillStyle = palette.card;
      pen.fillRect(left - 1, 0, right - left + 1, PLAYS_HEIGHT);
      pen.fillStyle = palette.line;
      pen.fillRect(left, PLAYS_HEIGHT - 3, Math.max(1, right - left - 2), 2);
      pen.fillStyle = palette.dim;
      if (right - left > 30) { pen.fillText(fitted(pen, visible(name), right - left - 6), left, PLAYS_HEIGHT / 2 - 2); }
    });
    pen.fillStyle = palette.card;
    pen.fillRect(0, 0, this.left - 1, this.top - 1);
  }

  drawTitles(pen, palette, view) {
    pen.font = '12px ' + this.surface.font;
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    const near = this.hover?.column ?? this.titled ?? this.cursor?.column;
    pen.save();
    pen.beginPath();
    pen.rect(this.left, PLAYS_HEIGHT, this.surface.width, TITLES_HEIGHT);
    pen.clip();
    for (let column = view.columns[0]; column < view.columns[1]; column++) {
      pen.save();
      pen.translate(view.x(column) + this.columnWidth / 2 - 2, this.top - 6);
      pen.rotate(TITLES_ANGLE);
      pen.fillStyle = column === near ? palette.ink : palette.dim;
      pen.fillText(fitted(pen, visible(this.run.taskName(column)), 148), 0, 0);
      pen.restore();
    }
    pen.restore();
  }

  // Runs of columns of one play that are in sight.
  plays(view) {
    const bands = [];
    for (let column = view.columns[0]; column < view.columns[1]; column++) {
      const { play } = this.run.tasks[column] ?? {};
      const last = bands.at(-1);
      if (last && last.play === play) { last.to = column + 1; } else { bands.push({ play, name: this.run.plays[play]?.name ?? '', from: column, to: column + 1 }); }
    }
    return bands;
  }

  cellAt(event) {
    const [x, y] = this.surface.at(event);
    if (x < this.left || y < this.top) { return null; }
    const column = Math.floor((x - this.left + this.surface.element.scrollLeft) / this.columnWidth);
    const row = Math.floor((y - this.top + this.surface.element.scrollTop) / this.rowHeight);
    return row < this.order.length && column < this.states.length ? { row, column } : null;
  }

  // The column whose title is there; titles lean to the right.
  titleAt(event) {
    const [x, y] = this.surface.at(event);
    if (y >= this.top || !this.titles || x < this.left) { return null; }
    const lean = y < PLAYS_HEIGHT ? 0 : (this.top - y) / Math.tan(-TITLES_ANGLE);
    const column = Math.floor((x - lean - this.left + this.surface.element.scrollLeft) / this.columnWidth);
    return column >= 0 && column < this.states.length ? column : null;
  }

  point(event) {
    const cell = this.cellAt(event);
    const title = cell ? null : this.titleAt(event);
    this.surface.element.classList.toggle('ae-pointing', !!cell || title != null);
    const same = cell?.row === this.hover?.row && cell?.column === this.hover?.column && title === this.titled;
    this.hover = cell;
    this.titled = title;
    if (same) { return; }
    const [x, y] = this.surface.at(event);
    if (cell) { this.tell(cell, [x, y]); } else if (title != null) { this.tellTask(title, x, y); } else { this.surface.hideTip(); }
    this.surface.redraw();
  }

  tellTask(column, x, y) {
    const task = this.run.tasks[column];
    this.surface.showTip(x, y, el('strong', {}, this.run.taskName(column)), el('span', { class: 'ae-dim' }, 'play ' + (this.run.plays[task?.play]?.name ?? '')),
      task ? el('span', {}, countsLine(task.counts)) : '', task ? el('span', { class: 'ae-dim' }, duration(task.took) + ' of all hosts') : '');
  }

  async tell(cell, [x, y]) {
    const host = this.order[cell.row];
    const state = stateOf(this.states[cell.column][host]);
    const time = el('span', { class: 'ae-dim' });
    this.surface.showTip(x, y, el('strong', {}, this.run.hostName(host)), el('span', {}, this.run.taskName(cell.column)), el('span', {}, badge(state), ' ', time));
    if (state === 'none') { return; }
    const result = await this.run.resultOf(host, cell.column).catch(() => null);
    if (result) { time.textContent = duration(result[2]); }
  }

  click(event) {
    const cell = this.cellAt(event);
    if (cell) {
      this.cursor = cell;
      this.openCell(cell);
    } else {
      this.clickName(event);
    }
  }

  clickName(event) {
    const [x, y] = this.surface.at(event);
    const row = Math.floor((y - this.top + this.surface.element.scrollTop) / this.rowHeight);
    const title = this.titleAt(event);
    if (x < this.left && y >= this.top && row < this.order.length) {
      location.hash = fragmentOf('host', this.run.hostName(this.order[row]));
    } else if (title != null) {
      location.hash = fragmentOf('task', title);
    }
  }

  async openCell({ row, column }) {
    const host = this.order[row];
    const result = await this.run.resultOf(host, column).catch(() => null);
    if (result?.[4]) {
      location.hash = fragmentOf('event', result[4]);
    } else {
      this.live.textContent = visible(this.run.hostName(host) + ', ' + this.run.taskName(column) + ': there is no result to open.');
    }
  }

  wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2);
    }
  }

  firstCell() {
    return this.order.length && this.states.length ? { row: 0, column: Math.max(0, this.states.findIndex(states => isBad(stateOf(states[this.order[0]])))) } : null;
  }

  key(event) {
    const moved = this.cursor && this.movedBy(event);
    if (moved) {
      this.cursor = { row: clamp(moved.row, 0, this.order.length - 1), column: clamp(moved.column, 0, this.states.length - 1) };
      this.hover = null;
      this.reveal();
      this.say();
    } else if (event.key === 'Enter' && this.cursor) { this.openCell(this.cursor);
    } else if (event.key === '+' || event.key === '=') { this.zoomBy(1.4);
    } else if (event.key === '-') { this.zoomBy(1 / 1.4);
    } else { return; }
    event.preventDefault();
  }

  movedBy({ key, ctrlKey }) {
    const { row, column } = this.cursor;
    const page = Math.max(1, Math.floor((this.surface.height - this.top) / this.rowHeight) - 1);
    switch (key) {
      case 'Home': return ctrlKey ? { row: 0, column: 0 } : { row, column: 0 };
      case 'End': return ctrlKey ? { row: Infinity, column: Infinity } : { row, column: Infinity };
      case 'PageUp': return { row: row - page, column };
      case 'PageDown': return { row: row + page, column };
      default: return STEPS[key] ? { row: row + STEPS[key][0], column: column + STEPS[key][1] } : null;
    }
  }

  reveal() {
    const { element } = this.surface;
    const x = this.cursor.column * this.columnWidth;
    const y = this.cursor.row * this.rowHeight;
    element.scrollLeft = clamp(element.scrollLeft, x + this.columnWidth - (this.surface.width - this.left), x);
    element.scrollTop = clamp(element.scrollTop, y + this.rowHeight - (this.surface.height - this.top), y);
    this.surface.redraw();
  }

  async say() {
    if (!this.cursor) { return; }
    const { row, column } = this.cursor;
    const host = this.order[row];
    const letter = this.states[column][host];
    const said = this.run.hostName(host) + ', ' + this.run.taskName(column) + ': ' + wordOf(stateOf(letter));
    this.live.textContent = visible(said);
    const result = letter === '.' ? null : await this.run.resultOf(host, column).catch(() => null);
    if (result && this.cursor?.row === row && this.cursor?.column === column) { this.live.textContent = visible(said + (isKnown(result[2]) ? ', ' + duration(result[2]) : '')); }
  }
}

function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value));
}

// A sign in the cell, so that its state is not told by colour alone; where there is no room for one, a shape.
function mark(pen, palette, state, x, y, w, h) {
  const size = Math.min(w, h);
  if (size >= SIGN_FROM) {
    pen.fillStyle = isBad(state) ? palette['on-fill'] : palette[state];
    pen.font = Math.min(14, Math.round(size * 0.72)) + 'px sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(sign(state), x + w / 2, y + h / 2 + 0.5);
  } else if (size >= 3 && SHAPES[state]) {
    pen.fillStyle = isBad(state) ? palette['on-fill'] : palette[state];
    pen.fillRect(...SHAPES[state](x, y, w, h));
  }
}

const SHAPES = {
  unreachable: (x, y, w, h) => [x + 1, y + h / 2 - 0.5, w - 2, 1],
  rescued: (x, y, w, h) => [x, y, w, Math.max(1, h * 0.35)],
  ignored: (x, y, w, h) => [x, y, Math.max(1, w * 0.35), h],
  changed: (x, y, w, h) => [x, y + h - Math.max(1, Math.round(h * 0.4)), w, Math.max(1, Math.round(h * 0.4))],
  skipped: (x, y, w, h) => [x + w * 0.3, y + h / 2 - 0.5, w * 0.4, 1],
};
