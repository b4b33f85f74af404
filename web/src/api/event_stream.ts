// A reader of text/event-stream (WHATWG HTML, 9.2.6): bytes in as text, whole events out, whatever the cuts between chunks.
// Unlike EventSource it hands over every event name, which lets the server add facts without a change here.
export interface ServerEvent {
  id: string;
  event: string;
  data: string;
}

export class EventReader {
  private rest = "";
  private id = "";
  private event = "";
  private data: string[] = [];

  feed(chunk: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    this.rest += chunk;
    for (;;) {
      const end = this.rest.search(/\r\n|\n|\r/);
      // A lone \r at the very end may be half of \r\n.
      if (end < 0 || (this.rest[end] === "\r" && end === this.rest.length - 1)) return events;
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + (this.rest.startsWith("\r\n", end) ? 2 : 1));
      const whole = this.take(line);
      if (whole) events.push(whole);
    }
  }

  private take(line: string): ServerEvent | null {
    if (line === "") return this.dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "id") this.id = value;
    else if (field === "event") this.event = value;
    else if (field === "data") this.data.push(value);
    return null;
  }

  private dispatch(): ServerEvent | null {
    const whole = this.data.length === 0 ? null : { id: this.id, event: this.event || "message", data: this.data.join("\n") };
    this.event = "";
    this.data = [];
    return whole;
  }
}
