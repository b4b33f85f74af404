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
    const text = this.rest + chunk;
    // Lines mostly end with \n alone, and then looking for that is all the work.
    const plain = !text.includes("\r");
    let from = 0;
    for (;;) {
      const end = plain ? text.indexOf("\n", from) : next_end(text, from);
      // A lone \r at the very end may be half of \r\n.
      if (end < 0 || (text[end] === "\r" && end === text.length - 1)) {
        this.rest = text.slice(from);
        return events;
      }
      const whole = this.take(text.slice(from, end));
      if (whole) events.push(whole);
      from = end + (text.startsWith("\r\n", end) ? 2 : 1);
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

function next_end(text: string, from: number): number {
  const ends = [text.indexOf("\n", from), text.indexOf("\r", from)].filter((end) => end >= 0);
  return ends.length === 0 ? -1 : Math.min(...ends);
}
