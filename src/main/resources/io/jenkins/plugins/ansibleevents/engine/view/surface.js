// A canvas as large as what is in sight, inside an element that scrolls over what is as large as it wants. Only what is
// in sight is drawn, at most once a frame.

import { coloursAt, onOtherColours } from './colours.js';
import { el } from './dom.js';

const COLOURS = ['card', 'ink', 'dim', 'line', 'accent', 'failed', 'unreachable', 'rescued', 'ignored', 'changed', 'ok', 'skipped', 'running', 'wait', 'fill-failed', 'fill-unreachable', 'fill-rescued', 'fill-ignored', 'fill-changed', 'fill-ok', 'fill-skipped', 'fill-running', 'bar-failed', 'bar-unreachable', 'bar-rescued', 'bar-ignored', 'bar-changed', 'bar-ok', 'bar-skipped', 'bar-running', 'on-fill'];

export class Surface {
  constructor({ label, roledescription, describedby, draw, kind }) {
    this.canvas = el('canvas', { class: 'ae-canvas', 'aria-hidden': 'true' });
    this.extent = el('div', { class: 'ae-extent' });
    this.element = el('div', { class: 'ae-surface ' + kind, tabindex: '0', role: 'application', 'aria-label': label, 'aria-roledescription': roledescription, 'aria-describedby': describedby }, this.canvas, this.extent);
    this.tip = el('div', { class: 'ae-tip', hidden: true });
    this.box = el('div', { class: 'ae-surface-box' }, this.element, this.tip);
    this.paint = draw;
    this.width = 0;
    this.height = 0;
    this.element.addEventListener('scroll', () => this.redraw(), { passive: true });
    new ResizeObserver(() => { if (this.measure()) { this.resized?.(); this.redraw(); } }).observe(this.element);
    onOtherColours(() => this.recolour());
  }

  recolour() {
    this.palette = null;
    this.redraw();
  }

  measure() {
    const { clientWidth, clientHeight } = this.element;
    const same = clientWidth === this.width && clientHeight === this.height;
    this.width = clientWidth;
    this.height = clientHeight;
    return !same;
  }

  // Sets how much there is to scroll over, in pixels.
  resize(width, height) {
    this.extent.style.width = Math.ceil(width) + 'px';
    this.extent.style.height = Math.ceil(height) + 'px';
  }

  redraw() {
    this.wished ??= requestAnimationFrame(() => {
      this.wished = null;
      if (this.element.isConnected && this.width > 0 && this.height > 0) { this.drawNow(); }
    });
  }

  drawNow() {
    this.palette ??= this.colours();
    const ratio = devicePixelRatio || 1;
    const [width, height] = [Math.round(this.width * ratio), Math.round(this.height * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.canvas.style.width = this.width + 'px';
      this.canvas.style.height = this.height + 'px';
    }
    const pen = this.canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = this.palette.card;
    pen.fillRect(0, 0, this.width, this.height);
    this.paint(pen, this.palette);
  }

  colours() {
    this.font = getComputedStyle(this.element).fontFamily;
    return coloursAt(this.box, COLOURS);
  }

  // How wide a text is when it is drawn in a size, in pixels.
  widthOf(text, size) {
    const pen = this.canvas.getContext('2d');
    pen.font = size + 'px ' + (this.font ?? getComputedStyle(this.element).fontFamily);
    return pen.measureText(text).width;
  }

  // Where a pointer is, in pixels of what is in sight.
  at(event) {
    const box = this.element.getBoundingClientRect();
    return [event.clientX - box.left - this.element.clientLeft, event.clientY - box.top - this.element.clientTop];
  }

  showTip(x, y, ...content) {
    this.tip.replaceChildren(...content);
    this.tip.hidden = false;
    const { offsetWidth, offsetHeight } = this.tip;
    this.tip.style.left = Math.max(0, Math.min(x + 14, this.width - offsetWidth - 4)) + 'px';
    this.tip.style.top = (y + 18 + offsetHeight > this.height ? Math.max(0, y - offsetHeight - 10) : y + 18) + 'px';
  }

  hideTip() {
    this.tip.hidden = true;
  }
}

// As much of a text as there is room for.
export function fitted(pen, text, room) {
  if (pen.measureText(text).width <= room) { return text; }
  let length = Math.max(1, Math.floor(text.length * room / pen.measureText(text).width));
  while (length > 1 && pen.measureText(text.slice(0, length) + '\u2026').width > room) { length--; }
  return text.slice(0, length) + '\u2026';
}
