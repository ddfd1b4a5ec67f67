// The last builds x hosts: a column a build, the newest on the left, a row a host, those that failed most often first.

import { el, fill } from '../../engine/view/dom.js';
import { sign, stateOf, wordOf } from '../../engine/view/states.js';
import { quantity } from '../../engine/view/text.js';

const ROWS = 40;
const MORE = 400;

export class BuildGrid {
  constructor(document, links) {
    this.document = document;
    this.links = links;
    this.rows = ROWS;
    this.filter = el('input', { type: 'search', class: 'ae-input', placeholder: 'Filter hosts', 'aria-label': 'Filter hosts by a part of their names', oninput: () => this.draw() });
    this.body = el('tbody');
    this.head = el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Host'), document.builds.map(build => el('th', { scope: 'col', class: 'aeh-build' }, el('a', { href: links.build(build), title: titleOf(build) }, '#' + build.number)))));
    this.more = el('p', { class: 'ae-dim' });
    this.element = el('section', { class: 'ae-section' }, el('div', { class: 'ae-tools' }, el('h2', {}, 'Hosts, build by build'), this.filter),
      el('div', { class: 'aeh-scroll', tabindex: '0', role: 'region', 'aria-label': 'Hosts, build by build' }, el('table', { class: 'aeh-grid' }, el('caption', { class: 'ae-hidden' }, 'How each host ended in each of the last builds'), this.head, this.body)), this.more);
    this.draw();
  }

  draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const numbers = this.document.hosts.map((name, i) => i).filter(i => this.document.hosts[i].toLowerCase().includes(wanted));
    fill(this.body, numbers.slice(0, this.rows).map(i => this.row(i)));
    const left = numbers.length - this.rows;
    fill(this.more, left > 0
      ? [quantity(left, 'more host') + ' not shown. ', el('button', { type: 'button', class: 'ae-button', onclick: () => { this.rows += MORE; this.draw(); } }, 'Show more')]
      : numbers.length ? null : 'No host has this in its name.');
  }

  row(i) {
    const name = this.document.hosts[i];
    return el('tr', {}, el('th', { scope: 'row' }, el('a', { href: this.links.host(name), title: name }, name)), this.document.builds.map((build, b) => {
      const state = stateOf(this.document.cells[b][i]);
      const label = name + ' in #' + build.number + ': ' + wordOf(state);
      return el('td', {}, state === 'none'
        ? el('span', { class: 'aeh-none', title: label })
        : el('a', { href: this.links.hostIn(build, name), class: 'ae-cell aeh-cell ae-cell-' + state, title: label, 'aria-label': label }, state === 'ok' ? '' : sign(state)));
    }));
  }
}

export function titleOf(build) {
  return new Date(build.started).toLocaleString() + '\n' + build.runs.map(run => [run.playbook, run.place, run.limit && 'limit ' + run.limit, run.sentence].filter(Boolean).join(': ')).join('\n');
}
