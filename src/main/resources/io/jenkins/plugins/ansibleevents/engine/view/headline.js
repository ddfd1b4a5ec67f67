// What happened, in one sentence and one bar, above every view.

import { el, fill, reconcile, refill, svg } from './dom.js';
import { HOST_STATES } from './states.js';
import { clock, count, day, duration, quantity } from './text.js';

const STATUS_SIGN = { successful: '\u2713', failed: '\u2715', timeout: '\u29d6', canceled: '\u2298' };
const STATUS_WORD = { successful: 'Successful', failed: 'Failed', timeout: 'Timed out', canceled: 'Canceled', unfinished: 'Unfinished', running: 'Running', starting: 'Starting' };
const RUNNING = new Set(['running', 'starting', 'unknown']);
const WIDTH = 1000;
const NARROWEST = 6;

export class Headline {
  constructor(run, { level, extra }) {
    this.run = run;
    this.title = el(level, { class: 'ae-title' });
    this.status = el('span', { class: 'ae-status' });
    this.sentence = el('p', { class: 'ae-sentence' });
    this.bar = svg('svg', { class: 'ae-bar', viewBox: '0 0 ' + WIDTH + ' 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    this.facts = el('p', { class: 'ae-headline-facts' });
    this.boxes = el('div', {});
    this.element = el('header', { class: 'ae-headline' },
      el('div', { class: 'ae-headline-top' }, this.status, this.title, extra), this.sentence, this.bar, this.facts, this.boxes);
  }

  update() {
    const { summary } = this.run;
    fill(this.title, summary.title, el('span', { class: 'ae-ident' }, ' run ' + summary.ident));
    const status = statusOf(summary);
    this.status.className = 'ae-status ae-status-' + status;
    fill(this.status, el('span', { 'aria-hidden': 'true' }, STATUS_SIGN[status] ?? (summary.final ? '?' : '\u2026')), ' ', STATUS_WORD[status] ?? status);
    refill(this.sentence, hostsSentence(summary), whatHappened(summary));
    this.drawBar(summary.hosts);
    fill(this.facts, this.factsOf(summary).flatMap((fact, i) => i ? [el('span', { class: 'ae-dot', 'aria-hidden': 'true' }, ' \u00b7 '), fact] : [fact]));
    this.drawBoxes(summary);
  }

  drawBar(hosts) {
    const present = HOST_STATES.filter(state => hosts[state] > 0);
    const spare = WIDTH - NARROWEST * present.length;
    let x = 0;
    fill(this.bar, present.map(state => {
      const width = NARROWEST + spare * hosts[state] / hosts.total;
      const part = svg('rect', { class: 'ae-bar-' + state, x: x.toFixed(1), y: 0, width: Math.max(1, width - 2).toFixed(1), height: 10 });
      x += width;
      return part;
    }));
    this.bar.toggleAttribute('hidden', !present.length);
  }

  factsOf(summary) {
    return [
      summary.took == null ? null : (summary.final ? 'took ' : 'for ') + duration(summary.took),
      quantity(summary.tasks, 'task') + (summary.plays ? ' in ' + quantity(summary.plays, 'play') : ''), // a module has no play
      resultsText(summary.results),
      this.run.began ? 'started ' + day(this.run.began) + ' ' + clock(this.run.began) : null,
      summary.rc == null ? null : 'exit code ' + summary.rc,
      summary.check ? el('strong', {}, 'check mode: changes are predicted, not made') : null,
    ].filter(Boolean);
  }

  drawBoxes(summary) {
    const boxes = [
      { key: 'problems', title: 'This record is not complete.', sentences: summary.problems },
      { key: 'notices', title: 'To be read.', sentences: summary.notices },
      { key: 'leftOut', title: 'Not all of the run is in this page.', sentences: summary.leftOut },
    ].filter(box => box.sentences?.length);
    reconcile(this.boxes, boxes, box => box.key, JSON.stringify, box => el('div', { class: 'ae-alert', role: 'note' },
      el('strong', {}, box.title), ' ', box.sentences.length === 1 ? box.sentences[0] : el('ul', {}, box.sentences.map(sentence => el('li', {}, sentence)))));
  }
}

function hostsSentence({ hosts, final }) {
  if (!hosts.total) { return el('strong', {}, final ? 'No host took part.' : 'No host has taken part so far.'); }
  const parts = HOST_STATES.filter(state => hosts[state] > 0).map(state => el('a', { class: 'ae-count ae-state-' + state, href: '#hosts?state=' + state }, count(hosts[state]) + ' ' + state));
  return [el('strong', {}, quantity(hosts.total, 'host')), ': ', parts.flatMap((part, i) => i ? [', ', part] : [part]), '.'];
}

// Where nothing will change any more nothing runs, whatever a run that was killed has left as its status.
function statusOf({ status, final }) {
  if (final) { return !status || RUNNING.has(status) ? 'unfinished' : status; }
  return status || 'running';
}

// What neither the hosts nor their failures say: a file that cannot be read, a stop, a time that was over, an empty inventory.
function whatHappened({ final, status, sentence, hosts }) {
  const said = hosts.failed + hosts.unreachable > 0 && status === 'failed';
  return !final || !sentence || sentence === status || said ? null : ' ' + sentence[0].toUpperCase() + sentence.slice(1) + '.';
}

function resultsText(results) {
  const all = Object.values(results).reduce((sum, number) => sum + number, 0);
  return quantity(all, 'result');
}
