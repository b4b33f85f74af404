// Work that a plant gives its server without pause, and what of it was answered: the promises that a crash must keep.
// Everything has an id known beforehand; what was under way when the server died is sent again after it is back, with
// the same Idempotency-Key, and must then be there once like everything else.
import { at } from "../api/site.mjs";

export function random_from(seed) {  // mulberry32
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const resin_lot = "RESIN-1";  // what every unit is made of; there must be plenty of it

export class Promises {
  readings = new Map();  // stream → Map(time in ms → value)
  done = new Set();      // units whose run was completed
  held = new Map();      // unit → hold id
  by_reading = new Set();  // units held because a reading of theirs was bad
  checkpoint = null;     // the newest answered one
  permitted_held = [];   // must stay empty
}

export class Load {
  constructor(site, tokens, promises, round) {
    this.site = site;
    this.tokens = tokens;
    this.promises = promises;
    this.round = round;
    this.unanswered = [];
    this.running = true;
    this.counts = { readings: 0, decisions: 0, permits: 0 };
  }

  start() {
    const jobs = [this.gauge("IM-01"), this.gauge("IM-02"), this.press("a"), this.press("b"), this.tester(), this.guard(), this.witness()];
    this.ended = Promise.all(jobs);
    return this;
  }
  // After the kill: what was on its way is kept for sending again.
  async stop() {
    this.running = false;
    await this.ended;
    return this.unanswered;
  }

  // One request with what to remember when it was answered.
  async say(order) {
    try {
      const answer = await this.site.post(order.target, order.body, { token: this.tokens[order.role], headers: order.headers });
      if (answer.status === 429 || answer.status === 503) return false;
      if (answer.status > 299) throw new Error(`${order.target} → ${answer.status} ${answer.text}`);
      order.remember(answer.json);
      return true;
    } catch (error) {
      if (error.message.includes("→")) throw error;
      this.unanswered.push(order);
      this.running = false;  // the server is gone
      return false;
    }
  }

  readings_order(equipment, tag, list) {
    const stream = `${equipment}/${tag}`;
    return {
      role: "station", target: "/api/v1/readings?source=stations",
      body: list.map(([time, value, unit]) => ({ equipment, tag, time: at(time), value, unit })),
      remember: (reply) => {
        if (reply.accepted + reply.duplicates !== list.length) throw new Error(`readings → ${JSON.stringify(reply)}`);
        if (!this.promises.readings.has(stream)) this.promises.readings.set(stream, new Map());
        const known = this.promises.readings.get(stream);
        for (const [time, value] of list) known.set(time, value);
        this.counts.readings += list.length;
      },
    };
  }
  decision(role, name, target, body, remember) {
    return {
      role, target, body, headers: { "idempotency-key": name },
      remember: (reply) => {
        ++this.counts.decisions;
        remember?.(reply);
      },
    };
  }

  async gauge(equipment) {
    for (let n = 0; this.running; ++n) {
      const first = this.round.began + n * 40;
      const list = Array.from({ length: 40 }, (_, i) => [first + i, 900 + ((first + i) % 1000)]);
      await this.say(this.readings_order(equipment, "pressure", list));
    }
  }
  async press(name) {
    for (let n = 0; this.running; ++n) {
      const unit = `U-${this.round.number}${name}${n}`;
      const run = { operation: "OP10", equipment: "IM-02", time: at(this.round.began + n) };
      await this.say(this.decision("station", `s-${unit}`, `/api/v1/units/${unit}/start`, run));
      if (!this.running) return;
      const resin = { from: { kind: "lot", id: resin_lot }, quantity: "0.042", uom: "kg", ...run };
      await this.say(this.decision("station", `r-${unit}`, `/api/v1/units/${unit}/consume`, resin));
      if (!this.running) return;
      await this.say(this.decision("station", `c-${unit}`, `/api/v1/units/${unit}/complete`, { ...run, result: "pass" },
        () => this.promises.done.add(unit)));
      if (!this.running || n % 2 === 1) continue;
      await this.say(this.decision("operator", `h-${unit}`, "/api/v1/holds", { scope: { kind: "unit", id: unit }, reason: "held by the load" },
        (reply) => this.promises.held.set(unit, reply.id)));
    }
  }
  // Readings that are out of specification: answered means held.
  async tester() {
    for (let n = 0; this.running; ++n) {
      const unit = `T-${this.round.number}-${n}`;
      const order = this.readings_order("ST-02", "screw_torque", [[this.round.began + n, 1, unit]]);
      const remember = order.remember;
      order.remember = (reply) => {
        remember(reply);
        this.promises.by_reading.add(unit);
      };
      await this.say(order);
    }
  }
  // Asks about units that are known to be held: the answer may never be yes.
  async guard() {
    while (this.running) {
      const known = [...this.promises.held.keys()].slice(-20).concat([...this.promises.by_reading].slice(-5));
      const unit = known[Math.floor(this.round.random() * known.length)];
      if (unit === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      try {
        const permit = await this.site.get(`/api/v1/units/${unit}/permit?operation=OP20&equipment=ST-02`, { token: this.tokens.operator });
        ++this.counts.permits;
        if (permit.status === 200 && permit.json.allowed) this.promises.permitted_held.push(unit);
      } catch {
        return;  // the server is gone
      }
    }
  }
  async witness() {
    while (this.running) {
      try {
        const answer = await this.site.get("/api/v1/ledger/checkpoint", { token: this.tokens.operator });
        if (answer.status === 200) this.promises.checkpoint = answer.text;
      } catch {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
