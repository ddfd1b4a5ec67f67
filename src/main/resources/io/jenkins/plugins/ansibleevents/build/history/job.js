// The page of a job: what changed since the reference build, trends, the last builds x hosts, what is flaky, what is slow. The
// small form on the page of the job itself has the first two.

import { el, fill } from '../../engine/view/dom.js';
import { badge, stateOf } from '../../engine/view/states.js';
import { count, duration, quantity } from '../../engine/view/text.js';
import { Newest } from './fetched.js';
import { BuildGrid } from './grid.js';
import { spark } from './spark.js';
import { trends } from './trend.js';

const SMALL = 8;
const LIST = 50;
const BUILDS = ['10', '30', '100', '200'];

export class JobPage {
  constructor(place) {
    this.place = place;
    this.small = place.dataset.small === 'true';
    this.builds = '30';
    this.reference = 'previous';
    this.newest = new Newest();
    this.links = linksOf(place.dataset);
    this.content = el('div', { class: 'aeh-content' });
  }

  async start() {
    fill(this.place, this.small ? null : this.tools(), this.content);
    await this.show();
    this.place.classList.add('ae-ready');
  }

  tools() {
    const builds = el('select', { class: 'ae-input', 'aria-label': 'How many builds', onchange: event => { this.builds = event.target.value; this.again(); } },
      BUILDS.map(number => el('option', { value: number, selected: number === this.builds }, 'last ' + number + ' builds')));
    const reference = el('select', { class: 'ae-input', 'aria-label': 'Compared with', onchange: event => { this.reference = event.target.value; this.again(); } },
      el('option', { value: 'previous' }, 'compared with the build before'), el('option', { value: 'successful' }, 'compared with the last successful build'));
    return el('div', { class: 'ae-tools' }, builds, reference);
  }

  again() {
    this.show().catch(error => fill(this.content, el('p', { class: 'ae-alert', role: 'alert' }, 'The history cannot be shown: ' + error.message)));
  }

  async show() {
    const document = await this.newest.fetched(this.place.dataset.api, { builds: this.builds, reference: this.reference });
    if (!document) { return; }
    if (document.builds.length === 0) {
      fill(this.content, el('p', { class: 'ae-empty' }, 'No run of this job has ended yet.'));
      return;
    }
    fill(this.content, this.comparison(document), trends(document.builds, this.links.build), this.small ? null : [new BuildGrid(document, this.links).element, this.flaky(document), this.slow(document)]);
  }

  comparison({ comparison, builds, more }) {
    const now = builds[0];
    const alone = builds.length > 1 || more ? ': no build before it, of the last ' + count(builds.length) + ', was successful' : ': the first build with a run, so every failing host is new';
    const against = comparison.reference ? ['Build ', el('a', { href: this.links.build(now) }, '#' + now.number), ' compared with ', el('a', { href: this.links.job + comparison.reference + '/ansible-events/' }, '#' + comparison.reference)] : ['Build ', el('a', { href: this.links.build(now) }, '#' + now.number), alone];
    const bad = comparison.new.length + comparison.outstanding.length;
    return el('section', { class: 'ae-section' },
      el('h2', {}, bad ? quantity(bad, 'host') + (bad === 1 ? ' is' : ' are') + ' failing' : 'No host is failing'),
      el('p', { class: 'ae-dim' }, against),
      el('div', { class: 'aeh-lists' },
        this.list(comparison.reference ? 'New' : 'Failing', comparison.reference ? 'failing now, and not before' : '', comparison.new, 'failed'),
        comparison.reference ? [this.list('Outstanding', 'failing since an earlier build', comparison.outstanding, 'failed'), this.list('Fixed', 'failed before, well now', comparison.fixed, 'ok')] : null,
        comparison.absent.length ? this.list('Not run', 'failed before, not in this build', comparison.absent, 'skipped') : null));
  }

  list(title, explanation, entries, state) {
    const most = this.small ? SMALL : LIST;
    const groups = grouped(entries);
    return el('div', { class: 'ae-card aeh-list' },
      el('h3', {}, el('span', { class: entries.length ? 'ae-count ae-state-' + state : 'ae-zero' }, count(entries.length)), ' ' + title, el('span', { class: 'ae-dim ae-small' }, ' ' + explanation)),
      entries.length ? el('ul', { class: 'ae-plain' }, groups.slice(0, most).map(group => this.group(group, most))) : null,
      groups.length > most ? el('p', { class: 'ae-dim' }, 'and ' + quantity(groups.length - most, 'more reason')) : null);
  }

  group(entries, most) {
    const [first] = entries;
    return el('li', {}, stateOf(first.state) === 'unreachable' ? [badge('unreachable'), ' '] : null,
      first.task ? el('span', {}, first.task, first.message ? el('span', { class: 'ae-dim aeh-why' }, first.message) : null) : null,
      el('span', { class: 'aeh-why' }, entries.slice(0, most).flatMap((entry, i) => [i ? ', ' : '', this.entry(entry)]), entries.length > most ? el('span', { class: 'ae-dim' }, ' and ' + count(entries.length - most) + ' more') : null));
  }

  entry(entry) {
    return [el('a', { href: this.links.hostInRun(entry.build, entry.ident, entry.host) }, entry.host),
      entry.since !== entry.build ? el('span', { class: 'ae-dim aeh-since' }, ' since ', el('a', { href: this.links.job + entry.since + '/ansible-events/' }, '#' + entry.since)) : null];
  }

  flaky({ flaky }) {
    const none = flaky.hosts.length + flaky.tasks.length === 0;
    return el('section', { class: 'ae-section' }, el('h2', {}, 'Flaky'),
      none ? el('p', { class: 'ae-empty' }, 'No host and no task went from well to failing and back in these builds.') : el('div', { class: 'aeh-lists' },
        this.flakyList('Hosts', flaky.hosts, row => el('a', { href: this.links.host(row.name) }, row.name)),
        this.flakyList('Tasks', flaky.tasks, row => [row.name, ' ', el('code', { class: 'ae-dim' }, row.path)])));
  }

  flakyList(title, rows, nameOf) {
    return el('div', { class: 'ae-card aeh-list' }, el('h3', {}, title), rows.length
      ? el('ul', { class: 'ae-plain' }, rows.map(row => el('li', {}, nameOf(row), el('span', { class: 'ae-dim aeh-why' }, 'failed in ' + row.bad + ' of ' + quantity(row.builds, 'build') + ', went from well to failing or back ' + quantity(row.turns, 'time')))))
      : el('p', { class: 'ae-dim' }, 'None.'));
  }

  slow({ slow, builds }) {
    if (slow.length === 0) { return null; }
    return el('section', { class: 'ae-section' }, el('h2', {}, 'Slowest tasks over time'), el('div', { class: 'ae-table-box' }, el('table', { class: 'ae-table' }, el('caption', { class: 'ae-hidden' }, 'The tasks that took longest, on all hosts together'),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col', class: 'ae-grow ae-all-room' }, 'Task'), el('th', { scope: 'col', class: 'ae-number ae-w-time' }, '#' + builds[0].number), el('th', { scope: 'col', class: 'ae-number ae-w-time' }, 'longest'), el('th', { scope: 'col', class: 'ae-wide aeh-course' }, '#' + builds[builds.length - 1].number + ' to #' + builds[0].number))),
      el('tbody', {}, slow.map(task => {
        const known = task.took.filter(value => value != null);
        return el('tr', {}, el('th', { scope: 'row', class: 'ae-grow' }, el('span', { class: 'ae-clip', title: task.name }, task.name), el('span', { class: 'ae-dim ae-small ae-clip' }, task.path)),
          el('td', { class: 'ae-number' }, task.took[0] == null ? '\u2013' : duration(task.took[0])), el('td', { class: 'ae-number' }, duration(Math.max(...known))),
          el('td', { class: 'ae-wide' }, spark([...task.took].reverse(), task.name + ': ' + known.map(duration).reverse().join(', '))));
      })))));
  }
}

// Hosts with the same reason, whatever the name of the host in it; the largest group first.
function grouped(entries) {
  const groups = new Map();
  for (const entry of entries) {
    const key = JSON.stringify([entry.state, entry.task, entry.path, (entry.message ?? '').replaceAll(entry.host, '')]);
    groups.set(key, [...groups.get(key) ?? [], entry]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

function linksOf({ job, hostPage }) {
  const fragment = host => '#host:' + encodeURIComponent(host);
  return {
    job,
    build: build => job + build.number + '/ansible-events/',
    host: host => hostPage + encodeURIComponent(host),
    hostIn: (build, host) => job + build.number + '/ansible-events/' + (build.runs.length > 1 ? 'host?name=' + encodeURIComponent(host) : fragment(host)),
    hostInRun: (build, ident, host) => job + build + '/ansible-events/run/' + encodeURIComponent(ident) + '/' + fragment(host),
  };
}
