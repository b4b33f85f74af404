// The part of the fake plant behind the engineering pages: sources with their health, users, tokens. Shapes are those of the contract.
import type { Token, User } from "../src/api/people";
import type { Arrival, SourceHealth, StreamHealth, TryReply } from "../src/api/sources";

import { backtest } from "./fake_backtest";

const now = Date.now();
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
const plain = { away: [], readings: 0, per_minute: 0, duplicates: 0, quarantined: 0, late: 0, streams: 0, faulty_streams: 0, faults: [] };

const sources: SourceHealth[] = [
  { ...plain, id: "press-gateway", from: "mqtt", state: "connected", faults: ["stuck"], readings: 812_345, per_minute: 118.4, duplicates: 12, quarantined: 2, late: 4, clock_skew_ms: -340, streams: 5, faulty_streams: 1, last_arrival_at: ago(1), newest_time: ago(1), text: { en: "Readings come; 1 of 5 streams is at fault.", zh: "正常接收；5 个数据流中 1 个异常。" }, connection: { state: "connected", address: "mqtt://127.0.0.1:1883", since: ago(86_000), attempts: 0, last_worked_at: ago(1) } },
  { ...plain, id: "cell-3", from: "sparkplug", state: "not_connected", streams: 3, faulty_streams: 3, readings: 9120, last_arrival_at: ago(7300), text: { en: "The broker at 10.0.3.7:1883 refuses the connection.", zh: "10.0.3.7:1883 的消息服务器拒绝连接。" }, connection: { state: "connecting", address: "mqtt://10.0.3.7:1883", error: { en: "Connection refused", zh: "连接被拒绝" }, attempts: 14, retry_at: new Date(now + 42_000).toISOString(), last_worked_at: ago(7300) } },
  { ...plain, id: "stations", from: "http", state: "connected", readings: 48_120, per_minute: 21, streams: 3, last_arrival_at: ago(4), newest_time: ago(4), text: { en: "Readings come.", zh: "正常接收。" } },
  { ...plain, id: "gauge-bench", from: "file", state: "silent", readings: 600, streams: 2, faulty_streams: 2, last_arrival_at: ago(5400), text: { en: "No reading for 1 h 30 min.", zh: "已 1 小时 30 分没有读数。" } },
  { ...plain, id: "oven", from: "line_protocol", state: "never", text: { en: "No reading has ever come.", zh: "从未收到读数。" } },
];
const stream = (id: string, state: StreamHealth["state"], text: StreamHealth["text"], more: Partial<StreamHealth> = {}): StreamHealth => {
  const [equipment = "", tag = ""] = id.split("/");
  return { id, equipment, tag, state, text, gaps: 0, late: 0, last_time: ago(1), last_arrival_at: ago(1), every_s: 1, ...more };
};
const streams: StreamHealth[] = [
  stream("IM-01/melt_temp", "ok", { en: "A reading every second.", zh: "每秒一个读数。" }),
  stream("IM-01/pressure", "stuck", { en: "The same value 82.1 for 12 min, in 720 readings.", zh: "720 个读数、12 分钟内数值始终为 82.1。" }, { since: ago(720) }),
  stream("IM-02/melt_temp", "ok", { en: "A reading every second.", zh: "每秒一个读数。" }),
];
const arrival = (n: number): Arrival => ({
  at: ago(n), topic: n % 5 === 3 ? "plant/im-02/raw" : "plant/im-01/raw", payload: n % 7 === 4 ? '{"ts":"yesterday","melt_temp":"hot"}' : `{"ts":"${ago(n)}","melt_temp":${(230 + (n % 9) / 5).toFixed(1)},"pressure":82.1}`,
  size: 64, readings: n % 7 === 4 ? 0 : 2, refusals: n % 7 === 4 ? 1 : 0, ...(n % 7 === 4 ? { text: { en: "“yesterday” is no time.", zh: "“yesterday”不是时间。" } } : {}),
});
const tried: TryReply = {
  matched: true, fields: [{ name: "topic.2", value: "im-01" }, { name: "melt_temp", value: "231.2" }],
  readings: [{ equipment: "IM-01", tag: "melt_temp", value: "231.2", uom: "Cel", time: ago(1) }], refusals: [{ index: 0, code: "uom_mismatch", field: "pressure", text: { en: "pressure of IM-01 is measured in bar; the message names none.", zh: "IM-01 的 pressure 单位为 bar；消息未注明单位。" } }],
};
const users: User[] = [
  { name: "admin", display: { en: "Administrator", zh: "系统管理员" }, roles: ["admin"], language: "en", active: true },
  { name: "quality", display: { en: "Mei Lin", zh: "林梅" }, roles: ["quality_engineer"], language: "en", active: true },
  { name: "shift", display: { en: "Zhang Wei", zh: "张伟" }, roles: ["shift_leader", "inspector"], language: "zh", active: true },
  { name: "leon", display: { en: "Leon Vogt", zh: "Leon Vogt" }, roles: ["operator"], language: "en", active: false },
];
const tokens: Token[] = [
  { id: "T-1", user: "press-gateway", name: "press gateway", role: "source", created_at: ago(90_000), revoked: false },
  { id: "T-2", user: "stations", name: "line stations", role: "station", created_at: ago(90_000), expires: new Date(now + 86_400_000 * 90).toISOString(), revoked: false },
  { id: "T-3", user: "admin", name: "old report", role: "viewer", created_at: ago(9_000_000), revoked: true },
];

// What it answers, or nothing when the address is not one of these.
export function answer_engineering(method: string, [noun, id]: (string | undefined)[]): unknown {
  if (method === "POST" && noun === "sources" && id === "try") return tried;
  if (method === "POST" && noun === "backtests") return { ...backtest, state: "waiting", progress: 0, finished_at: undefined, result: undefined };
  if (method === "GET" && noun === "backtests") return id === undefined ? { items: [backtest], next: "" } : backtest;
  if (method === "POST" && noun === "tokens") return { id: "T-4", token: "jdk_6Zr1yPq0mC8bWn3xTt5vKfJ2sLd9hGaE7uRiYoXcVbN" };
  if (method === "POST" && noun === "plant") return { applied: false, changes: [{ kind: "source", id: "press-gateway", change: "changed", revision: 2, differences: ["reading.tag: {key} → {topic.3}"] }] };
  if (method !== "GET") return undefined;
  if (noun === "sources") {
    const source = sources.find((one) => one.id === id);
    if (id === undefined) return { items: sources, next: "" };
    return source && { source, streams: source.id === "press-gateway" ? streams : [], arrivals: source.from === "mqtt" ? Array.from({ length: 24 }, (_, n) => arrival(n + 1)) : [] };
  }
  if (noun === "users") return { items: users, next: "" };
  if (noun === "tokens") return { items: tokens, next: "" };
  return undefined;
}
