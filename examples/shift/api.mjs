// The public API, as a station's program uses it. A busy server is asked again; a refusal is an answer.
export class Api {
  constructor(server, token) {
    this.server = server;
    this.token = token;
  }

  // {status, body}: the caller decides what a refusal means.
  async ask(method, path, body, type = 'application/json') {
    for (let attempt = 0; ; ++attempt) {
      const response = await fetch(this.server + path, {
        method,
        headers: { authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'content-type': type }) },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      if ((response.status === 429 || response.status === 503) && attempt < 8) {
        await new Promise((done) => setTimeout(done, 100 * 2 ** attempt));
        continue;
      }
      let parsed = {};
      try {
        parsed = text ? JSON.parse(text) : {};
      } catch {
        parsed = { detail: text };
      }
      return { status: response.status, body: parsed };
    }
  }

  // What must succeed: throws with the server's own words.
  async need(method, path, body, type) {
    const answer = await this.ask(method, path, body, type);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${answer.body.detail ?? ''}`);
  }

  unit(serial, step, body) {
    return this.need('POST', `/api/v1/units/${serial}/${step}`, body);
  }
}
