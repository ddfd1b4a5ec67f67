// Colours of terminals (SGR codes) as classes; what else a terminal would obey becomes visible or goes.

import { el } from './dom.js';
import { visible } from './text.js';

const SEQUENCE = /\u001b\[([0-9;:]*)m|\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

export function coloured(text) {
  const parts = document.createDocumentFragment();
  const whole = String(text ?? '');
  if (!whole.includes('\u001b')) {
    parts.append(visible(whole));
    return parts;
  }
  let from = 0;
  let style = {};
  for (const match of whole.matchAll(SEQUENCE)) {
    addColoured(parts, whole.slice(from, match.index), style);
    from = match.index + match[0].length;
    if (match[1] !== undefined) { style = styleAfter(style, match[1]); }
  }
  addColoured(parts, whole.slice(from), style);
  return parts;
}

export function withoutColours(text) {
  return String(text ?? '').replace(SEQUENCE, '');
}

function addColoured(parts, text, style) {
  if (!text) { return; }
  const classes = Object.values(style).filter(Boolean).join(' ');
  parts.append(classes ? el('span', { class: classes }, text) : visible(text));
}

function styleAfter(style, codes) {
  const next = { ...style };
  const numbers = (codes || '0').split(/[;:]/).map(Number);
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i];
    if (code === 0) {
      for (const key of Object.keys(next)) { delete next[key]; }
    } else if (code === 1) { next.weight = 'ae-bold';
    } else if (code === 2) { next.weight = 'ae-faint';
    } else if (code === 3) { next.slant = 'ae-italic';
    } else if (code === 4) { next.line = 'ae-underline';
    } else if (code === 22) { delete next.weight;
    } else if (code === 39) { delete next.colour;
    } else if (code >= 30 && code <= 37) { next.colour = 'ae-fg-' + (code - 30);
    } else if (code >= 90 && code <= 97) { next.colour = 'ae-fg-' + (code - 90) + ' ae-bright';
    } else if (code === 38 || code === 48) {
      const indexed = numbers[i + 1] === 5;
      if (code === 38 && indexed && numbers[i + 2] < 16) { next.colour = 'ae-fg-' + numbers[i + 2] % 8; }
      i += indexed ? 2 : 4;
    }
  }
  return next;
}
