// The report has no server that knows whether its reader wants it dark: the system's wish, and a button.

import { el } from './dom.js';

export function themeButton() {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const button = el('button', { type: 'button', class: 'ae-button ae-sign', onclick: () => { root.dataset.theme = isDark() ? 'light' : 'dark'; label(); } }, '\u25d0');
  const label = () => { button.setAttribute('aria-label', isDark() ? 'Light colours' : 'Dark colours'); button.title = button.getAttribute('aria-label'); };
  system.addEventListener('change', label);
  label();
  return button;
}
