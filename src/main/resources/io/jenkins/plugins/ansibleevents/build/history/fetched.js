// A document of Jenkins; an error says what the server says.

export async function fetched(address, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  const answer = await fetch(query ? address + '?' + query : address);
  const json = await answer.json().catch(() => ({ error: 'the answer is no JSON (' + answer.status + ')' }));
  if (!answer.ok || json.error) { throw new Error(json.error ?? 'the server says ' + answer.status); }
  return json;
}

// Asks one question after the other: the answer to any but the newest is null, and so is its error.
export class Newest {
  async fetched(address, parameters) {
    const turn = this.turn = {};
    try {
      const document = await fetched(address, parameters);
      return turn === this.turn ? document : null;
    } catch (error) {
      if (turn !== this.turn) { return null; }
      throw error;
    }
  }
}
