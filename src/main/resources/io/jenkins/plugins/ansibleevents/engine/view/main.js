// Mounts the views of a run into every element of the class "ansible-events-view".

import { addressOf, fragmentOf } from './address.js';
import { ChangesView } from './changes.js';
import { el, fill } from './dom.js';
import { Headline } from './headline.js';
import { HostPage } from './host.js';
import { HostsView } from './hosts.js';
import { MatrixView } from './matrix.js';
import { OutputView } from './output.js';
import { Overview } from './overview.js';
import { RemarksView } from './remarks.js';
import { ResultDialog } from './result.js';
import { Run } from './run.js';
import { SearchView } from './search.js';
import { EmbeddedSource, RemoteSource } from './source.js';
import { TaskPage } from './task.js';
import { TasksView } from './tasks.js';
import { clock, count } from './text.js';
import { themeButton } from './theme.js';
import { TimelineView } from './timeline.js';

const TABS = [['', 'Overview'], ['hosts', 'Hosts'], ['tasks', 'Tasks'], ['matrix', 'Matrix'], ['timeline', 'Timeline'], ['changes', 'Changes'], ['warnings', 'Warnings'], ['output', 'Output']];
const VIEWS = { '': Overview, hosts: HostsView, tasks: TasksView, matrix: MatrixView, timeline: TimelineView, changes: ChangesView, warnings: RemarksView, output: OutputView, host: HostPage, task: TaskPage, search: SearchView };
const TAB_OF = { host: 'hosts', task: 'tasks', search: null };

class RunPage {
  constructor(place) {
    this.place = place;
    this.remote = place.dataset.api != null;
    this.run = new Run(this.remote ? new RemoteSource(place.dataset.api) : new EmbeddedSource(JSON.parse(document.getElementById('ansible-events-data').textContent)));
    this.run.hostPage = place.dataset.hostPage;
    this.views = new Map();
    this.scrolls = new Map();
    this.base = '';
  }

  async start() {
    try {
      await this.run.open();
    } catch (error) {
      fill(this.place, el('p', { class: 'ae-alert', role: 'alert' }, 'The run cannot be shown: ' + error.message));
      return;
    }
    this.build();
    this.headline.update();
    this.tabs();
    this.run.changed = () => this.refresh();
    this.run.connection = (error, pause) => this.tellConnection(error, pause);
    addEventListener('hashchange', () => { this.inside = true; this.route(); });
    document.addEventListener('visibilitychange', () => { if (!document.hidden && !this.run.summary.final) { this.run.look(); } });
    this.place.addEventListener('click', event => this.clicked(event));
    await this.route();
    performance.mark('ansible-events-shown');
    this.run.follow();
  }

  build() {
    this.headline = new Headline(this.run, { level: this.remote ? 'h2' : 'h1', extra: this.remote ? null : themeButton() });
    this.links = new Map(TABS.map(([view, name]) => [view, el('a', { href: '#' + view, class: 'ae-tab' }, name)]));
    this.search = el('input', { type: 'search', class: 'ae-input', placeholder: 'Search the run', 'aria-label': 'Search hosts, tasks, results and output' });
    this.search.addEventListener('input', () => this.searchSoon());
    this.lost = el('p', { class: 'ae-alert', role: 'status', hidden: true });
    this.main = el(this.remote ? 'div' : 'main', { class: 'ae-main' });
    this.dialog = new ResultDialog(this.run, () => this.closed());
    fill(this.place, this.headline.element, this.lost,
      el('div', { class: 'ae-bar-of-tabs' }, el('nav', { class: 'ae-tabs', 'aria-label': 'Views of the run' }, [...this.links.values()]),
        el('form', { class: 'ae-search', role: 'search', onsubmit: event => { event.preventDefault(); this.searchNow(); } }, this.search)),
      this.main, this.dialog.element);
    this.place.classList.add('ae-ready');
  }

  tabs() {
    const { summary } = this.run;
    const numbers = { hosts: summary.hosts.total, tasks: summary.tasks, changes: summary.changes, warnings: summary.warnings };
    for (const [view, name] of TABS) {
      const number = numbers[view];
      fill(this.links.get(view), name, number == null ? null : el('span', { class: 'ae-tab-count' }, ' ' + count(number)));
    }
  }

  // Shows what the fragment says. An event is a dialog over the view that was shown before.
  async route() {
    const address = addressOf(location.hash);
    const back = !this.followed;
    this.followed = false;
    if (address.view === 'event') {
      if (!this.current) { await this.showView(addressOf(''), true); }
      await this.dialog.show(address.argument);
      return;
    }
    if (this.dialog.element.open) { this.dialog.leave(); }
    await this.showView(address, back);
  }

  async showView(address, back) {
    const known = Object.hasOwn(VIEWS, address.view) ? address.view : '';
    const fragment = fragmentOf(address.view, address.argument, address.options);
    if (this.current && fragment === this.base && known === this.shown) { return; }
    if (this.current) { this.scrolls.set(this.base, scrollY); }
    const first = !this.current;
    this.base = fragment;
    if (document.activeElement !== this.search) { this.search.value = known === 'search' ? address.argument ?? '' : ''; }
    this.shown = known;
    this.current = this.viewOf(known);
    this.main.replaceChildren(this.current.element);
    this.markTab(known);
    const { current } = this;
    const visit = this.visit = {};
    await this.attempt(() => current.show(address.argument, address.options), current);
    if (visit === this.visit) { this.settle(address, fragment, first, back); }
  }

  viewOf(name) {
    if (!this.views.has(name)) {
      const view = new VIEWS[name](this.run);
      view.chosen = (options, argument) => this.remember(fragmentOf(name, argument, options));
      this.views.set(name, view);
    }
    return this.views.get(name);
  }

  // What the reader chooses in a view is in its address, so that it can be sent, reloaded and come back to.
  remember(fragment) {
    this.base = fragment;
    history.replaceState(null, '', fragment);
  }

  settle(address, fragment, first, back) {
    if (first && address.view === '') { return; }
    if (back && this.scrolls.has(fragment)) { scrollTo(0, this.scrolls.get(fragment)); return; }
    if (document.activeElement === this.search || this.main.contains(document.activeElement)) { return; } // somebody types
    this.current.heading?.focus({ preventScroll: true });
    const bar = this.place.querySelector('.ae-bar-of-tabs');
    if (address.view === 'failures' || !first && bar.getBoundingClientRect().top < 0) { bar.scrollIntoView(); }
  }

  markTab(view) {
    const tab = Object.hasOwn(TAB_OF, view) ? TAB_OF[view] : view;
    for (const [name, link] of this.links) {
      if (name === tab) { link.setAttribute('aria-current', 'page'); } else { link.removeAttribute('aria-current'); }
    }
  }

  async attempt(work, view) {
    this.failed?.remove();
    try {
      await work();
    } catch (error) {
      if (view !== this.current) { return null; } // nobody looks at it any more
      this.failed = el('p', { class: 'ae-alert', role: 'alert' }, 'This part cannot be shown: ' + error.message);
      this.main.prepend(this.failed);
      return error;
    }
    return null;
  }

  async refresh() {
    this.headline.update();
    this.tabs();
    const { current } = this;
    const error = await this.attempt(() => current.update(), current);
    if (error?.passes) { throw error; } // asked for again
  }

  clicked(event) {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    this.followed = true;
    const fragment = link.getAttribute('href');
    if (link.dataset.replace != null) {
      event.preventDefault();
      history.replaceState(null, '', fragment);
      this.route();
    } else if (fragment === location.hash || fragment === '#' && !location.hash) {
      event.preventDefault();
      this.route();
    }
  }

  // The reader has closed the dialog: back to where it was opened, or to the view behind it.
  closed() {
    if (addressOf(location.hash).view !== 'event') { return; }
    if (this.inside) { history.back(); } else { history.replaceState(null, '', this.base === '#' ? location.pathname + location.search : this.base); }
  }

  searchSoon() {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.searchNow(), 250);
  }

  searchNow() {
    clearTimeout(this.searching);
    const words = this.search.value.trim();
    const fragment = words ? fragmentOf('search', words) : '#';
    if (addressOf(location.hash).view === 'search') { history.replaceState(null, '', fragment); } else if (words) { history.pushState(null, '', fragment); }
    this.route();
  }

  tellConnection(error, pause) {
    this.lost.hidden = !error;
    if (error) { fill(this.lost, 'The connection is gone (' + error.message + '). What is shown is from ' + clock(this.seen ??= Date.now()) + '; trying again in ' + Math.round(pause / 1000) + ' s.'); } else { this.seen = null; }
  }
}

for (const place of document.querySelectorAll('.ansible-events-view')) { new RunPage(place).start(); }
