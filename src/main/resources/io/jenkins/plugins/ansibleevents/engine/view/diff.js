// Differences between texts: as lines in colours, and computed where a result has only "before" and "after".

import { el } from './dom.js';
import { count } from './text.js';

const SHOWN_LINES = 400;
const LARGEST_TABLE = 4e6;

export function diffBlock(text) {
  const lines = String(text).replaceAll('\r\n', '\n').replace(/\n+$/, '').split('\n');
  const block = el('pre', { class: 'ae-code ae-diff', tabindex: '0', 'aria-label': 'Difference' });
  const add = some => block.append(...some.map(diffLine));
  add(lines.slice(0, SHOWN_LINES));
  if (lines.length > SHOWN_LINES) {
    const more = el('button', { type: 'button', class: 'ae-button', onclick: () => { more.remove(); add(lines.slice(SHOWN_LINES)); } },
      'Show ' + count(lines.length - SHOWN_LINES) + ' more lines');
    block.append(more);
  }
  return block;
}

function diffLine(line) {
  const kind = /^(\+\+\+|---)/.test(line) ? 'file' : line.startsWith('+') ? 'plus' : line.startsWith('-') ? 'minus' : line.startsWith('@@') ? 'hunk' : 'same';
  return el('span', { class: 'ae-diff-' + kind }, line + '\n');
}

// The diff of a result in Ansible's forms: an object or a list of them, "prepared" or "before" and "after".
export function diffText(diff) {
  return [diff].flat().filter(part => part && typeof part === 'object').map(partText).filter(Boolean).join('\n');
}

function partText(part) {
  if (part.prepared) { return String(part.prepared); }
  if (part.before === undefined && part.after === undefined) { return ''; }
  const [before, after] = [linesToCompare(part.before), linesToCompare(part.after)];
  const changes = comparedLines(before, after);
  return changes.length ? ['--- ' + (part.before_header ?? 'before'), '+++ ' + (part.after_header ?? 'after'), ...changes].join('\n') : '';
}

function linesToCompare(value) {
  if (value == null || value === '') { return []; }
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return text.replace(/\n$/, '').split('\n');
}

function comparedLines(before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) { start++; }
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) { end++; }
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  if (!old.length && !fresh.length) { return []; }
  const context = lines => lines.map(line => ' ' + line);
  return [
    '@@ line ' + (start + 1) + ' @@',
    ...context(before.slice(Math.max(0, start - 3), start)),
    ...middle(old, fresh),
    ...context(before.slice(before.length - end, before.length - end + 3)),
  ];
}

function middle(old, fresh) {
  if (old.length * fresh.length > LARGEST_TABLE) { return [...old.map(line => '-' + line), ...fresh.map(line => '+' + line)]; }
  const width = fresh.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === fresh[j] ? common[(i + 1) * width + j + 1] + 1 : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) { lines.push(' ' + old[i++]); j++;
    } else if (j >= fresh.length || i < old.length && common[(i + 1) * width + j] >= common[i * width + j + 1]) { lines.push('-' + old[i++]);
    } else { lines.push('+' + fresh[j++]); }
  }
  return lines;
}
