// A document of Jenkins; an error says what the server says.

export async function fetched(address, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  const answer = await fetch(query ? address + '?' + query : address);
  const json = await answer.json().catch(() => ({ error: 'the answer is no JSON (' + answer.status + ')' }));
  if (!answer.ok || json.error) { throw new Error(json.error ?? 'the server says ' + answer.status); }
  return json;
}
