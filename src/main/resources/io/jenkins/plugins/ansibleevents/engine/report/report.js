
(() => {
  'use strict';
  const byId = id => document.getElementById(id);
  const root = document.documentElement;

  const theme = byId('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme || (dark.matches ? 'dark' : 'light')) === 'dark';
  const label = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  theme.hidden = false;
  theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; label(); });
  dark.addEventListener('change', label);
  label();

  const openTarget = () => {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === 'DETAILS') { target.open = true; target.scrollIntoView(); }
  };
  addEventListener('hashchange', openTarget);
  openTarget();

  const form = byId('filter');
  if (form) {
    const rows = [...document.querySelectorAll('#host-table tbody tr, details.host')];
    const shownRows = rows.filter(row => row.tagName === 'TR');
    const text = byId('filter-text');
    const state = byId('filter-state');
    const apply = () => {
      const wanted = text.value.trim().toLowerCase();
      for (const row of rows) {
        row.hidden = !(row.dataset.host.toLowerCase().includes(wanted) && (!state.value || row.dataset.state === state.value));
      }
      const shown = shownRows.filter(row => !row.hidden).length;
      byId('filter-count').textContent = shown === shownRows.length ? '' : shown + ' of ' + shownRows.length + ' hosts';
    };
    form.hidden = false;
    form.addEventListener('input', apply);
    form.addEventListener('submit', event => event.preventDefault());
  }

  const worst = { failed: 0, unreachable: 1, rescued: 2, ignored: 3, changed: 4, ok: 5, skipped: 6 };
  const unit = { s: 1, min: 60, h: 3600 };
  const value = cell => {
    const words = cell.textContent.trim();
    if (words in worst) { return worst[words]; }
    const times = [...words.matchAll(/([\d.]+) (s|min|h)\b/g)];
    if (times.length) { return times.reduce((sum, t) => sum + Number(t[1]) * unit[t[2]], 0); }
    return words === '\u00b7' ? 0 : isNaN(Number(words)) ? words.toLowerCase() : Number(words);
  };
  const compare = (a, b) => typeof a !== typeof b ? (typeof a === 'number' ? -1 : 1)
    : typeof a === 'number' ? a - b : a.localeCompare(b, 'en', { numeric: true });
  for (const table of document.querySelectorAll('#host-table, #task-table')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.textContent = '';
      head.append(button);
      button.addEventListener('click', () => {
        const numeric = head.classList.contains('num');
        const previous = head.getAttribute('aria-sort');
        const order = previous ? (previous === 'ascending' ? 'descending' : 'ascending') : numeric ? 'descending' : 'ascending';
        heads.forEach(other => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', order);
        const sign = order === 'ascending' ? 1 : -1;
        const rows = [...table.tBodies[0].rows];
        rows.sort((a, b) => sign * compare(value(a.cells[column]), value(b.cells[column])));
        table.tBodies[0].append(...rows);
      });
    });
  }
})();
