// Any JSON value as a tree to unfold; long texts keep their line breaks.

import { el, lazyDetails } from './dom.js';
import { coloured } from './sgr.js';
import { quantity } from './text.js';

const UNFOLDED = 12;

export function tree(value) {
  if (value === null || typeof value !== 'object') { return leaf(value); }
  const entries = Array.isArray(value) ? value.map((item, i) => [i, item]) : Object.entries(value);
  return el('dl', { class: 'ae-tree' }, entries.map(([key, item]) => [el('dt', {}, key), el('dd', {}, branch(item))]));
}

function branch(value) {
  if (value === null || typeof value !== 'object') { return leaf(value); }
  const size = Object.keys(value).length;
  if (size === 0) { return el('span', { class: 'ae-dim' }, Array.isArray(value) ? 'empty list' : 'empty'); }
  if (Array.isArray(value) && size <= UNFOLDED && value.every(item => item === null || typeof item !== 'object')) { return el('ul', { class: 'ae-list' }, value.map(item => el('li', {}, leaf(item)))); }
  return lazyDetails(Array.isArray(value) ? quantity(size, 'item') : quantity(size, 'entry', 'entries'), () => tree(value));
}

function leaf(value) {
  if (typeof value !== 'string') { return el('code', { class: 'ae-value' }, JSON.stringify(value)); }
  if (value.includes('\n')) { return el('pre', { class: 'ae-code', tabindex: '0', 'aria-label': 'Text' }, coloured(value)); }
  return el('span', { class: 'ae-value' }, value === '' ? el('span', { class: 'ae-dim' }, 'empty text') : coloured(value));
}
