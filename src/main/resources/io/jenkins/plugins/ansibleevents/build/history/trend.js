// Charts of builds, the oldest on the left: bars of stacked numbers, or one line. Each has a table of its numbers for those
// who do not see it, and leads to the build on a click.

import { el, svg } from '../../engine/view/dom.js';
import { count } from '../../engine/view/text.js';

const HEIGHT = 100;
const WIDTH = 10;

// So few builds do not fill the width: a bar would be a wall.
const FEW = 12;

// parts: { key, title, class }; valueOf(build, key) -> number.
export function bars({ title, builds, parts, valueOf, textOf = count, hrefOf }) {
  const shown = [...builds].reverse();
  const places = Math.max(shown.length, FEW);
  const most = Math.max(1, ...shown.map(build => sum(build, parts, valueOf)));
  const xOf = i => (places - shown.length + i) * WIDTH;
  const columns = shown.map((build, i) => {
    let top = HEIGHT;
    const rects = parts.map(part => {
      const height = valueOf(build, part.key) / most * HEIGHT;
      top -= height;
      return height > 0 ? svg('rect', { x: xOf(i) + 0.6, y: top.toFixed(2), width: WIDTH - 1.2, height: Math.max(height, 0.8).toFixed(2), class: part.class }) : null;
    });
    const words = parts.filter(part => valueOf(build, part.key) > 0).map(part => textOf(valueOf(build, part.key)) + ' ' + part.title).join(', ');
    return svg('a', { href: hrefOf(build), 'aria-label': '#' + build.number + ': ' + (words || '0') },
      svg('title', {}, '#' + build.number + ': ' + (words || '0')), svg('rect', { x: xOf(i), y: 0, width: WIDTH, height: HEIGHT, class: 'aeh-hit' }), rects);
  });
  return el('figure', { class: 'ae-card aeh-chart' },
    el('figcaption', {}, title, el('span', { class: 'ae-dim aeh-most' }, 'up to ' + textOf(most))),
    svg('svg', { viewBox: '0 0 ' + places * WIDTH + ' ' + HEIGHT, preserveAspectRatio: 'none', class: 'aeh-plot', role: 'group', 'aria-label': title + ', build by build' }, columns),
    el('p', { class: 'aeh-axis ae-dim' }, el('span', {}, shown.length >= FEW ? '#' + shown[0].number : null), el('span', {}, shown.length > 1 && shown.length < FEW ? '#' + shown[0].number + ' to #' + shown[shown.length - 1].number : '#' + shown[shown.length - 1].number)),
    parts.length > 1 ? el('p', { class: 'aeh-key' }, parts.map(part => el('span', {}, svg('svg', { viewBox: '0 0 1 1', class: 'aeh-swatch', 'aria-hidden': 'true' }, svg('rect', { width: 1, height: 1, class: part.class })), part.title))) : null);
}

function sum(build, parts, valueOf) {
  return parts.reduce((all, part) => all + valueOf(build, part.key), 0);
}

// A line in a row of a table; null leaves a gap.
export function spark(values, label) {
  const known = values.filter(value => value != null);
  const most = Math.max(1, ...known);
  const points = values.map((value, i) => value == null ? null : [i * WIDTH, (20 - value / most * 18).toFixed(1)]);
  const lines = [];
  points.forEach((point, i) => {
    if (!point) { return; }
    const next = points[i + 1];
    if (next) { lines.push('M' + point + 'L' + next); }
    if (!next && !points[i - 1]) { lines.push('M' + (point[0] - 2) + ',' + point[1] + 'L' + (point[0] + 2) + ',' + point[1]); }
  });
  return svg('svg', { viewBox: '-2 0 ' + (Math.max(1, points.length - 1) * WIDTH + 4) + ' 21', preserveAspectRatio: 'none', class: 'aeh-spark', role: 'img', 'aria-label': label },
    svg('path', { d: lines.join(''), class: 'aeh-line' }));
}
