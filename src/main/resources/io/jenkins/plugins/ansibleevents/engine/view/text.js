// Text of a run on its way to people. Everything that hosts, tasks and results say is hostile: it becomes text, and what
// would act on its surroundings (control characters, marks that turn the direction of writing) becomes visible.

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const HIDDEN_ALL = new RegExp(HIDDEN.source, 'g');

export function visible(text) {
  const plain = String(text ?? '').replaceAll('\r\n', '\n');
  return HIDDEN.test(plain) ? plain.replace(HIDDEN_ALL, shownCode) : plain;
}

function shownCode(char) {
  const code = char.charCodeAt(0);
  return code < 32 ? String.fromCharCode(0x2400 + code) : '\\u' + code.toString(16).padStart(4, '0');
}

// 1234567 -> "1 234 567", with spaces that neither break nor are wide.
export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, number > 9999 ? '\u202f' : '');
}

export function quantity(number, one, many = one + 's') {
  return count(number) + ' ' + (number === 1 ? one : many);
}

// Milliseconds as people say them: "0.21 s", "12.3 s", "4 min 05 s", "2 h 03 min"; nothing for -1, which is unknown.
export function duration(ms) {
  if (!isKnown(ms)) { return ''; }
  const seconds = ms / 1000;
  if (seconds < 10) { return seconds.toFixed(2) + ' s'; }
  if (seconds < 120) { return seconds.toFixed(1) + ' s'; }
  const whole = Math.round(seconds);
  return whole < 7200
    ? Math.floor(whole / 60) + ' min ' + String(whole % 60).padStart(2, '0') + ' s'
    : Math.floor(whole / 3600) + ' h ' + String(Math.floor(whole % 3600 / 60)).padStart(2, '0') + ' min';
}

export function isKnown(ms) {
  return ms != null && ms >= 0;
}

// A moment of the run on the clock of the reader.
export function clock(ms) {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? '' : [time.getHours(), time.getMinutes(), time.getSeconds()].map(n => String(n).padStart(2, '0')).join(':');
}

export function day(ms) {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? '' : time.getFullYear() + '-' + String(time.getMonth() + 1).padStart(2, '0') + '-' + String(time.getDate()).padStart(2, '0');
}

const NATURAL = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

// web2 before web10.
export function byName(a, b) {
  return NATURAL.compare(a, b);
}

// The end of a long path, which tells more than its beginning: "…/roles/web/tasks/main.yml:12".
export function shortPath(path) {
  const parts = path.split('/');
  return parts.length > 5 ? '\u2026/' + parts.slice(-4).join('/') : path;
}

export function firstLine(text, length = 200) {
  const line = String(text ?? '').trimStart().split('\n', 1)[0];
  return line.length > length ? line.slice(0, length) + '\u2026' : line;
}
