// What Ansible displayed, in its colours: the lines in sight, asked for in pieces.

import { fragmentOf } from './address.js';
import { el, fill, signButton } from './dom.js';
import { coloured } from './sgr.js';
import { count, quantity } from './text.js';

const LINE = 20;
const PIECE = 500;
const SPARE = 20;
const FOUND = 'ae-found';
const TYPING = 250;

export class OutputView {
  constructor(run) {
    this.run = run;
    this.pieces = new Map();
    this.shown = new Map();
    this.total = 0; // those that can be shown
    this.all = 0;
    this.matches = [];
    this.heading = el('h2', { tabindex: '-1' }, 'Output of Ansible');
    this.text = el('input', { type: 'search', class: 'ae-input', placeholder: 'Find in the output', 'aria-label': 'Find in the output' });
    this.told = el('span', { class: 'ae-dim', role: 'status' });
    this.following = el('input', { type: 'checkbox', onchange: () => this.follow() });
    this.followed = el('label', { class: 'ae-check', hidden: true }, this.following, ' follow the run');
    this.lines = el('div', { class: 'ae-lines' });
    this.scroller = el('div', { class: 'ae-output', tabindex: '0', role: 'region', 'aria-label': 'Output of Ansible' }, this.lines);
    this.element = el('section', { class: 'ae-section' },
      el('form', { class: 'ae-tools', role: 'search', onsubmit: event => { event.preventDefault(); if (this.typing || !this.matches.length) { this.findNow(); } else { this.step(1); } } }, this.heading, this.text,
        el('span', { class: 'ae-group' }, signButton('\u2191', 'Line found before', () => this.step(-1)), signButton('\u2193', 'Next line found', () => this.step(1))), this.followed, this.told),
      this.scroller);
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.text.addEventListener('input', () => this.findSoon());
    addEventListener('beforeprint', () => this.print());
    addEventListener('afterprint', () => this.afterPrint());
    new ResizeObserver(() => this.wish()).observe(this.scroller);
  }

  async show(line, { find = '' }) {
    const number = Number(line);
    this.following.checked = !this.run.summary.final && line == null && !find;
    const isNew = find !== this.text.value;
    this.text.value = find;
    await this.update();
    if (isNew && this.text.value === find) { await this.find(); } // not when somebody has typed meanwhile
    if (line != null && number >= 1) { this.go(Math.min(number, this.total)); }
    if (number > this.total && this.total < this.all) { this.told.textContent = 'Line ' + count(number) + ' is not in this page.'; }
  }

  // A run that goes on adds to pieces that were not full; any piece says how many lines there are.
  async update() {
    const again = new Set([Math.max(0, ...this.pieces.keys())]);
    for (const [number, piece] of this.pieces) {
      if (piece.lines?.length !== PIECE) { again.add(number); }
    }
    for (const number of again) { this.pieces.delete(number); }
    await Promise.all([...again].map(number => this.piece(number)));
    this.followed.hidden = this.run.summary.final;
    this.lines.style.height = this.total * LINE + 'px';
    this.scroller.style.setProperty('--ae-tall', this.total * LINE + 24 + 'px');
    this.scroller.hidden = !this.total;
    if (!this.searched) { this.told.textContent = this.tally(); }
    this.draw(true);
    if (!this.followed.hidden && this.following.checked) { this.follow(); }
  }

  tally() {
    if (!this.all) { return this.run.summary.final ? 'Ansible displayed nothing.' : 'Ansible has displayed nothing so far.'; }
    return this.total < this.all ? 'the first ' + count(this.total) + ' of ' + quantity(this.all, 'line') : quantity(this.all, 'line');
  }

  follow() {
    if (!this.following.checked) { return; }
    this.target = null;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  // Who scrolls up wants to read; who scrolls to the end wants to follow.
  scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    const up = scrollTop < (this.top ?? 0);
    this.top = scrollTop;
    if (up || scrollTop + clientHeight >= scrollHeight - LINE) { this.following.checked = !up; }
    this.wish();
  }

  // On paper are the lines that the page has by then.
  print() {
    if (this.scroller.offsetParent === null) { return; }
    this.printing = true;
    this.draw(true);
  }

  afterPrint() {
    if (!this.printing) { return; }
    this.printing = false;
    this.draw(true);
  }

  async piece(number) {
    if (!this.pieces.has(number)) {
      const promise = this.run.document('output', { line: number * PIECE + 1, lines: PIECE });
      this.pieces.set(number, promise);
      const document = await promise.catch(error => {
        if (this.pieces.get(number) === promise) { this.pieces.delete(number); } // to be asked for again
        throw error;
      });
      this.all = Math.max(this.all, document.total); // an older answer may come late
      this.total = Math.min(this.all, document.kept ?? this.all);
      this.pieces.set(number, { lines: document.lines, results: new Map(document.results ?? []) });
      this.wish();
    }
    return this.pieces.get(number);
  }

  wish() {
    this.wished ??= requestAnimationFrame(() => {
      this.wished = null;
      if (this.scroller.offsetParent !== null) { this.draw(false); }
    });
  }

  draw(anew) {
    const [from, to] = this.printing ? [0, this.total] : this.range();
    for (const [line, element] of this.shown) {
      if (anew || line <= from || line > to) { element.remove(); this.shown.delete(line); }
    }
    for (let line = from + 1; line <= to; line++) {
      const piece = this.pieces.get(Math.floor((line - 1) / PIECE));
      if (!piece && !this.printing) { this.piece(Math.floor((line - 1) / PIECE)).catch(error => { this.told.textContent = error.message; }); }
      if (piece?.lines && !this.shown.has(line)) { this.add(line, piece); }
    }
    this.markFound();
  }

  range() {
    const { scrollTop, clientHeight } = this.scroller;
    return [Math.max(0, Math.floor(scrollTop / LINE) - SPARE), Math.min(this.total, Math.ceil((scrollTop + clientHeight) / LINE) + SPARE)];
  }

  // The words themselves, across the elements that make their colours; older browsers mark the line only.
  markFound() {
    if (!globalThis.CSS?.highlights) { return; }
    const wanted = this.matches.length ? this.text.value.toLowerCase() : '';
    const ranges = [...this.shown].filter(([line]) => this.hits?.has(line)).flatMap(([, element]) => rangesOf(element.lastChild, wanted));
    if (ranges.length) { CSS.highlights.set(FOUND, new Highlight(...ranges)); } else { CSS.highlights.delete(FOUND); }
  }

  add(line, piece) {
    const text = piece.lines[(line - 1) % PIECE];
    if (text === undefined) { return; }
    const counter = piece.results.get(line);
    const element = el('div', { class: 'ae-line' },
      el('a', { class: 'ae-line-number', href: fragmentOf('output', line), tabindex: '-1', 'aria-label': 'Line ' + line }, line),
      counter ? el('a', { class: 'ae-line-result', href: fragmentOf('event', counter), title: 'Open the result', 'aria-label': 'Result of line ' + line }, '\u2197') : el('span', { class: 'ae-line-result' }),
      el('code', {}, coloured(text.replace(/\r$/, ''))));
    element.style.top = (line - 1) * LINE + 'px';
    element.classList.toggle('ae-target', line === this.target);
    element.classList.toggle('ae-hit', this.hits?.has(line) ?? false);
    this.shown.set(line, element);
    this.lines.append(element);
  }

  go(line) {
    this.target = line;
    this.scroller.scrollTop = Math.max(0, (line - 1) * LINE - this.scroller.clientHeight / 3);
    this.scroller.scrollLeft = 0;
    this.draw(true);
  }

  // A search may read much: not for every letter.
  findSoon() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.findNow(), TYPING);
  }

  findNow() {
    clearTimeout(this.typing);
    this.typing = null;
    if (!this.element.isConnected) { return null; }
    this.chosen({ find: this.text.value.trim() ? this.text.value : null });
    return this.find().catch(error => { this.told.textContent = error.message; });
  }

  // A line may be much longer than the page is wide.
  revealFound() {
    const element = this.shown.get(this.target);
    const [range] = element ? rangesOf(element.lastChild, this.text.value.toLowerCase()) : [];
    if (!range) { return; }
    const found = range.getBoundingClientRect();
    const box = this.scroller.getBoundingClientRect();
    if (found.right > box.right) { this.scroller.scrollLeft += found.left - box.left - box.width / 3; }
  }

  async find() {
    const text = this.text.value;
    this.following.checked = false;
    this.searched = text.trim() ? outputHits(this.run, text) : null;
    this.more = this.searched != null;
    this.matches = [];
    this.hits = new Set();
    this.found = -1;
    this.draw(true);
    await this.step(1);
  }

  async step(by) {
    const { searched } = this;
    if (this.found + by === this.matches.length) { await this.findMore(searched); }
    if (searched !== this.searched) { return; }
    if (this.matches.length) {
      this.found = (this.found + by + this.matches.length) % this.matches.length;
      this.go(this.matches[this.found]);
      this.revealFound();
    }
    this.tell();
  }

  // Reads on until there is another line, or no more output.
  async findMore(searched) {
    const known = this.matches.length;
    while (this.more && this.matches.length === known) {
      if (!known) { this.told.textContent = 'Searching \u2026'; }
      const { done, value } = await searched.next();
      if (searched !== this.searched) { return; }
      this.more = !done && value.next != null;
      for (const line of value?.matches ?? []) {
        this.matches.push(line);
        this.hits.add(line);
      }
    }
  }

  tell() {
    const number = count(this.matches.length) + (this.more ? ' and more' : '');
    this.told.textContent = this.matches.length ? 'line ' + count(this.matches[this.found]) + ', found ' + (this.found + 1) + ' of ' + number : this.searched ? (this.run.summary.final ? 'Nothing found.' : 'Nothing found so far.') : this.tally();
  }
}

// Where a text stands in an element, in small letters.
function rangesOf(element, wanted) {
  if (!wanted) { return []; }
  const whole = element.textContent.toLowerCase();
  const ranges = [];
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(...placeIn(element, at));
    range.setEnd(...placeIn(element, at + wanted.length));
    ranges.push(range);
  }
  return ranges;
}

function placeIn(element, offset) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let node = texts.nextNode();
  for (let left = offset; node; left -= node.length, node = texts.nextNode()) {
    if (left <= node.length) { return [node, left]; }
  }
  return [element, element.childNodes.length];
}

export function outputHits(run, text) {
  return run.search('output', { text }, 'line');
}

export function outputLine(run, line) {
  return run.document('output', { line, lines: 1 }).then(({ lines }) => lines[0] ?? '');
}

export function lineLink(line, text) {
  return fill(el('a', { class: 'ae-clip', href: fragmentOf('output', line) }), el('span', { class: 'ae-dim' }, 'line ' + line + ' '), coloured(text));
}
