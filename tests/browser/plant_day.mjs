// An hour and a half of the demo plant, told to a site through its public API, so that every page has something to show:
// two presses, housings, pumps, boxes; a pump that leaked, a press that drifted and stands, readings that nobody trusts, an
// alarm that was seen and one on the shelf, a second revision of a plan. Each value is a function of its number.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Shift } from "../api/shift.mjs";
import { Broker } from "../mqtt/broker.mjs";
import { at, demo_plant, jidoka_done, Site, temporary_folder } from "../api/site.mjs";

const minute = 60_000;
const wave = (n, size) => size * (0.6 * Math.sin(n * 1.7) + 0.4 * Math.sin(n * 0.31 + 2));
const melt = (press, n) => (press === "IM-01" ? 230.1 : 229.8) + wave(n + press.charCodeAt(4), 0.7);
const serial = (n) => `SN-${100_101 + n}`;
const pump = (n) => `P-${5_001 + n}`;
const rounded = (value, digits) => Number(value.toFixed(digits));

const dryer = (broker) => `
kind: equipment
id: DRY-01
name: {en: Resin dryer, zh: 树脂干燥机}
class: dryer
in: LINE-1
tags:
  dew_point: {uom: Cel, range: [-80, 60], precision: 0.1, every: 2s, name: {en: Dew point, zh: 露点}}
  moisture: {uom: "%", range: [0, 5], precision: 0.001, every: 2s, name: {en: Residual moisture, zh: 残余水分}}
---
kind: source
id: dryer
from: mqtt
broker: {url: "${broker}"}
match: {topic: "plant/+machine/data"}
reading: {equipment: "{machine}", tag: "{key}", value: "{value}", time: "{ts}"}
---
kind: source
id: hall-2
from: mqtt
broker: {url: "mqtt://127.0.0.1:1"}
match: {topic: "hall2/+machine/data"}
reading: {equipment: "{machine}", tag: "{key}", value: "{value}"}
`;
const people = [
  ["admin", "admin", "Administrator", "系统管理员"], ["quality", "quality_engineer", "Chen Jing", "陈静"], ["process", "process_engineer", "Zhou Hao", "周浩"],
  ["shift", "shift_leader", "Zhang Wei", "张伟"], ["inspector", "inspector", "Zhao Min", "赵敏"], ["operator", "operator", "Wang Fang", "王芳"], ["auditor", "auditor", "Auditor", "审核员"],
];

export class PlantDay {
  static async begin(options) {
    const day = new PlantDay();
    day.site = await Site.start({ ...options, env: { LINE_GATEWAY_SECRET: "x", ...options?.env } });
    day.now = Date.now();
    day.began = day.now - 90 * minute;
    const { site } = day;
    for (const [name, role, en, zh] of people)
      await jidoka_done(["user", "save", "--name", name, "--role", role, "--display", en, "--display-zh", zh, "--password-stdin", ...site.store_words()], { input: "jidoka-demo\n" });
    for (const [role, user, name] of [["station", "stations", "Line stations"], ["source", "press-gateway", "Press gateway"]])
      site.tokens.set(role, await jidoka_done(["token", "create", "--user", user, "--role", role, "--name", name, ...site.store_words()]));
    day.shift = new Shift(site, await site.token("station"));
    await day.connect();
    await day.revise();
    await day.run();
    await day.drift();
    await day.distrust();
    await day.decide();
    return day;
  }

  // As somebody who signed in: decisions bear a person's name.
  async as(user, method, target, body) {
    this.sessions ??= new Map();
    if (!this.sessions.has(user)) {
      const { headers } = await this.site.post("/api/v1/session", { user, password: "jidoka-demo" });
      this.sessions.set(user, { cookie: headers.getSetCookie()[0].split(";")[0], "x-jidoka-request": "1" });
    }
    return this.site.ok(method, target, { headers: this.sessions.get(user), body });
  }
  as_quality = (target, body) => this.as("quality", "POST", target, body);

  // A dryer that speaks MQTT, and a hall whose broker does not answer.
  async connect() {
    this.broker = await Broker.start();
    const file = path.join(temporary_folder(), "dryer.yaml");
    writeFileSync(file, dryer(this.broker.url));
    await this.site.apply(file);
  }
  say_dryness(time) {
    const n = Math.round(time / 1000);
    return this.broker.publish("plant/DRY-01/data", { ts: time, dew_point: rounded(-38 + wave(n, 1.2), 1), moisture: rounded(0.08 + wave(n, 0.01), 3) }).catch(() => {});
  }

  // The housing plan once more, with a tighter lower limit.
  async revise() {
    const file = path.join(temporary_folder(), "plan-housing.yaml");
    const text = readFileSync(path.join(demo_plant, "plan-housing.yaml"), "utf8");
    writeFileSync(file, text.replace("revision: 1", "revision: 2").replace("lower: 227,", "lower: 227.5,"));
    await this.site.apply(file);
  }

  async telemetry(from, to, every, drift = () => 0, presses = ["IM-01", "IM-02"]) {
    const rows = [];
    for (let time = from, n = Math.round((from - this.began) / 1000); time < to; time += every, n += every / 1000)
      for (const press of presses) {
        rows.push(this.shift.reading(press, "melt_temp", time, rounded(press === "IM-01" && drift(time) > 0 ? 230.1 + drift(time) + wave(n, 0.2) : melt(press, n), 1)));
        rows.push(this.shift.reading(press, "pressure", time, Math.round(852 + wave(n, 9))));
      }
    for (let first = 0; first < rows.length; first += 2000) await this.shift.readings(rows.slice(first, first + 2000), "press-gateway");
  }

  async run() {
    const { shift, began } = this;
    await shift.receive("L-PA66-0417", "RESIN-PA66", "2000", "kg", "Huafeng Polymers");
    await shift.receive("L-M4-0093", "SCREW-M4", "200000", undefined, "Ningbo Fasteners");
    await this.telemetry(began, began + 75 * minute, 5_000);
    const bores = ["IM-01", "IM-02"].flatMap((press) => Array.from({ length: 150 }, (_, n) => shift.reading(press, "bore_diameter", began + n * 30_000, rounded(24.0012 + wave(n * 3 + press.charCodeAt(4), 0.006), 4))));
    await shift.readings(bores);
    for (let n = 0; n < 26; ++n) await shift.mould(serial(n), n % 2 ? "IM-02" : "IM-01", began + (20 + n * 2) * minute, "L-PA66-0417");
    await this.short_shot(serial(26), began + 75 * minute);
    for (let n = 0; n < 20; ++n) await this.pump(n, began + (32 + n * 2) * minute);
    for (let n = 0; n < 18; ++n) if (n !== 9) await shift.send(`/api/v1/units/${pump(n)}/pack`, { into: n < 13 ? "BOX-0001" : "BOX-0002", time: at(began + 72 * minute) });
    await shift.send("/api/v1/lots/BOX-0001/ship", { to: "CUST-GEELY-NB", time: at(began + 74 * minute) });
  }

  async short_shot(unit, time) {
    await this.shift.start(unit, "OP10", "IM-02", time, "wang.fang");
    await this.shift.consume(unit, "lot", "L-PA66-0417", "OP10", "IM-02", time + 200, "0.042", "kg");
    await this.shift.complete(unit, "OP10", "IM-02", time + 1000, { result: "fail", defect: "short_shot" });
  }

  // Assembled in 25 s, tested, and labelled unless it leaks.
  async pump(n, time) {
    const { shift } = this;
    const leaks = n === 9;
    await shift.start(pump(n), "OP20", "ST-02", time, "li.qiang");
    await shift.consume(pump(n), "unit", serial(n), "OP20", "ST-02", time + 3000);
    await shift.consume(pump(n), "lot", "L-M4-0093", "OP20", "ST-02", time + 5000, "4");
    await shift.readings([0, 1, 2, 3].map((screw) => shift.reading("ST-02", "screw_torque", time + 8000 + screw * 4000, rounded(2.4 + wave(n * 4 + screw, 0.09), 2), { unit: pump(n) })));
    await shift.complete(pump(n), "OP20", "ST-02", time + 25_000);
    await shift.start(pump(n), "OP30", "ST-03", time + 40_000, "zhao.min");
    await shift.readings([shift.reading("ST-03", "leak_rate", time + 58_000, leaks ? 4.62 : rounded(1.2 + wave(n, 0.4), 2), { unit: pump(n) })]);
    await shift.complete(pump(n), "OP30", "ST-03", time + 60_000, leaks ? { result: "fail", defect: "leak" } : {});
    if (leaks) return;
    await shift.start(pump(n), "OP40", "ST-04", time + 75_000, "li.qiang");
    await shift.complete(pump(n), "OP40", "ST-04", time + 83_000);
  }

  // The heater of IM-01 runs away. Its gateway was slow: between the last good reading and the bad one it made three housings,
  // and one is still in the press when it stops.
  async drift() {
    const { shift, began, now } = this;
    const from = began + 80 * minute;
    const rising = (time) => Math.max(0, Math.min(4.6, ((time - from) / minute) * 0.9));
    await this.telemetry(began + 75 * minute, from, 5_000);
    for (let n = 27; n < 30; ++n) await shift.mould(serial(n), "IM-01", from + (3.05 + (n - 27) * 0.25) * minute, "L-PA66-0417");
    await shift.start(serial(30), "OP10", "IM-01", from + 3.9 * minute, "wang.fang");
    await shift.start(serial(31), "OP10", "IM-02", now - 30_000, "wang.fang");
    await shift.start(pump(20), "OP20", "ST-02", now - 20_000, "li.qiang");
    await this.telemetry(from, from + 5 * minute, 5_000, rising, ["IM-02"]);
    await this.telemetry(from, from + 4.5 * minute, minute, rising, ["IM-01"]);
    await this.telemetry(from + 5 * minute, now, 5_000, rising);
  }

  async distrust() {
    const { shift, now } = this;
    await shift.readings([
      shift.reading("IM-01", "melt_tmp", now - 9000, 231.2),
      shift.reading("IM-02", "melt_temp", now - 8000, 2310),
      shift.reading("ST-03", "test_pressure", now - 7000, 2.01, { uom: "Cel" }),
      shift.reading("IM-02", "pressure", now + 3_600_000, 850),
    ]);
  }

  async decide() {
    const read = async (target) => (await this.as("quality", "GET", target)).items;
    const placed = await this.as("inspector", "POST", "/api/v1/holds", { scope: { kind: "unit", id: serial(3) }, reason: "Scratch on the sealing face, to be measured." });
    await this.as_quality(`/api/v1/holds/${placed.id}/release`, { reason: "Flatness 0.02 mm, within drawing; measured by the laboratory." });
    const alarms = await read("/api/v1/alarms");
    const of = (equipment, priority) => alarms.find((alarm) => alarm.equipment === equipment && alarm.priority === priority)?.id;
    await this.as("inspector", "POST", `/api/v1/alarms/${of("ST-03", "high")}/acknowledge`, { note: "Seal ring missing, pump set aside." });
    await this.as_quality(`/api/v1/alarms/${of("IM-01", "medium")}/shelve`, { reason: "Heater band is being replaced.", for: "1h" });
    this.alarm = of("IM-01", "high");
    this.hold = (await read("/api/v1/holds")).find(({ scope }) => scope.kind === "exposure")?.id;
    this.entry = (await read("/api/v1/ledger/entries?from=0&limit=1000")).find(({ leaf }) => JSON.stringify(leaf).includes("hold_released"))?.index ?? 0;
  }

  // The presses go on sending, so that nothing looks dead; IM-01 stands and cools.
  keep_alive() {
    this.feed = setInterval(() => {
      const time = Date.now();
      if (Math.round(time / 1000) % 2 === 0) void this.say_dryness(time);
      const n = Math.round((time - this.began) / 1000);
      this.shift.readings([
        this.shift.reading("IM-01", "melt_temp", time, rounded(234.7 + wave(n, 0.2), 1)), this.shift.reading("IM-02", "melt_temp", time, rounded(melt("IM-02", n), 1)),
        this.shift.reading("IM-01", "pressure", time, 0), this.shift.reading("IM-02", "pressure", time, Math.round(852 + wave(n, 9))),
        this.shift.reading("ST-02", "screw_torque", time, rounded(2.4 + wave(n, 0.05), 2)), this.shift.reading("ST-03", "leak_rate", time, rounded(1.2 + wave(n, 0.4), 2)),
      ], "press-gateway").catch(() => {});
    }, 1000);
  }
  async end() {
    clearInterval(this.feed);
    await this.site.stop();
    await this.broker.stop();
  }
}
