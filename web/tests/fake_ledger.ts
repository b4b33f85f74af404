// The ledger of the fake plant: a small one, but a true one: its tree is hashed and its checkpoint signed, so that proofs hold.
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";

// A key for pictures and tests only; it signs nothing else.
const private_key = createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), createHash("sha256").update("the fake plant").digest()]), format: "der", type: "pkcs8" });
const typed = Buffer.concat([Buffer.from([1]), createPublicKey(private_key).export({ type: "spki", format: "der" }).subarray(-32)]);
const name = "lakeside.jidoka";
const id = createHash("sha256").update(`${name}\n`).update(typed).digest().subarray(0, 4);
export const vkey = `${name}+${id.toString("hex")}+${typed.toString("base64")}`;

const now = Date.now();
const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const melt = { en: "Melt temperature of IM-01: 234.1 °C is above 233 °C", zh: "IM-01 熔体温度：234.1 °C 高于 233 °C" };
const unit = (serial: string) => ({ kind: "unit", id: serial });
interface Leaf { fact: string; at: string; by: string; data: Record<string, unknown> }
const story: [string, string, Record<string, unknown>][] = [
  ["user_saved", "command line", { name: "mei.lin", display: { en: "Mei Lin", zh: "林梅" }, roles: ["inspector"], language: "zh", active: true }],
  ["document_revised", "mei.lin", { kind: "control_plan", id: "CP-HOUSING-A", revision: 2, body: { lines: [{ id: "10.1", specification: { lower: 227, upper: 234 } }] } }],
  ["user_saved", "admin", { name: "mei.lin", display: { en: "Mei Lin", zh: "林梅" }, roles: ["inspector", "quality_engineer"], language: "zh", active: true }],
  ["document_revised", "mei.lin", { kind: "control_plan", id: "CP-HOUSING-A", revision: 3, body: { lines: [{ id: "10.1", specification: { lower: 227, upper: 233 } }] } }],
  ["lot_received", "token:T-2", { lot: "L7", material: "RESIN-PA66", quantity: 500, uom: "kg", supplier: "Northpoly" }],
  ...Array.from({ length: 8 }, (_, i): [string, string, Record<string, unknown>] => ["run_started", "token:T-2", { item: unit(`SN-104${10 + i}`), material: "HOUSING-A", operation: "OP10", equipment: "IM-01", person: "wang.fang", number: 1 }]),
  ["consumed", "token:T-2", { from: { kind: "lot", id: "L7" }, into: unit("SN-10412"), quantity: 0.042, uom: "kg", operation: "OP10", equipment: "IM-01" }],
  ["run_completed", "token:T-2", { item: unit("SN-10412"), number: 1, operation: "OP10", equipment: "IM-01", result: "pass", parameters: { melt_temp_max: 234.1 } }],
  ["reading_quarantined", "token:T-3", { id: "Q-12", source: "press-gateway", refusal: { code: "uom_mismatch", text: { en: "melt_temp of IM-01 is measured in Cel; this reading says bar.", zh: "IM-01 的 melt_temp 单位为 Cel，该读数为 bar。" } } }],
  ["verdict_reached", "jidoka", { verdict: { id: "V-118", stream: "IM-01/melt_temp", text: melt } }],
  ["hold_placed", "jidoka", { id: "H-17", scope: { kind: "exposure", equipment: "IM-01", from: at(12) }, because: { id: "V-118", text: melt }, reason: melt, release_role: "quality_engineer" }],
  ["alarm_raised", "jidoka", { id: "A-41", key: "CP-HOUSING-A@3/10.1", priority: "high", equipment: "IM-01", because: { id: "V-118", text: melt } }],
  ["equipment_stopped", "jidoka", { equipment: "IM-01", reason: melt, verdict: "V-118" }],
  ["command_queued", "jidoka", { id: "C-3", target: "press", equipment: "IM-01", command: "stop", parameters: {}, reason: melt }],
  ["command_settled", "jidoka", { id: "C-3", delivered: true, attempts: 1, detail: "" }],
  ["readings_recorded", "token:T-3", { batch: 88, count: 240 }],
];
export const leaves: Leaf[] = story.map(([fact, by, data], i) => ({ fact, at: at((story.length - i) * 2), by, data }));
const texts = leaves.map((leaf) => JSON.stringify(leaf));

const sha256 = (...parts: Buffer[]) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const hashes = texts.map((text) => sha256(Buffer.from([0]), Buffer.from(text)));
const cut_of = (size: number) => 2 ** Math.floor(Math.log2(size - 1));
const root_of = (list: Buffer[]): Buffer => (list.length === 1 ? list[0]! : sha256(Buffer.from([1]), root_of(list.slice(0, cut_of(list.length))), root_of(list.slice(cut_of(list.length)))));
function path_of(index: number, list: Buffer[]): Buffer[] {
  if (list.length === 1) return [];
  const cut = cut_of(list.length);
  return index < cut ? [...path_of(index, list.slice(0, cut)), root_of(list.slice(cut))] : [...path_of(index - cut, list.slice(cut)), root_of(list.slice(0, cut))];
}
const body = `${name}\n${leaves.length}\n${root_of(hashes).toString("base64")}\n`;
export const checkpoint = `${body}\n— ${name} ${Buffer.concat([id, sign(null, Buffer.from(body), private_key)]).toString("base64")}\n`;
export const size = leaves.length;
export const root = root_of(hashes).toString("hex");

export function export_from(from: number, limit: number) {
  return { format: "jidoka-ledger-export/1", checkpoint, vkey, entries: texts.slice(from, from + limit).map((text, i) => ({ index: from + i, text, inclusion: path_of(from + i, hashes).map((hash) => hash.toString("base64")) })) };
}
export function entries(search: URLSearchParams) {
  const from = Number(search.get("from") ?? 0);
  return leaves.map((leaf, index) => ({ index, leaf })).slice(from, from + Number(search.get("limit") ?? 100));
}
export function found(search: URLSearchParams) {
  const has = (name: string, test: (wanted: string) => boolean) => !search.get(name) || test(search.get(name)!);
  return leaves.map((leaf, index) => ({ index, leaf })).reverse().filter(({ leaf }) =>
    has("who", (who) => leaf.by === who) && has("what", (what) => leaf.fact === what) && has("subject", (subject) => JSON.stringify(leaf.data).includes(`"${subject}"`)) &&
    has("from", (from) => leaf.at >= from) && has("to", (to) => leaf.at <= to));
}
