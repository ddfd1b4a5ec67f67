// Who did what when: a lane for each host, a bar for each task, and lighter before it the time the host waited for its turn.

import { fragmentOf } from './address.js';
import { el, fill, signButton } from './dom.js';
import { HostOrder } from './order.js';
import { badge, isBad, stateOf, STATES, wordOf } from './states.js';
import { fitted, Surface } from './surface.js';
import { clock, duration, isKnown, visible } from './text.js';

const LANE = 20;
const BAR = 12;
const AXIS = 24;
const CHUNK = 64;
const TICKS = [10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 12e5, 18e5, 36e5, 72e5, 144e5, 432e5, 864e5];
const MOST_ZOOM = 4000;
const WIDEST = 8e6;

export class TimelineView {
  constructor(run) {
    this.run = run;
    this.zoom = 1;
    this.whole = 1;
    this.lanes = [];
    this.order = [];
    this.asked = new Map();
    this.heading = el('h2', { tabindex: '-1' }, 'Timeline');
    this.live = el('p', { class: 'ae-said', id: 'ae-timeline-said', 'aria-live': 'polite' });
    this.surface = new Surface({ label: 'Timeline, a lane for each host. Up and down choose a host, left and right a result, Enter opens it, plus and minus zoom, 0 shows all.', roledescription: 'timeline', describedby: 'ae-timeline-said', kind: 'ae-timeline', draw: (pen, palette) => this.draw(pen, palette) });
    this.surface.resized = () => this.layout();
    this.lost = el('ul', { class: 'ae-lost' });
    this.sorting = new HostOrder(() => this.choose());
    this.legend = el('p', { class: 'ae-legend' });
    this.jump = el('input', { type: 'search', class: 'ae-input', placeholder: 'Go to a host', 'aria-label': 'Go to a host', oninput: () => this.jumpTo(this.jump.value) });
    this.element = el('section', { class: 'ae-section' },
      el('div', { class: 'ae-tools' }, this.heading, this.sorting.element, this.jump,
        el('span', { class: 'ae-group' }, signButton('\u2212', 'Zoom out', () => this.zoomBy(1 / 1.6)), signButton('+', 'Zoom in', () => this.zoomBy(1.6)),
          el('button', { type: 'button', class: 'ae-button', onclick: () => this.zoomTo(1) }, 'Whole run')),
        el('span', { class: 'ae-dim ae-wide' }, 'Drag to move, Ctrl and wheel to zoom')),
      this.lost,
      this.legend, this.surface.box, this.live);
    this.listen();
  }

  listen() {
    const { element } = this.surface;
    element.addEventListener('wheel', event => this.wheel(event), { passive: false });
    element.addEventListener('keydown', event => this.key(event));
    element.addEventListener('pointermove', event => this.point(event));
    element.addEventListener('pointerleave', () => { this.hover = null; this.surface.hideTip(); this.surface.redraw(); });
    element.addEventListener('pointerdown', event => this.grab(event));
    element.addEventListener('click', event => this.click(event));
    element.addEventListener('focus', () => { this.cursor ??= { row: 0, place: 0 }; this.say(); });
    element.addEventListener('blur', () => this.surface.redraw());
  }

  show(argument, { order }) {
    this.sorting.value = order;
    this.update();
  }

  choose() {
    this.update();
    this.chosen({ order: this.sorting.value });
  }

  update() {
    this.asked.clear();
    this.whole = Math.max(1, this.run.summary.took ?? 0, this.run.tasks.reduce((last, task) => Math.max(last, task.until), 0));
    const { lost } = this.run.summary;
    fill(this.lost, (lost ?? []).map(sentence => el('li', {}, sentence)));
    this.lost.hidden = !lost?.length;
    const host = this.cursor && this.order[this.cursor.row];
    this.order = this.sorting.of(this.run.hosts);
    if (this.cursor) { this.cursor.row = Math.max(0, this.order.indexOf(host)); }
    fill(this.legend, swatches(this.run.summary.results), el('span', { class: 'ae-legend-entry' }, el('span', { class: 'ae-swatch ae-swatch-wait', 'aria-hidden': 'true' }), ' the host waited for its turn'));
    this.layout();
    this.surface.redraw();
  }

  layout() {
    if (!this.surface.width) { this.surface.measure(); }
    const longest = this.run.hosts.reduce((most, host) => Math.max(most, host.name.length), 4);
    this.left = Math.min(longest * 7 + 16, 220, Math.max(84, this.surface.width * 0.28));
    this.span = Math.max(50, this.surface.width - this.left - 12);
    this.zoom = Math.min(this.zoom, MOST_ZOOM, WIDEST / this.span);
    const height = AXIS + this.run.hosts.length * LANE + 4;
    this.surface.resize(this.left + this.span * this.zoom + 12, height);
    this.surface.box.style.setProperty('--ae-tall', height + 14 + 'px');
  }

  // How moments and pixels belong together now; asked for once a frame, not for each bar.
  scale() {
    return { perMs: this.span * this.zoom / this.whole, zero: this.left - this.surface.element.scrollLeft };
  }

  xOf(at) {
    const { perMs, zero } = this.scale();
    return zero + at * perMs;
  }

  atOf(x) {
    const { perMs, zero } = this.scale();
    return (x - zero) / perMs;
  }

  zoomTo(zoom, x = this.left + this.span / 2) {
    const at = this.atOf(x);
    this.zoom = Math.max(1, zoom);
    this.layout();
    this.surface.element.scrollLeft = at / this.whole * this.span * this.zoom - (x - this.left);
    this.surface.redraw();
  }

  zoomBy(factor, x) {
    this.zoomTo(this.zoom * factor, x);
  }

  // The lanes in sight, asked for in chunks.
  need(from, to) {
    for (const chunk of new Set(this.order.slice(from, to).map(host => host - host % CHUNK))) {
      if (this.asked.get(chunk) === this.run.summary.events) { continue; }
      this.asked.set(chunk, this.run.summary.events);
      this.run.document('times', { from: chunk, to: chunk + CHUNK }).then(({ lanes }) => {
        lanes.forEach((lane, i) => { this.lanes[chunk + i] = turnsOf(lane); });
        this.surface.redraw();
      }, error => { this.asked.delete(chunk); this.live.textContent = error.message; });
    }
  }

  draw(pen, palette) {
    const { scrollTop } = this.surface.element;
    const from = Math.max(0, Math.floor(scrollTop / LANE));
    const to = Math.min(this.run.hosts.length, Math.ceil((scrollTop + this.surface.height - AXIS) / LANE));
    this.need(from, to);
    this.drawTicks(pen, palette);
    this.drawLanes(pen, palette, from, to, AXIS - scrollTop);
    this.drawNames(pen, palette, from, to, scrollTop);
    this.drawAxis(pen, palette);
  }

  // Bars of one state after the other, because each change of colour costs more than a bar.
  drawLanes(pen, palette, from, to, y) {
    const bars = new Map();
    const { perMs, zero } = this.scale();
    const [first, last] = [this.atOf(this.left), this.atOf(this.surface.width)];
    pen.fillStyle = palette.wait;
    for (let row = from; row < to; row++) {
      const top = y + row * LANE + (LANE - BAR) / 2;
      for (const [task, at, took, letter, , began] of this.laneOf(row)) {
        const until = this.endOf(at, took, letter);
        if (until < first || began > last) { continue; }
        const x = Math.max(this.left, zero + at * perMs);
        const waits = Math.max(this.left, zero + began * perMs);
        if (x > waits + 0.5) { pen.fillRect(waits, top + BAR / 2 - 2, x - waits, 4); }
        if (!bars.has(letter)) { bars.set(letter, []); }
        bars.get(letter).push(x, top, Math.max(1.5, zero + until * perMs - x - 0.5), task);
      }
    }
    for (const [letter, some] of bars) { this.drawBars(pen, palette, letter, some); }
    for (let row = from; row < to; row++) { this.drawCursor(pen, palette, row, y + row * LANE + (LANE - BAR) / 2); }
  }

  drawBars(pen, palette, letter, bars) {
    const state = stateOf(letter);
    pen.fillStyle = palette['bar-' + state];
    for (let i = 0; i < bars.length; i += 4) { pen.fillRect(bars[i], bars[i + 1], bars[i + 2], BAR); }
    pen.fillStyle = isBad(state) ? palette['on-fill'] : palette.ink;
    pen.font = '10px ' + this.surface.font;
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    for (let i = 0; i < bars.length; i += 4) {
      if (bars[i + 2] > 26) { pen.fillText(fitted(pen, visible(this.run.taskName(bars[i + 3])), bars[i + 2] - 6), bars[i] + 3, bars[i + 1] + BAR / 2 + 0.5); }
    }
  }

  // What goes on has no end yet.
  endOf(at, took, letter) {
    if (isKnown(took)) { return at + took; }
    return stateOf(letter) === 'running' ? Math.max(at, this.whole) : at;
  }

  laneOf(row) {
    return this.lanes[this.order[row]] ?? [];
  }

  drawCursor(pen, palette, row, top) {
    const chosen = this.hover ?? (document.activeElement === this.surface.element ? this.cursor : null);
    const entry = chosen?.row === row && this.laneOf(row)[chosen.place];
    if (!entry) { return; }
    const x = this.xOf(entry[1]);
    pen.strokeStyle = palette.ink;
    pen.lineWidth = 2;
    pen.strokeRect(x - 2, top - 2, Math.max(3, this.xOf(entry[1] + Math.max(0, entry[2] ?? 0)) - x + 3), BAR + 4);
  }

  drawNames(pen, palette, from, to, scrollTop) {
    pen.fillStyle = palette.card;
    pen.fillRect(0, AXIS, this.left - 4, this.surface.height);
    pen.font = '12px ' + this.surface.font;
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    for (let row = from; row < to; row++) {
      const { name, state } = this.run.hosts[this.order[row]];
      const y = AXIS + row * LANE - scrollTop;
      if (row === this.cursor?.row) { this.drawMark(pen, palette, y); }
      pen.fillStyle = isBad(state) ? palette[state] : palette.ink;
      pen.fillText(fitted(pen, visible(name), this.left - 14), 4, y + LANE / 2);
    }
  }

  // The lane that the reader has gone to.
  drawMark(pen, palette, y) {
    pen.fillStyle = palette.accent;
    pen.globalAlpha = 0.16;
    pen.fillRect(0, y, this.surface.width, LANE);
    pen.globalAlpha = 1;
  }

  ticks() {
    const least = this.whole / (this.span * this.zoom) * 90;
    const step = TICKS.find(one => one >= least) ?? TICKS.at(-1);
    const ticks = [];
    for (let at = Math.max(0, Math.ceil(this.atOf(this.left) / step) * step); at <= Math.min(this.whole, this.atOf(this.surface.width)); at += step) { ticks.push(at); }
    return { ticks, step };
  }

  drawTicks(pen, palette) {
    pen.fillStyle = palette.line;
    pen.globalAlpha = 0.5;
    for (const at of this.ticks().ticks) { pen.fillRect(this.xOf(at), AXIS, 1, this.surface.height); }
    pen.globalAlpha = 1;
  }

  drawAxis(pen, palette) {
    pen.fillStyle = palette.card;
    pen.fillRect(0, 0, this.surface.width, AXIS);
    pen.fillStyle = palette.dim;
    pen.font = '11px ' + this.surface.font;
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    const { ticks, step } = this.ticks();
    for (const at of ticks) { pen.fillText(axisLabel(at, step), this.xOf(at) + 3, AXIS / 2); }
    pen.fillStyle = palette.card;
    pen.fillRect(0, 0, this.left - 4, AXIS);
    pen.fillStyle = palette.line;
    pen.fillRect(0, AXIS - 1, this.surface.width, 1);
  }

  entryAt(event) {
    const [x, y] = this.surface.at(event);
    const row = Math.floor((y - AXIS + this.surface.element.scrollTop) / LANE);
    if (y < AXIS || x < this.left || row < 0 || row >= this.order.length) { return null; }
    const at = this.atOf(x);
    const slack = this.atOf(x + 2) - at;
    const place = this.laneOf(row).findIndex(([, begins, took, letter, , began]) => at >= began - slack && at <= this.endOf(begins, took, letter) + slack);
    return place < 0 ? null : { row, place };
  }

  point(event) {
    if (this.grabbed) { this.drag(event); return; }
    this.hover = this.entryAt(event);
    this.surface.element.classList.toggle('ae-pointing', !!this.hover);
    if (this.hover) { this.tell(event); } else { this.surface.hideTip(); }
    this.surface.redraw();
  }

  tell(event) {
    const [task, at, took, letter, , began] = this.laneOf(this.hover.row)[this.hover.place];
    const waited = at - began;
    this.surface.showTip(...this.surface.at(event), el('strong', {}, this.run.hostName(this.order[this.hover.row])), el('span', {}, this.run.taskName(task)),
      el('span', {}, badge(stateOf(letter)), ' ', duration(took), waited > 50 ? ', after waiting ' + duration(waited) : ''),
      el('span', { class: 'ae-dim' }, 'at ' + clock(this.run.began + at)));
  }

  grab(event) {
    if (event.pointerType !== 'mouse' || event.button !== 0) { return; }
    const { element } = this.surface;
    this.grabbed = { x: event.clientX, y: event.clientY, left: element.scrollLeft, top: element.scrollTop, moved: false };
    const end = () => {
      this.dragged = this.grabbed?.moved;
      this.grabbed = null;
      removeEventListener('pointerup', end);
      element.classList.remove('ae-grabbing');
    };
    addEventListener('pointerup', end);
  }

  drag(event) {
    const { x, y, left, top } = this.grabbed;
    if (Math.abs(event.clientX - x) + Math.abs(event.clientY - y) < 5 && !this.grabbed.moved) { return; }
    this.grabbed.moved = true;
    this.surface.hideTip();
    this.surface.element.classList.add('ae-grabbing');
    this.surface.element.scrollLeft = left - (event.clientX - x);
    this.surface.element.scrollTop = top - (event.clientY - y);
  }

  click(event) {
    if (this.dragged) { this.dragged = false; return; }
    const found = this.entryAt(event);
    const [x, y] = this.surface.at(event);
    const host = this.order[Math.floor((y - AXIS + this.surface.element.scrollTop) / LANE)];
    if (found) {
      this.cursor = found;
      this.open(found);
    } else if (x < this.left && y > AXIS && host != null) {
      location.hash = fragmentOf('host', this.run.hostName(host));
    }
  }

  open({ row, place }) {
    const counter = this.laneOf(row)[place]?.[4];
    if (counter) { location.hash = fragmentOf('event', counter); }
  }

  wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? 1.25 : 1 / 1.25, this.surface.at(event)[0]);
    }
  }

  key(event) {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (steps && this.cursor) { this.move(...steps);
    } else if (event.key === 'Enter' && this.cursor) { this.open(this.cursor);
    } else if (event.key === '+' || event.key === '=') { this.zoomBy(1.6);
    } else if (event.key === '-') { this.zoomBy(1 / 1.6);
    } else if (event.key === '0') { this.zoomTo(1);
    } else { return; }
    event.preventDefault();
  }

  move(lanes, results) {
    const row = Math.max(0, Math.min(this.order.length - 1, this.cursor.row + lanes));
    const lane = this.laneOf(row);
    const at = this.laneOf(this.cursor.row)[this.cursor.place]?.[1] ?? 0;
    const near = lane.findLastIndex(entry => entry[1] <= at);
    const place = lanes ? Math.max(0, near) : Math.max(0, Math.min(lane.length - 1, this.cursor.place + results));
    this.cursor = { row, place };
    this.reveal(row, lane[place]);
    this.say();
  }

  reveal(row, entry) {
    const { element } = this.surface;
    const y = row * LANE;
    element.scrollTop = Math.max(y + LANE - (this.surface.height - AXIS), Math.min(element.scrollTop, y));
    if (entry) {
      const x = this.xOf(entry[1]);
      if (x < this.left || x > this.surface.width - 30) { element.scrollLeft += x - this.left - this.span / 3; }
    }
    this.surface.redraw();
  }

  jumpTo(name) {
    const wanted = name.trim().toLowerCase();
    const row = wanted ? this.order.findIndex(host => this.run.hostName(host).toLowerCase().includes(wanted)) : -1;
    this.cursor = row < 0 ? null : { row, place: 0 };
    if (row >= 0) { this.surface.element.scrollTop = row * LANE; }
    this.live.textContent = row >= 0 ? visible(this.run.hostName(this.order[row])) : wanted ? 'No host has this in its name.' : '';
    this.surface.redraw();
  }

  say() {
    const entry = this.laneOf(this.cursor.row)[this.cursor.place];
    const host = this.run.hosts[this.order[this.cursor.row]];
    if (!host) { return; }
    this.live.textContent = visible(host.name + (entry ? ', ' + this.run.taskName(entry[0]) + ': ' + wordOf(stateOf(entry[3])) + (isKnown(entry[2]) ? ', ' + duration(entry[2]) : '') : ': no result'));
    this.surface.redraw();
  }
}

// In the order of time, each with the moment from which the host waited for its turn: not while it did something else.
function turnsOf(lane) {
  let free = -Infinity;
  return lane.toSorted((a, b) => a[1] - b[1]).map(([task, at, took, letter, counter, waited]) => {
    const began = Math.min(at, Math.max(free, at - Math.max(0, waited ?? 0)));
    free = Math.max(free, at + Math.max(0, took));
    return [task, at, took, letter, counter, began];
  });
}

// The colours of bars with what they mean.
function swatches(results) {
  return STATES.filter(state => results[state] > 0).map(state => el('span', { class: 'ae-legend-entry' }, el('span', { class: 'ae-swatch ae-swatch-' + state, 'aria-hidden': 'true' }), ' ' + state));
}

function axisLabel(at, step) {
  if (step < 1000) { return (at / 1000).toFixed(2) + ' s'; }
  const seconds = Math.round(at / 1000);
  if (seconds < 120) { return seconds + ' s'; }
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes < 120) { return minutes + ' min' + (rest ? ' ' + String(rest).padStart(2, '0') : ''); }
  return Math.floor(minutes / 60) + ' h' + (minutes % 60 ? ' ' + String(minutes % 60).padStart(2, '0') : '');
}
