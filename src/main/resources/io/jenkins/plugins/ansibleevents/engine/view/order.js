// In which order the hosts stand in a drawing, chosen by the reader.

import { el } from './dom.js';
import { badnessOf } from './states.js';
import { byName } from './text.js';

const ORDERS = [['worst', 'Worst hosts first'], ['name', 'Hosts by name'], ['appearance', 'In order of appearance']];

export class HostOrder {
  constructor(onchange) {
    this.element = el('select', { class: 'ae-input', 'aria-label': 'Order of the hosts', onchange }, ORDERS.map(([value, text]) => el('option', { value }, text)));
  }

  // Nothing for the usual order.
  get value() {
    return this.element.value === ORDERS[0][0] ? null : this.element.value;
  }

  set value(order) {
    this.element.value = ORDERS.some(([value]) => value === order) ? order : ORDERS[0][0];
  }

  // The numbers of the hosts.
  of(hosts) {
    const numbers = hosts.map((host, number) => number);
    const sorting = { name: (a, b) => byName(hosts[a].name, hosts[b].name), worst: (a, b) => badnessOf(hosts[a].state) - badnessOf(hosts[b].state) || hosts[b].changed - hosts[a].changed || byName(hosts[a].name, hosts[b].name) }[this.element.value];
    return sorting ? numbers.sort(sorting) : numbers;
  }
}
