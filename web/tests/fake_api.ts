// A small plant that answers like the server, for browser smoke and unit tests only; nothing of it ships. Shapes are those of the contract.
import * as ledger from "./fake_ledger";
import type { ItemHold, Passport, Alarm, Board, ControlChart, Document, EquipmentView, Hold, Item, Me, QuarantinedReading, Run, Sample, Stream, Trace, Verdict } from "../src/api/shapes";

import { analysed } from "./fake_analysis";
import { answer_engineering } from "./fake_engineering";

const now = Date.now();
const ago = (minutes: number, seconds = 0) => new Date(now - minutes * 60_000 - seconds * 1000).toISOString();
function noise(seed: number) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const u = ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    return u;
  };
}
const gauss = (random: () => number) => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(6.283185 * random());

interface Shape { mean: number; sigma: number; uom: string; drift?: number; decimals: number }
const shapes: Record<string, Shape> = {
  "IM-01/melt_temp": { mean: 230.1, sigma: 0.55, uom: "Cel", drift: 0.16, decimals: 1 },
  "IM-01/pressure": { mean: 82, sigma: 1.2, uom: "bar", decimals: 1 },
  "IM-01/bore_diameter": { mean: 24.0012, sigma: 0.0041, uom: "mm", decimals: 4 },
  "IM-02/melt_temp": { mean: 230.2, sigma: 0.5, uom: "Cel", decimals: 1 },
  "IM-02/bore_diameter": { mean: 24.0005, sigma: 0.004, uom: "mm", decimals: 4 },
  "ST-02/torque": { mean: 1.41, sigma: 0.03, uom: "N.m", decimals: 3 },
  "ST-03/leak_rate": { mean: 0.31, sigma: 0.04, uom: "mL/min", decimals: 3 },
  "ST-04/label_match": { mean: 0.97, sigma: 0.008, uom: "1", decimals: 3 },
};
function values_of(id: string, n: number): number[] {
  const shape = shapes[id];
  if (!shape) return [];
  const random = noise([...id].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7));
  return Array.from({ length: n }, (_, i) => {
    const drift = shape.drift ? Math.max(0, i - n + 14) * shape.drift * 1.6 : 0;
    return Number((shape.mean + gauss(random) * shape.sigma + drift).toFixed(shape.decimals));
  });
}
const stream = (id: string, last_seconds = 1): Stream => {
  const [equipment = "", tag = ""] = id.split("/");
  return { id, equipment, tag, uom: shapes[id]?.uom ?? "1", count: 48_213, first_time: ago(9000), last_time: ago(0, last_seconds), last_value: values_of(id, 120).at(-1)! };
};

const spec_melt = { target: 230, lower: 227, upper: 233, uom: "Cel" };
export const documents: Document[] = [
  doc("equipment", "LAKESIDE", { name: { en: "Lakeside", zh: "湖滨工厂" }, level: "site" }),
  doc("equipment", "MOULDING", { name: { en: "Moulding & assembly", zh: "注塑装配车间" }, level: "area", in: "LAKESIDE" }),
  doc("equipment", "LINE-1", { name: { en: "Line 1", zh: "一号线" }, level: "line", in: "MOULDING" }),
  doc("equipment", "IM-01", { name: { en: "Injection press 1", zh: "1号注塑机" }, class: "injection_press", in: "LINE-1", tags: { melt_temp: { uom: "Cel", range: [0, 400], every: "1s" }, pressure: { uom: "bar", range: [0, 250], name: { en: "Hold pressure", zh: "保压压力" } } }, commands: ["stop", "set_point"] }),
  doc("equipment", "IM-02", { name: { en: "Injection press 2", zh: "2号注塑机" }, in: "LINE-1" }),
  doc("equipment", "ST-02", { name: { en: "Assembly", zh: "装配" }, in: "LINE-1" }),
  doc("equipment", "ST-03", { name: { en: "Leak test", zh: "气密测试" }, in: "LINE-1" }),
  doc("equipment", "ST-04", { name: { en: "Packing", zh: "包装" }, in: "LINE-1" }),
  doc("equipment", "ST-05", { name: { en: "Laser marker", zh: "激光打标" }, in: "LINE-1" }),
  doc("operation", "OP10", { name: { en: "Mould housing", zh: "壳体注塑" }, at: ["IM-01", "IM-02"], makes: "HOUSING-A", next: ["OP20"] }),
  doc("operation", "OP20", { name: { en: "Assemble", zh: "装配" }, at: ["ST-02"], next: ["OP30"] }),
  doc("operation", "OP30", { name: { en: "Leak test", zh: "气密测试" }, at: ["ST-03"], next: ["OP40"] }),
  doc("operation", "OP40", { name: { en: "Pack", zh: "包装" }, at: ["ST-04"] }),
  doc("source", "press-gateway", { id: "press-gateway", from: "mqtt", reading: { equipment: "{topic.2}", tag: "{key}", value: "{value}", time: "{ts}" }, unknown: "quarantine" }),
  doc("control_plan", "CP-HOUSING-A", plan_body(233), 3),
];
function plan_body(upper: number) {
  return {
    id: "CP-HOUSING-A", part: "HOUSING-A", phase: "production", mode: "enforce",
    lines: [
      { id: "10.1", operation: "OP10", characteristic: { id: "melt_temperature", kind: "process", class: "CC", name: { en: "Melt temperature", zh: "熔体温度" } }, specification: { ...spec_melt, upper }, readings: { tag: "melt_temp" }, chart: { type: "i-mr", rules: ["we1", "we2"], limits: { learn: 100 } }, reactions: [{ when: "out_of_specification", do: [{ hold: { scope: "exposure", since: "last_good" } }, { stop: "equipment" }, { notify: { role: "shift_leader" } }] }] },
      { id: "10.2", operation: "OP10", characteristic: { id: "bore_diameter", kind: "product", class: "SC", name: { en: "Bore diameter", zh: "内孔直径" } }, specification: { target: 24, lower: 23.98, upper: 24.02, uom: "mm" }, sample: { size: 5, every: "30min" }, chart: { type: "xbar-r", rules: ["we1", "we2", "we3", "we4"], limits: { mean: 24.0012, sigma: 0.0041 } } },
      { id: "20.1", operation: "OP20", characteristic: { id: "screw_torque", kind: "process", name: { en: "Screw torque", zh: "螺钉扭矩" } }, specification: { target: 1.4, lower: 1.28, upper: 1.52, uom: "N.m" }, readings: { tag: "torque" }, chart: { type: "i-mr", rules: ["we1", "we2"], limits: { learn: 100 } } },
      { id: "30.1", operation: "OP30", characteristic: { id: "leak_rate", name: { en: "Leak rate", zh: "泄漏率" } }, specification: { upper: 0.5, uom: "mL/min" } },
    ],
  };
}
function doc(kind: string, id: string, body: unknown, revision = 1): Document {
  return { kind, id, revision, body, at: ago(60 * 24 * 3), by: "admin", in_force: true };
}

const text_melt = { en: "Melt temperature of IM-01 is 234.1 °C, above 233 °C", zh: "IM-01 熔体温度 234.1 °C，超过上限 233 °C" };
const verdict_spec: Verdict = {
  id: "V-118", stream: "IM-01/melt_temp", equipment: "IM-01", tag: "melt_temp", time: ago(6), kind: "out_of_specification", rules: [], panel: "value", side: "high",
  points: [{ time: ago(6), value: 234.1 }], limits: { center: 230, lower: 227, upper: 233 }, last_good: ago(7, 20), plan: "CP-HOUSING-A@3", line: "10.1", lot: "L7", unit: "SN-10412", uom: "Cel", text: text_melt,
};
const verdict_torque: Verdict = {
  id: "V-117", stream: "ST-02/torque", equipment: "ST-02", tag: "torque", time: ago(11), kind: "signal", rules: ["we2"], panel: "location", side: "low",
  points: [{ time: ago(13), value: 1.338 }, { time: ago(11), value: 1.341 }], limits: { center: 1.41, lower: 1.32, upper: 1.5, sigma: 0.03 }, plan: "CP-HOUSING-A@3", line: "20.1", unit: "SN-10398", uom: "N.m",
  text: { en: "Screw torque of ST-02: 2 of 3 points beyond 2σ, low side", zh: "ST-02 螺钉扭矩：连续3点中有2点低于 −2σ" },
};
export const alarms: Alarm[] = [
  { id: "A-41", state: "unacknowledged", life_cycle: "unacknowledged", priority: "high", equipment: "IM-01", because: verdict_spec, count: 9, raised_at: ago(6), last_at: ago(2) },
  { id: "A-40", state: "unacknowledged", life_cycle: "unacknowledged", priority: "medium", equipment: "ST-02", because: verdict_torque, count: 1, raised_at: ago(11), last_at: ago(11) },
  { id: "A-38", state: "acknowledged", life_cycle: "acknowledged", priority: "medium", equipment: "IM-02", because: { ...verdict_torque, id: "V-109", stream: "IM-02/bore_diameter", equipment: "IM-02", tag: "bore_diameter", line: "10.2", rules: ["we3"], side: "high", uom: "mm", points: [{ time: ago(25), value: 24.0062 }], limits: { center: 24.0012, lower: 23.9957, upper: 24.0067, sigma: 0.0018 }, text: { en: "Bore diameter of IM-02: 4 of 5 points beyond 1σ, high side", zh: "IM-02 内孔直径：连续5点中有4点高于 +1σ" } }, count: 3, raised_at: ago(25), last_at: ago(19), acknowledged_at: ago(18), acknowledged_by: "shift", note: "New resin lot L7, watching" },
];
export const holds: Hold[] = [
  { id: "H-17", state: "active", scope: { kind: "exposure", equipment: "IM-01", from: ago(7, 20) }, because: verdict_spec, reason: text_melt, release_role: "quality_engineer", placed_at: ago(6), placed_by: "jidoka", counts: { units: 12, lots: 1, packed: 3, shipped: 2 } },
  { id: "H-16", state: "active", scope: { kind: "lot", id: "L6" }, reason: { en: "Certificate of resin lot L6 is missing", zh: "树脂批次 L6 缺少合格证" }, release_role: "quality_engineer", placed_at: ago(200), placed_by: "quality", counts: { units: 0, lots: 1, packed: 0, shipped: 0 } },
];
const item = (id: string, state: Item["state"], more: Partial<Item> = {}): Item => ({ kind: "unit", id, material: "HOUSING-A", state, uom: "1", equipment: "IM-01", operation: "OP10", created_at: ago(40), changed_at: ago(9), ...more });
export const items: Item[] = [
  item("SN-10405", "shipped", { shipped_to: "Northwind Motors" }), item("SN-10406", "shipped", { shipped_to: "Northwind Motors" }),
  ...[7, 8, 9].map((n) => item(`SN-1040${n}`, "packed", { inside: "BOX-88" })),
  ...Array.from({ length: 7 }, (_, i) => item(`SN-104${10 + i}`, "in_process")),
  item("SN-10398", "in_process", { operation: "OP20", equipment: "ST-02" }), item("SN-10391", "scrapped", { operation: "OP30", equipment: "ST-03" }),
  item("L7", "available", { kind: "lot", material: "RESIN-PA66", quantity: 412.5, uom: "kg", supplier: "Northpoly", equipment: undefined, operation: undefined } as Partial<Item>),
  item("L6", "available", { kind: "lot", material: "RESIN-PA66", quantity: 18, uom: "kg", supplier: "Northpoly", equipment: undefined, operation: undefined } as Partial<Item>),
  item("BOX-88", "available", { kind: "lot", material: "BOX-24", quantity: 24, equipment: undefined, operation: undefined } as Partial<Item>),
];
const runs: Run[] = [
  { number: 1, operation: "OP10", equipment: "IM-01", person: "operator 07", started_at: ago(9, 40), ended_at: ago(9, 8), result: "pass", parameters: { melt_temp_max: 234.1, cycle_s: 31.8, hold_pressure: 82.4 } },
  { number: 2, operation: "OP20", equipment: "ST-02", person: "operator 07", started_at: ago(8), ended_at: ago(7, 22), result: "pass", parameters: { torque_1: 1.42, torque_2: 1.44, torque_3: 1.41, torque_4: 1.4 } },
  { number: 3, operation: "OP30", equipment: "ST-03", started_at: ago(5), ended_at: ago(4, 31), result: "fail", defect: "leak", parameters: { leak_rate: 0.61 } },
];

const equipment: EquipmentView[] = [
  station("IM-01", "stopped", ["IM-01/melt_temp", "IM-01/pressure", "IM-01/bore_diameter"], { since: ago(6), alarms: 1, holds: 1, stop: { equipment: "IM-01", reason: text_melt, stopped_at: ago(6), stopped_by: "jidoka", verdict: "V-118" } }),
  station("IM-02", "running", ["IM-02/melt_temp", "IM-02/bore_diameter"], { activity: { equipment: "IM-02", item: "SN-10419", operation: "OP10", started_at: ago(0, 20) } }),
  station("ST-02", "running", ["ST-02/torque"], { alarms: 1, activity: { equipment: "ST-02", item: "SN-10416", operation: "OP20", started_at: ago(1) } }),
  station("ST-03", "idle", ["ST-03/leak_rate"], { since: ago(3) }),
  station("ST-04", "no_data", ["ST-04/label_match"], { since: ago(2) }),
  station("ST-05", "not_connected", [], {}),
];
function station(id: string, state: EquipmentView["state"], streams: string[], more: Partial<EquipmentView>): EquipmentView {
  const body = documents.find((one) => one.id === id)?.body as { name: { en: string; zh: string } };
  return { id, name: body.name, level: "station", in: "LINE-1", state, connection: streams.length === 0 ? "none" : state === "no_data" ? "silent" : "connected", streams: streams.map((one) => stream(one)), alarms: 0, holds: 0, ...more };
}
export const board = (): Board => ({
  as_of: 48_213, now: new Date(now).toISOString(), kpis: { good_units: 1284, failed_units: 29, first_pass_yield: 0.978, held_units: 12, oldest_hold: holds[1]!.placed_at },
  equipment, alarms, holds, defects: [["short_shot", 12], ["missing_screw", 7], ["leak", 5], ["scratch", 3], ["label", 2]].map(([defect, count]) => ({ defect: String(defect), count: Number(count) })),
  ...{ oee: [
    { equipment: "IM-01", availability: 0.842, effectiveness: 0.93, quality: 0.962, oee: 0.753, planned_s: 21_600, busy_s: 18_187, good: 612, made: 636 },
    { equipment: "IM-02", availability: 0.961, effectiveness: 0.95, quality: 0.991, oee: 0.905, planned_s: 21_600, busy_s: 20_757, good: 640, made: 646 },
    { equipment: "ST-02", planned_s: 0, busy_s: 0, good: 32, made: 33, text: { en: "ST-02: no planned time is described, so availability is unknown.", zh: "ST-02：未描述计划时间，无法计算可用率。" } },
  ] },
  yield_by_hour: [98.9, 98.6, 98.8, 98.1, 98.7, 98.4, 97.2, 97.8].map((rate, i) => ({ hour: new Date(Math.floor(now / 3_600_000) * 3_600_000 - (7 - i) * 3_600_000).toISOString(), good: Math.round(rate * 10), failed: 1000 - Math.round(rate * 10) })),
});

export function chart_of(id: string): ControlChart {
  const shape = shapes[id]!;
  const line = id.endsWith("bore_diameter") ? "10.2" : id.endsWith("torque") ? "20.1" : "10.1";
  const subgroup = line === "10.2";
  const sigma = subgroup ? shape.sigma / Math.sqrt(5) : shape.sigma;
  const random = noise(subgroup ? 34 : 11);
  const count = subgroup ? 36 : 120;
  const step = subgroup ? 11 : 0.5;
  const points = values_of(id, count).map((value, i) => ({
    time: ago((count - 1 - i) * step + (id === "IM-01/melt_temp" ? 6 : 0)), value: subgroup ? shape.mean + gauss(random) * sigma + (i > 29 ? 2.1 * sigma : 0) : value, index: 1000 + i, rules: [] as ("we1" | "we2")[], learning: false,
  }));
  const [center, lower, upper] = [shape.mean, shape.mean - 3 * sigma, shape.mean + 3 * sigma];
  points.forEach((point, i) => {
    if (point.value > upper || point.value < lower) point.rules.push("we1");
    const last = points.slice(Math.max(0, i - 2), i + 1);
    if (Math.abs(point.value - center) > 2 * sigma && last.filter((one) => (one.value - center) * Math.sign(point.value - center) > 2 * sigma).length >= 2) point.rules.push("we2");
  });
  const spread = points.map((point, i) => ({ ...point, rules: [], value: subgroup ? Math.abs(0.0096 + gauss(random) * 0.003) : Math.abs(point.value - (points[i - 1]?.value ?? point.value)) })).slice(subgroup ? 0 : 1);
  const mean_range = subgroup ? 0.00953 : shape.sigma * 1.128;
  return {
    type: subgroup ? "xbar-r" : "i-mr", uom: shape.uom, line, plan: "CP-HOUSING-A@3", subgroup_size: subgroup ? 5 : 1,
    panels: [{ name: "location", center, lower, upper, sigma, points }, { name: "spread", center: mean_range, lower: 0, upper: mean_range * (subgroup ? 2.114 : 3.267), points: spread }],
    ...(subgroup ? { specification: { center: 24, lower: 23.98, upper: 24.02 } } : line === "10.1" ? { specification: { center: 230, lower: 227, upper: 233 } } : { specification: { lower: 1.28, upper: 1.52 } }),
    false_alarm: { en: "Rules 1 and 2 together: once in 225 points on average while in control", zh: "规则 1、2 合用：受控时平均每 225 点误报一次" },
  };
}
const trace: Trace = {
  root: { kind: "unit", id: "SN-10412" }, direction: "backward", complete: true, as_of: 48_213,
  nodes: [
    node("unit", "SN-10412", "MOTOR-UNIT", 0), node("lot", "L7", "RESIN-PA66", 1, { supplier: "Northpoly", state: "available" }), node("unit", "M-551", "MOTOR", 1, { supplier: "Elmo" }),
    ...[1, 2, 3, 4].map((n) => node("lot", `SCREW-${n}`, "SCREW-M3", 1, { supplier: "Fixx", state: "available" })), node("lot", "L7-MB", "MASTERBATCH", 2, { supplier: "Colora", state: "available" }),
  ],
  edges: [
    edge("lot L7", 42, "g", "OP10", "IM-01"), edge("unit M-551", 1, "1", "OP20", "ST-02"), ...[1, 2, 3, 4].map((n) => edge(`lot SCREW-${n}`, 1, "1", "OP20", "ST-02")),
    { ...edge("lot L7-MB", 12.5, "kg", "", ""), to: { kind: "lot", id: "L7" } },
  ],
};
function node(kind: "unit" | "lot", id: string, material: string, depth: number, more: object = {}) {
  return { kind, id, material, depth, state: "in_process" as const, runs: [], ...more };
}
function edge(from: string, quantity: number, uom: string, operation: string, at: string) {
  const [kind, id] = from.split(" ") as ["unit" | "lot", string];
  return { from: { kind, id }, to: { kind: "unit" as const, id: "SN-10412" }, relation: "consumed", quantity, uom, ...(operation ? { operation, equipment: at } : {}), time: ago(9) };
}
const item_holds: ItemHold[] = [{ id: "H-17", reason: text_melt, state: "active", released_for_this: false }, { id: "H-9", reason: { en: "Bore too wide", zh: "孔径过大" }, state: "active", released_for_this: true }];
function passport_of(found: Item): Passport {
  return {
    item: found, name: { en: "Housing A", zh: "壳体 A" }, made_at: ago(9), result: "held",
    operations: runs.map((run) => ({ operation: run.operation, name: { en: "Step", zh: "工序" }, equipment: run.equipment, ...(run.person ? { person: run.person } : {}), at: run.started_at, ...(run.result ? { result: run.result } : {}) })),
    materials: [{ material: "RESIN-PA66", name: { en: "Resin PA66", zh: "PA66 树脂" }, lot: "L7", supplier: "Northpoly", quantity: 42, uom: "g" }],
    measurements: [{ characteristic: { en: "Melt temperature", zh: "熔体温度" }, value: 234.1, uom: "Cel", lower: 227, upper: 233, inside: false, time: ago(9) }, { characteristic: { en: "Torque", zh: "扭矩" }, value: 1.42, uom: "N.m", lower: 1.28, upper: 1.52, inside: true, time: ago(7) }],
    holds: item_holds, proof: { leaf_index: 14, ledger_size: ledger.size, root: ledger.root },
  };
}
const quarantine: QuarantinedReading[] = [
  { id: "Q-12", source: "press-gateway", code: "uom_mismatch", field: "uom", text: { en: "melt_temp of IM-01 is measured in Cel; this reading says bar. Correct the unit of measure or the tag.", zh: "IM-01 的 melt_temp 单位为 Cel，该读数为 bar。请更正单位或变量。" }, reading: { equipment: "IM-01", tag: "melt_temp", time: ago(30), value: "82.1", uom: "bar", unit: "", lot: "L7" }, state: "open", at: ago(30) },
  { id: "Q-11", source: "press-gateway", code: "out_of_range", field: "value", text: { en: "4000 is outside the sensor's range 0 to 400.", zh: "4000 超出传感器量程 0～400。" }, reading: { equipment: "IM-02", tag: "melt_temp", time: ago(90), value: "4000", uom: "Cel" }, state: "open", at: ago(90) },
];
const me: Me = { user: "quality", display: { en: "Mei Lin", zh: "林梅" }, roles: ["quality_engineer"], permissions: ["read", "produce", "alarms.acknowledge", "alarms.shelve", "holds.place", "holds.release", "equipment.stop", "equipment.restart", "plant.apply", "quarantine.settle", "users.manage", "tokens.manage"], language: "en" };

export interface Answer { status: number; body: unknown }
const ok = (body: unknown): Answer => ({ status: 200, body });
const problem = (status: number, title: string, detail: string): Answer => ({ status, body: { type: "https://jidoka.dev/errors/x", title, status, detail, text: detail } });

export function answer(method: string, address: string, signed_in: boolean, body: unknown = {}): Answer {
  const url = new URL(address, "http://fake");
  const at = url.pathname.replace("/api/v1/", "").split("/").map(decodeURIComponent);
  const [noun, id, sub] = at;
  if (method === "POST" && noun === "session") return (body as { password?: string }).password === "jidoka-demo" ? ok(me) : problem(401, "Not signed in", "User and password do not fit together.");
  if (!signed_in) return problem(401, "Not signed in", "Sign in first.");
  const engineering = answer_engineering(method, at);
  if (engineering !== undefined) return ok(engineering);
  if (method !== "GET" && noun !== "charts") return ok({ id: id ?? "H-18", as_of: 48_214 });
  const list = (rows: unknown[]) => ok({ items: rows, next: "" });
  switch (noun) {
    case "me": return ok(me);
    case "board": return ok(board());
    case "plant": return id ? ok({ revisions: [documents.find((one) => one.id === sub)!, ...(sub === "CP-HOUSING-A" ? [{ ...doc("control_plan", sub, plan_body(234), 2), in_force: false, at: ago(60 * 24 * 40) }] : [])] }) : list(documents);
    case "alarms": if (id === "flood") return ok({ is_flood: true, since: ago(6), raised: 14, in_flood: 14 });
      if (id === "rates") return list([{ plan: "CP-HOUSING-A@3", line: "10.1", alarms: 12, false_alarms: 3, false_rate: 0.25 }]);
      return id ? ok(alarms.find((one) => one.id === id)) : list(alarms);
    case "holds": return !id ? list(holds.filter((one) => !url.searchParams.get("state") || one.state === url.searchParams.get("state"))) : sub === "items" ? list(items.filter((one) => one.kind === "unit").slice(0, 12)) : ok(holds.find((one) => one.id === id));
    case "equipment": if (sub === "timeline") {
      const [from, to] = [Date.parse(url.searchParams.get("from")!), Date.parse(url.searchParams.get("to")!)];
      const states = ["running", "idle", "running", "no_data", "running", "stopped"] as const;
      return ok({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), spans: states.map((state, i) => ({ from: new Date(from + ((to - from) * i) / 6).toISOString(), to: new Date(from + ((to - from) * (i + 1)) / 6).toISOString(), state, ...(state === "stopped" ? { text: text_melt, hold: "H-17" } : {}) })) });
    }
      return id ? ok(equipment.find((one) => one.id === id)) : list([...documents.filter((one) => one.kind === "equipment" && "level" in (one.body as object)).map((one) => ({ id: one.id, name: (one.body as { name: string }).name, level: (one.body as { level: string }).level, state: "idle", streams: [], alarms: 0, holds: 0 })), ...equipment]);
    case "units":
    case "lots": {
      const kind = noun === "units" ? "unit" : "lot";
      if (sub === "permit") return ok({ allowed: false, as_of: 48_213, reasons: [{ code: "held", text: { en: "Held since 08:14: melt temperature of IM-01 above 233 °C", zh: "08:14 起冻结：IM-01 熔体温度超过 233 °C" }, hold: "H-17", lift: { action: "release", role: "quality_engineer" } }, { code: "equipment_stopped", text: { en: "IM-01 is stopped", zh: "IM-01 已停机" }, lift: { action: "restart", role: "shift_leader" } }] });
      const text = (url.searchParams.get("text") ?? "").toLowerCase();
      if (!id) return list(items.filter((one) => one.kind === kind && one.id.toLowerCase().includes(text) && (!url.searchParams.get("state") || url.searchParams.get("state") === one.state)));
      const found = items.find((one) => one.id === id && one.kind === kind);
      if (!found) return problem(404, "Not found", `There is no ${kind} ${id}.`);
      if (sub === "passport") return ok(passport_of(found));
      const more = { holds: kind === "unit" ? item_holds : [], ...(id === "BOX-88" ? { contents: { count: 124, items: [7, 8, 9].map((n) => ({ kind: "unit", id: `SN-1040${n}` })) } } : {}) };
      return ok({ ...more, item: found, runs: kind !== "unit" ? [] : id === "SN-10416" ? [runs[0]!, { number: 2, operation: "OP20", equipment: "ST-02", person: "wang.fang", started_at: ago(1), parameters: {} }] : runs, measurements: kind === "unit" ? [{ stream: "IM-01/melt_temp", equipment: "IM-01", tag: "melt_temp", time: ago(9), value: 234.1, uom: "Cel" }, { stream: "ST-02/torque", equipment: "ST-02", tag: "torque", time: ago(7), value: 1.42, uom: "N.m" }] : [], verdicts: kind === "unit" ? [verdict_spec] : [] });
    }
    case "trace": return ok({ ...trace, root: { kind: url.searchParams.get("kind"), id }, nodes: [{ ...trace.nodes[0]!, id, kind: url.searchParams.get("kind") }, ...trace.nodes.slice(1)], edges: trace.edges.map((one) => (one.to.id === "SN-10412" ? { ...one, to: { kind: url.searchParams.get("kind"), id } } : one)), ...(url.searchParams.get("direction") === "forward" ? { nodes: [{ ...trace.nodes[0]!, id, kind: url.searchParams.get("kind") }], edges: [], direction: "forward" } : {}) });
    case "streams": {
      if (!id) return list(Object.keys(shapes).map((one) => stream(one)));
      const name = `${id}/${sub}`;
      if (at[3] === "buckets") {
        const [from, to, count] = [Date.parse(url.searchParams.get("from") ?? ago(180)), Date.parse(url.searchParams.get("to") ?? ago(0)), Number(url.searchParams.get("count") ?? 500)];
        const { mean, sigma } = shapes[name]!;
        return list(Array.from({ length: count }, (_, i) => ({ from: new Date(from + ((to - from) * i) / count).toISOString(), to: new Date(from + ((to - from) * (i + 1)) / count).toISOString(), count: 4, mean, min: mean - 2 * sigma, max: mean + 2 * sigma })));
      }
      if (at[3] === "samples" && url.searchParams.get("from")) {
        const points = chart_of(name).panels[0]!.points.filter((point) => point.time >= url.searchParams.get("from")! && point.time <= (url.searchParams.get("to") ?? "9"));
        return list(points.map((point): Sample => ({ time: point.time, value: point.value, unit: `SN-${10300 + point.index % 120}`, lot: "L7" })));
      }
      if (at[3] === "samples") return list(values_of(name, Number(url.searchParams.get("limit") ?? 100)).map((value, i, all): Sample => ({ time: ago(0, all.length - i), value })));
      if (at[3] === "chart") return ok(chart_of(name));
      const plan = documents.at(-1)!.body as ReturnType<typeof plan_body>;
      const lines = plan.lines.filter((line) => ("readings" in line ? line.readings?.tag : line.characteristic.id) === sub).map((line) => ({ plan: "CP-HOUSING-A@3", line: line.id, characteristic: line.characteristic.name, specification: line.specification, ...("chart" in line ? { chart: line.chart?.type } : {}), mode: "enforce" }));
      return ok({ ...stream(name), lines });
    }
    case "verdicts": return list([verdict_spec, { ...verdict_spec, id: "V-116", kind: "signal", rules: ["we1"], panel: "location", time: ago(7), text: { en: "Melt temperature of IM-01: 1 point beyond the upper control limit", zh: "IM-01 熔体温度：1点超出上控制限" } }].filter((one) => one.tag === url.searchParams.get("tag")));
    case "commands": return list([{ id: "C-3", target: "press", equipment: id ?? "IM-01", command: "stop", parameters: {}, reason: text_melt, state: "delivered", attempts: 1, detail: "", queued_at: ago(6), settled_at: ago(5, 59) }]);
    case "quarantine": return list(quarantine);
    case "ledger": {
      if (id === "checkpoint") return { status: 200, body: ledger.checkpoint };
      if (id === "key") return { status: 200, body: `${ledger.vkey}\n` };
      if (id === "export") return ok(ledger.export_from(Number(url.searchParams.get("from")), Number(url.searchParams.get("limit") ?? 100)));
      if (id === "consistency") return ok({ from: ledger.size, to: ledger.size, hashes: [] });
      return list(id === "search" ? ledger.found(url.searchParams) : ledger.entries(url.searchParams));
    }
    case "charts": {
      const asked = body as Parameters<typeof analysed>[0];
      const name = `${asked.stream?.equipment}/${asked.stream?.tag}`;
      return ok(analysed(asked, values_of(name, 120), shapes[name]?.uom ?? "1", (minutes) => new Date(Math.floor(now / 3_600_000) * 3_600_000 - minutes * 60_000).toISOString()));
    }
    case "names": return ok({ users: { "mei.lin": { en: "Mei Lin", zh: "林梅" }, "wang.fang": { en: "Wang Fang", zh: "王芳" } }, equipment: Object.fromEntries(equipment.map((one) => [one.id, one.name])), operations: {}, materials: {} });
    case "search": {
      const q = (url.searchParams.get("q") ?? "").toLowerCase();
      return list([...items.map((one) => ({ kind: one.kind, id: one.id, title: one.material, href: "" })), ...equipment.map((one) => ({ kind: "equipment", id: one.id, title: one.name, href: "" })), ...holds.map((one) => ({ kind: "hold", id: one.id, title: one.reason, href: "" }))].filter((one) => one.id.toLowerCase().includes(q)).slice(0, 20));
    }
    default: return problem(404, "Not found", `There is no ${noun}.`);
  }
}
