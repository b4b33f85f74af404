// The one live connection of the app. Pages ask for streams with follow_streams(); facts arrive for everybody. It says of itself
// whether it hears the server (a heartbeat comes every 15 s), resumes with Last-Event-ID, and waits longer after each failure.
import { useEffect, useSyncExternalStore } from "react";
import { EventReader, type ServerEvent } from "./event_stream";

export type Link = "connecting" | "live" | "lost";
export interface Fact {
  fact: string;
  at?: string;
  by?: string;
  data?: Record<string, unknown>;
}
export interface Readings {
  stream: string;
  times: number[];
  values: number[];
}

const silence_ms = 40_000;
const topics = "alarms,holds,equipment,verdicts,units,readings,plant";
const longest_names = 12_000; // a request's header has 16 KiB; what does not fit in is not followed live

class Live {
  link: Link = "connecting";
  heard_at: number | null = null;
  lost_at: number | null = null; // since when nothing is heard
  private wanted = new Map<string, number>();
  private more_topics = new Map<string, number>();
  private fact_listeners = new Set<(name: string, fact: Fact) => void>();
  private reading_listeners = new Set<(readings: Readings) => void>();
  private state_listeners = new Set<() => void>();
  private abort: AbortController | null = null;
  private last_id = "";
  private failures = 0;
  private without_streams = false; // one unknown stream must not silence all facts
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;

  start() {
    if (this.running) return;
    this.running = true;
    window.addEventListener("offline", this.network_lost);
    window.addEventListener("online", this.network_back);
    void this.connect();
  }
  stop() {
    this.running = false;
    window.removeEventListener("offline", this.network_lost);
    window.removeEventListener("online", this.network_back);
    clearTimeout(this.timer);
    this.abort?.abort();
  }
  // The browser knows of a pulled cable before the connection does.
  private network_lost = () => this.abort?.abort();
  private network_back = () => this.reconnect_soon();
  on_fact(listener: (name: string, fact: Fact) => void) {
    this.fact_listeners.add(listener);
    return () => void this.fact_listeners.delete(listener);
  }
  on_readings(listener: (readings: Readings) => void) {
    this.reading_listeners.add(listener);
    return () => void this.reading_listeners.delete(listener);
  }
  subscribe = (listener: () => void) => {
    this.state_listeners.add(listener);
    return () => void this.state_listeners.delete(listener);
  };
  follow(streams: string[]) {
    const before = this.wanted.size;
    for (const id of streams) this.wanted.set(id, (this.wanted.get(id) ?? 0) + 1);
    if (this.wanted.size !== before) this.reconnect_soon();
    return () => {
      for (const id of streams) {
        const left = (this.wanted.get(id) ?? 1) - 1;
        if (left > 0) this.wanted.set(id, left);
        else this.wanted.delete(id);
      }
    };
  }

  // What only some pages want to hear of, such as the health of sources; asked of a server that is known to have it.
  follow_topic(topic: string) {
    const before = this.more_topics.get(topic) ?? 0;
    this.more_topics.set(topic, before + 1);
    if (before === 0) this.reconnect_soon();
    return () => {
      const left = (this.more_topics.get(topic) ?? 1) - 1;
      if (left > 0) this.more_topics.set(topic, left);
      else this.more_topics.delete(topic);
    };
  }

  private set(link: Link) {
    if (this.link === link) return;
    this.link = link;
    if (link === "lost") this.lost_at = Date.now();
    this.state_listeners.forEach((listener) => listener());
  }
  private reconnect_soon() {
    if (!this.running) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.abort?.abort();
      void this.connect();
    }, 60);
  }

  private async connect() {
    if (!this.running) return;
    clearTimeout(this.timer);
    const abort = new AbortController();
    this.abort = abort;
    const streams = this.without_streams ? "" : names_within(longest_names, [...this.wanted.keys()].sort());
    const address = `/api/v1/events?topics=${[topics, ...this.more_topics.keys()].join(",")}${streams ? `&streams=${encodeURIComponent(streams)}` : ""}`;
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => abort.abort(), silence_ms);
      this.heard_at = Date.now();
      this.failures = 0;
      this.set("live");
    };
    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (this.last_id) headers["Last-Event-ID"] = this.last_id;
      const response = await fetch(address, { headers, credentials: "same-origin", signal: abort.signal });
      this.without_streams = !this.without_streams && streams !== "" && [400, 404, 422].includes(response.status);
      if (!response.ok || !response.body) throw new Error(String(response.status));
      heard();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const events = new EventReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        heard();
        for (const event of events.feed(value)) this.hand_over(event);
      }
    } catch {
      // Lost or replaced; which of the two is decided below.
    }
    clearTimeout(watchdog);
    if (!this.running || this.abort !== abort) return;
    this.set("lost");
    this.failures += 1;
    this.timer = setTimeout(() => void this.connect(), Math.min(500 * 2 ** this.failures, 15_000));
  }

  private hand_over(event: ServerEvent) {
    if (event.id) this.last_id = event.id;
    let data: unknown;
    try {
      data = JSON.parse(event.data);
    } catch {
      return;
    }
    if (event.event === "readings") this.reading_listeners.forEach((listener) => listener(data as Readings));
    else this.fact_listeners.forEach((listener) => listener(event.event, data as Fact));
  }
}

// As many names as fit into an address of this length.
export function names_within(most: number, names: string[]): string {
  let text = "";
  for (const name of names) {
    const longer = text === "" ? name : `${text},${name}`;
    if (longer.length + 2 * longer.split("/").length > most) break;
    text = longer;
  }
  return text;
}

export const live = new Live();

export function useLink(): Link {
  return useSyncExternalStore(live.subscribe, () => live.link);
}
export function useReadings(streams: string[], listener: (readings: Readings) => void) {
  const wanted = streams.join(",");
  useEffect(() => live.follow(wanted === "" ? [] : wanted.split(",")), [wanted]);
  useEffect(() => live.on_readings(listener), [listener]);
}
