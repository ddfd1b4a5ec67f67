// The states of results and hosts, the worst first. Each has a word, a letter of the document "cells", and a sign, so that
// none is told by its colour alone.

import { el } from './dom.js';
import { count } from './text.js';

export const STATES = ['failed', 'unreachable', 'rescued', 'ignored', 'changed', 'ok', 'skipped'];
export const HOST_STATES = ['failed', 'unreachable', 'changed', 'ok'];

const WORD_OF = { f: 'failed', u: 'unreachable', r: 'rescued', i: 'ignored', c: 'changed', o: 'ok', s: 'skipped', '*': 'running', '.': 'none' };
const SIGN_OF = { failed: '\u2715', unreachable: '\u2298', rescued: '\u21ba', ignored: '!', changed: '\u25b2', ok: '\u2713', skipped: '\u2013', running: '\u2026' };

export function stateOf(letter) {
  return WORD_OF[letter] ?? 'none';
}

export function wordOf(state) {
  return state === 'none' ? 'did not run' : state;
}

export function isBad(state) {
  return state === 'failed' || state === 'unreachable';
}

export function badnessOf(state) {
  const place = STATES.indexOf(state);
  return place < 0 ? STATES.length : place;
}

export function badge(state) {
  return el('span', { class: 'ae-badge ae-state-' + state }, el('span', { class: 'ae-badge-sign', 'aria-hidden': 'true' }, SIGN_OF[state] ?? ''), wordOf(state));
}

// A dot with a word beside it elsewhere: the sign alone, in its colour.
export function signOf(state) {
  return el('span', { class: 'ae-only-sign ae-state-' + state, 'aria-hidden': 'true' }, SIGN_OF[state] ?? '');
}

// A cell of the matrix with what it means, and how often it is there.
export function legend(counts) {
  return STATES.filter(state => counts[state] > 0).map(state => el('span', { class: 'ae-legend-entry' },
    el('span', { class: 'ae-cell ae-cell-' + state, 'aria-hidden': 'true' }, state === 'ok' ? '' : SIGN_OF[state]), count(counts[state]) + ' ' + state));
}

export function sign(state) {
  return SIGN_OF[state] ?? '';
}

// "3 changed, 2 ok": each number in the colour of its state, zero left out.
export function countsLine(counts, states = STATES) {
  const parts = states.filter(state => counts[state] > 0).map(state => el('span', { class: 'ae-count ae-state-' + state }, count(counts[state]) + ' ' + state));
  return parts.flatMap((part, i) => i ? [', ', part] : [part]);
}
