// Elements, made without any markup: text is set as text.

import { visible } from './text.js';

// el('a', { href, class, onclick }, children): children are nodes, texts, lists of them, or nothing.
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  setProperties(element, properties);
  addTo(element, children);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, properties = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  setProperties(element, properties);
  addTo(element, children);
  return element;
}

function setProperties(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value == null || value === false) { continue; }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'width%') {
      element.style.width = value + '%';
    } else {
      element.setAttribute(name, value === true ? '' : visible(value));
    }
  }
}

function addTo(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child == null || child === false) { continue; }
    element.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
}

export function fill(element, ...children) {
  element.replaceChildren();
  addTo(element, children);
  return element;
}

// The same; what would look the same stays as it is, with the focus and the selection in it, and is not read out again.
export function refill(element, ...children) {
  const fresh = [...fill(document.createElement(element.localName), ...children).childNodes];
  const same = fresh.length === element.childNodes.length && fresh.every((node, i) => node.isEqualNode(element.childNodes[i]));
  if (!same) { element.replaceChildren(...fresh); }
  return element;
}

// The texts of a button that only has a sign.
export function signButton(sign, label, onclick, properties = {}) {
  return el('button', { type: 'button', class: 'ae-button ae-sign', 'aria-label': label, title: label, onclick, ...properties }, sign);
}

// Makes the children of a parent those of the items, keeping every element whose key and signature are the same as
// before: so focus, selection, scrolling and open details survive a refresh.
export function reconcile(parent, items, keyOf, signatureOf, make) {
  const old = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let before = null;
  for (const item of items) {
    const key = String(keyOf(item));
    const signature = String(signatureOf(item));
    let child = old.get(key);
    old.delete(key);
    if (!child || child.dataset.signature !== signature) {
      const fresh = make(item);
      fresh.dataset.key = key;
      fresh.dataset.signature = signature;
      if (child) { replaceKeepingState(child, fresh); }
      child = fresh;
    }
    const place = before ? before.nextSibling : parent.firstChild;
    if (place !== child) { parent.insertBefore(child, place); }
    before = child;
  }
  for (const child of old.values()) { child.remove(); }
}

function replaceKeepingState(child, fresh) {
  const focused = child.contains(document.activeElement) && document.activeElement.dataset.part;
  for (const details of child.querySelectorAll('details[open][data-part]')) {
    const same = [...fresh.querySelectorAll('details')].find(other => other.dataset.part === details.dataset.part);
    if (same) { same.open = true; }
  }
  child.replaceWith(fresh);
  if (focused) { [...fresh.querySelectorAll('[data-part]')].find(other => other.dataset.part === focused)?.focus({ preventScroll: true }); }
}

// Details whose content is made when they are opened for the first time.
export function lazyDetails(summary, make, properties = {}) {
  const details = el('details', { class: 'ae-details', ...properties }, el('summary', {}, summary));
  const open = () => {
    if (details.open && details.childElementCount === 1) { details.append(make()); }
  };
  details.addEventListener('toggle', open);
  return details;
}

export function emptyState(sentence, more) {
  return el('div', { class: 'ae-empty' }, el('p', {}, sentence), more ? el('p', { class: 'ae-dim' }, more) : null);
}
