// The acts of a station, kept until the server has them. Each has a key of its own, so that sending it again does nothing twice;
// they go one after the other in the order in which they were done, and a network that fails only makes them wait. What the
// server refuses is said, with its reasons, and stays on the screen until somebody has read it.
import { Refused, Unreachable } from "@/api/client";
import type { Problem, Text } from "@/api/shapes";

export interface Act {
  key: string;
  at: string;
  address: string;
  body: Record<string, unknown>;
  verb: "start" | "complete" | "consume" | "scrap";
  item: string;
  state: "waiting" | "refused";
  problem?: { status: number; title: string; text: Text };
}
interface Memory {
  getItem: (name: string) => string | null;
  setItem: (name: string, value: string) => void;
}
type Post = (address: string, body: unknown, key: string) => Promise<unknown>;
const place = "jidoka.station.acts";
// Not decided yet: the server is there and did not take it, or asks to be asked later.
const not_yet = new Set([401, 408, 425, 429, 500, 502, 503, 504]);

export class Acts {
  list: Act[];
  private sending: Promise<void> | null = null;
  private listeners = new Set<() => void>();

  constructor(private memory: Memory, private post: Post, private sent: (act: Act) => void) {
    try {
      this.list = JSON.parse(memory.getItem(place) ?? "[]") as Act[];
    } catch {
      this.list = [];
    }
  }
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  get waiting() {
    return this.list.filter((act) => act.state === "waiting");
  }
  get refused() {
    return this.list.filter((act) => act.state === "refused");
  }

  // What is done while something waits carries the time at which it was done; the server's own clock serves otherwise.
  async perform(act: Omit<Act, "key" | "at" | "state">, now: Date, offline: boolean): Promise<void> {
    const at = now.toISOString();
    const late = offline || this.waiting.length > 0;
    this.keep([...this.list, { ...act, body: late ? { ...act.body, time: at } : act.body, key: `station/${at}/${unique()}`, at, state: "waiting" }]);
    await this.flush();
  }
  understood(key: string) {
    this.keep(this.list.filter((act) => act.key !== key));
  }

  // One sender at a time: the order is part of what was done.
  flush(): Promise<void> {
    this.sending ??= this.send_all().finally(() => (this.sending = null));
    return this.sending;
  }
  private async send_all() {
    for (;;) {
      const act = this.waiting[0];
      if (!act) return;
      try {
        await this.post(act.address, act.body, act.key);
      } catch (error) {
        if (error instanceof Unreachable || !(error instanceof Refused) || not_yet.has(error.status)) return;
        this.keep(this.list.map((one) => (one.key === act.key ? { ...one, state: "refused", problem: told(error.problem) } : one)));
        continue;
      }
      this.keep(this.list.filter((one) => one.key !== act.key));
      this.sent(act);
    }
  }
  private keep(list: Act[]) {
    this.list = list;
    this.memory.setItem(place, JSON.stringify(list));
    this.listeners.forEach((listener) => listener());
  }
}
const unique = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const told = (problem: Problem) => ({ status: problem.status, title: problem.title, text: problem.text || problem.detail });
