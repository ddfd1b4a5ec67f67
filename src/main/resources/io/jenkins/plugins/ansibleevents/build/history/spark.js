// One line in a row of a table.

import { svg } from '../../engine/view/dom.js';

const WIDTH = 10;

// The values from left to right; null leaves a gap.
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
