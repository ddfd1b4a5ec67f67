// Warnings, deprecations and errors that Ansible displayed.

import { fragmentOf } from './address.js';
import { el, emptyState, fill, reconcile } from './dom.js';
import { coloured } from './sgr.js';
import { count } from './text.js';

const ORDER = { error: 0, warning: 1, deprecation: 2 };
const SIGNS = { error: '\u2715', warning: '!', deprecation: '\u21bb' };
const LOOK = { error: 'failed', warning: 'ignored', deprecation: 'skipped' };

const SOURCE = /^ *\^/m; // lines of a file, and the column below them

export class RemarksView {
  constructor(run) {
    this.run = run;
    this.list = el('ul', { class: 'ae-remarks' });
    this.none = el('div');
    this.heading = el('h2', { tabindex: '-1' }, 'Warnings');
    this.element = el('section', { class: 'ae-section' }, el('div', { class: 'ae-tools' }, this.heading), this.none, this.list);
  }

  show() {
    return this.update();
  }

  async update() {
    const { remarks, cut } = await this.run.document('remarks');
    const sorted = [...remarks].sort((a, b) => (ORDER[a.kind] ?? 3) - (ORDER[b.kind] ?? 3));
    reconcile(this.list, sorted, remark => remark.kind + remark.text, remark => remark.times, remark => remarkRow(remark));
    fill(this.none, remarks.length ? null : emptyState(this.run.summary.final ? 'Ansible displayed no warning.' : 'Ansible has displayed no warning so far.'), cut ? el('p', { class: 'ae-dim' }, count(cut) + ' more are left out here.') : null);
  }
}

export function remarkRow(remark) {
  return el('li', { class: 'ae-card' },
    el('span', { class: 'ae-badge ae-state-' + (LOOK[remark.kind] ?? 'skipped') }, el('span', { class: 'ae-badge-sign', 'aria-hidden': 'true' }, SIGNS[remark.kind] ?? ''), remark.kind),
    remark.times > 1 ? el('span', { class: 'ae-dim' }, ' ' + count(remark.times) + ' times') : null,
    el('p', { class: SOURCE.test(remark.text) ? 'ae-remark-text ae-source' : 'ae-remark-text' }, coloured(remark.text)),
    remark.counter == null ? null : el('a', { href: fragmentOf('event', remark.counter) }, 'event ' + remark.counter));
}
