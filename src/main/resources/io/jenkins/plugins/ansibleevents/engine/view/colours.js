// The colours of the page's theme as a canvas wants them, and when they change.

import { el } from './dom.js';

// Of names without their "--ae-", as they are at this place of the page.
export function coloursAt(place, names) {
  const probe = el('span', { hidden: true });
  place.append(probe);
  const palette = Object.fromEntries(names.map(name => {
    probe.style.color = 'var(--ae-' + name + ')';
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return palette;
}

// Calls when the system or the theme may have other colours, until the returned function is called.
export function onOtherColours(act) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const theme = new MutationObserver(act);
  system.addEventListener('change', act);
  theme.observe(document.documentElement, { attributes: true });
  return () => {
    system.removeEventListener('change', act);
    theme.disconnect();
  };
}
