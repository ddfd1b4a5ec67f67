// The fragment addresses of the views: #hosts, #host:web3, #event:128, and what the reader has chosen in a view:
// #hosts?state=failed&sort=-took.

export function addressOf(fragment) {
  const text = fragment.replace(/^#/, '');
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const colon = path.indexOf(':');
  return {
    view: colon < 0 ? path : path.slice(0, colon),
    argument: colon < 0 ? null : decoded(path.slice(colon + 1)),
    options: mark < 0 ? {} : Object.fromEntries(new URLSearchParams(text.slice(mark + 1))),
  };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Options that are empty are left out.
export function fragmentOf(view, argument, options = {}) {
  const chosen = new URLSearchParams(Object.entries(options).filter(([, value]) => value != null && value !== ''));
  return '#' + view + (argument == null ? '' : ':' + encodeURIComponent(argument)) + (chosen.size ? '?' + chosen : '');
}
