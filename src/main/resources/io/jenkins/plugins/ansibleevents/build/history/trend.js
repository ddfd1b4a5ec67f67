// What builds did, as bars, the oldest on the left. ECharts draws them; Jenkins' plugin echarts-api puts it on the page. A
// table has the same words and links for those who cannot use a drawing, and for browsers that have not loaded ECharts.

import { coloursAt, onOtherColours } from '../../engine/view/colours.js';
import { el, lazyDetails } from '../../engine/view/dom.js';
import { countsLine, HOST_STATES } from '../../engine/view/states.js';
import { clock, count, day, duration } from '../../engine/view/text.js';

const CHARTS = [
  { title: 'Hosts', parts: HOST_STATES.map(state => ({ title: state, colour: 'bar-' + state, valueOf: build => build.hosts[state] })), textOf: count },
  { title: 'Changes', parts: [{ title: 'changed results', colour: 'bar-changed', valueOf: build => build.changes }], textOf: count },
  { title: 'Duration', parts: [{ title: 'of work', colour: 'time', valueOf: build => build.took }], textOf: duration, stepOf: timeStep, tickOf: timeTick },
];
const COLOURS = ['card', 'ink', 'dim', 'line', 'time', ...HOST_STATES.map(state => 'bar-' + state)];
const TICKS = 3;
const TIMES = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000];
const HOUR = 3_600_000;

export function trends(builds, hrefOf) {
  const drawn = 'echarts' in globalThis;
  const table = lazyDetails('Hosts, changes and duration as a table', () => tableOf(builds, hrefOf), { class: 'ae-details aeh-numbers' });
  table.open = !drawn;
  const shown = [...builds].reverse();
  return el('div', { class: 'aeh-trends' },
    drawn ? el('div', { class: 'aeh-charts' }, CHARTS.map(chart => new Chart(chart, shown, hrefOf).element)) : el('p', { class: 'ae-alert' }, 'The trends are not drawn, because the browser has not loaded ECharts from Jenkins (plugin echarts-api): its console says why. The table has the same numbers.'),
    table);
}

function tableOf(builds, hrefOf) {
  return el('div', { class: 'aeh-scroll', tabindex: '0', role: 'region', 'aria-label': 'Hosts, changes and duration by build' }, el('table', { class: 'ae-table aeh-by-build' }, el('caption', { class: 'ae-hidden' }, 'Hosts, changes and duration by build, the newest first'),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Build'), el('th', { scope: 'col', class: 'ae-wide' }, 'Started'), el('th', { scope: 'col' }, 'Hosts'), el('th', { scope: 'col', class: 'ae-number' }, 'Changes'), el('th', { scope: 'col', class: 'ae-number' }, 'Duration'))),
    el('tbody', {}, builds.map(build => el('tr', {}, el('th', { scope: 'row' }, el('a', { href: hrefOf(build) }, '#' + build.number)), el('td', { class: 'ae-wide' }, momentOf(build)),
      el('td', { class: 'aeh-outcome' }, countsLine(build.hosts, HOST_STATES)), el('td', { class: 'ae-number' }, count(build.changes)), el('td', { class: 'ae-number' }, duration(build.took)))))));
}

function momentOf(build) {
  return day(build.started) + ' ' + clock(build.started);
}

// parts: { title, colour, valueOf(build) -> number }; textOf(number); stepOf(largest number) -> between two ticks of the axis.
class Chart {
  constructor({ title, parts, textOf, stepOf, tickOf = textOf }, builds, hrefOf) {
    Object.assign(this, { parts, textOf, stepOf, tickOf, builds, hrefOf });
    const newest = builds[builds.length - 1];
    const words = this.partsOf(newest).map(part => this.wordsOf(part, newest)).join(', ');
    this.plot = el('div', { class: 'aeh-plot', role: 'img', 'aria-label': title + ' by build, as in the table below. The newest, #' + newest.number + ': ' + (words || '0') });
    this.element = el('figure', { class: 'ae-card aeh-chart' }, el('figcaption', {}, title), this.plot);
    this.plot.addEventListener('click', event => this.follow(event));
    this.plot.addEventListener('auxclick', event => this.follow(event));
    this.size = new ResizeObserver(() => this.fit());
    this.size.observe(this.plot);
    this.leaveColours = onOtherColours(() => this.draw());
  }

  // Called when the plot has got a place on the page, another size, or has been taken away.
  fit() {
    if (!this.plot.isConnected) {
      this.end();
    } else if (this.chart) {
      this.chart.resize();
    } else {
      this.chart = globalThis.echarts.init(this.plot);
      this.draw();
    }
  }

  end() {
    this.size.disconnect();
    this.leaveColours();
    this.chart?.dispose();
  }

  draw() {
    this.chart?.setOption(this.optionOf(coloursAt(this.element, COLOURS), matchMedia('(prefers-reduced-motion: reduce)').matches));
  }

  optionOf(palette, still) {
    const text = { color: palette.dim, fontSize: 12, fontFamily: getComputedStyle(this.element).fontFamily };
    const most = Math.max(1, ...this.builds.map(build => this.parts.reduce((sum, part) => sum + part.valueOf(build), 0)));
    const several = this.parts.length > 1;
    return {
      animation: !still,
      textStyle: text,
      grid: { left: 0, right: 4, top: 10, bottom: several ? 28 : 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      legend: { show: several, type: 'scroll', bottom: 0, itemWidth: 11, itemHeight: 11, icon: 'roundRect', textStyle: text, inactiveColor: palette.line, pageTextStyle: text, pageIconColor: palette.dim, pageIconInactiveColor: palette.line },
      tooltip: { trigger: 'axis', confine: true, className: 'aeh-tip', transitionDuration: still ? 0 : 0.2, axisPointer: { type: 'shadow', shadowStyle: { color: palette.ink, opacity: 0.15 } }, backgroundColor: palette.card, borderColor: palette.line, textStyle: { ...text, color: palette.ink }, formatter: bars => this.tipOf(this.builds[bars[0].dataIndex]) },
      xAxis: { type: 'category', data: this.builds.map(build => '#' + build.number), axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { ...text, hideOverlap: true, showMaxLabel: true } },
      yAxis: { type: 'value', minInterval: 1, splitNumber: TICKS, interval: this.stepOf?.(most), axisLabel: { ...text, formatter: this.tickOf }, splitLine: { lineStyle: { color: palette.line } } },
      // '-' is nothing; 0 would be a line of the smallest height.
      series: this.parts.map(part => ({ name: part.title, type: 'bar', stack: 'all', barMaxWidth: 26, barCategoryGap: '20%', barMinHeight: 1, itemStyle: { color: palette[part.colour] }, emphasis: { disabled: true }, data: this.builds.map(build => part.valueOf(build) || '-') })),
    };
  }

  partsOf(build) {
    return this.parts.filter(part => part.valueOf(build) > 0);
  }

  wordsOf(part, build) {
    return this.textOf(part.valueOf(build)) + ' ' + part.title;
  }

  // A node, because ECharts takes a text for HTML.
  tipOf(build) {
    return el('div', {}, el('strong', {}, '#' + build.number), ' ', el('span', { class: 'ae-dim' }, momentOf(build)),
      this.partsOf(build).map(part => el('div', {}, el('span', { class: 'aeh-swatch aeh-swatch-' + part.colour }), this.wordsOf(part, build))));
  }

  // All of a column is the link of its build, as a bar may be one pixel high.
  follow(event) {
    const box = this.plot.getBoundingClientRect();
    const at = [event.clientX - box.left, event.clientY - box.top];
    if (event.button > 1 || !this.chart?.containPixel('grid', at)) { return; }
    const address = this.hrefOf(this.builds[this.chart.convertFromPixel('grid', at)[0]]);
    if (event.button === 1 || event.ctrlKey || event.metaKey) {
      open(address, '_blank', 'noopener');
    } else {
      location.assign(address);
    }
  }
}

// Numbers of an axis that people count time in.
function timeStep(most) {
  return TIMES.find(step => step * TICKS >= most) ?? Math.ceil(most / TICKS / HOUR) * HOUR;
}

// "2.00 s" -> "2 s", "5 min 00 s" -> "5 min"
function timeTick(ms) {
  return duration(ms).replace(/\.0+ s$/, ' s').replace(/ 00 (s|min)$/, '');
}
