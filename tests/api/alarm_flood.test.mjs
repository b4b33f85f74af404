// An alarm flood: a hundred thousand occurrences over many streams within a minute. Nothing of it is lost, and what
// people and their pages are shown stays small: one alarm for each equipment and plan line, with its count.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { at, Site, temporary_folder, until } from "./site.mjs";

const machines = 100;
const tags = 5;
const occurrences = 200; // of each stream: 100 000 in all
const machine = (m) => `M-${String(m).padStart(3, "0")}`;

function plant() {
  const folder = path.join(temporary_folder(), "plant");
  mkdirSync(folder);
  const names = Array.from({ length: machines }, (_, m) => machine(m));
  const tag_lines = Array.from({ length: tags }, (_, t) => `  t${t}: {}`).join("\n");
  const equipment = names.map((id) => `kind: equipment\nid: ${id}\nname: {en: Machine, zh: 机器}\ntags:\n${tag_lines}\n`);
  const lines = Array.from({ length: tags }, (_, t) => `  - id: "${t + 1}"
    operation: OP10
    characteristic: {id: c${t}, kind: process, name: {en: Value ${t}, zh: 数值${t}}}
    specification: {lower: 0, upper: 10, uom: "1"}
    readings: {tag: t${t}}
    reactions: [{when: out_of_specification, do: [{alarm: {priority: high}}]}]`);
  writeFileSync(path.join(folder, "plant.yaml"), [
    ...equipment,
    "kind: material\nid: PART\nname: {en: Part, zh: 零件}\n",
    `kind: operation\nid: OP10\nname: {en: Make, zh: 制造}\nat: [${names.join(", ")}]\nmakes: PART\n`,
    `kind: control_plan\nid: CP\npart: PART\nrevision: 1\nphase: production\nmode: enforce\nlines:\n${lines.join("\n")}\n`,
    "kind: source\nid: flood\nfrom: line_protocol\n",
  ].join("---\n"));
  return folder;
}

describe("An alarm flood", () => {
  let site, token, following, told = "", connections = 0;
  const control = new AbortController();
  const began = Date.now() - 55_000;
  const call = (target) => site.ok("GET", target, { token });

  // As a page does it: who is told that too much happened at once asks for the state and follows again.
  async function follow() {
    while (!control.signal.aborted) {
      const response = await fetch(`${site.address}/api/v1/events?topics=alarms,holds`, { headers: { authorization: `Bearer ${token}` }, signal: control.signal });
      ++connections;
      for await (const bytes of response.body) told += Buffer.from(bytes).toString();
    }
  }

  before(async () => {
    site = await Site.start({ plant: plant() });
    token = await site.token("quality_engineer");
    following = follow();
    await until(() => connections === 1, { what: "the live connection" });
    const station = await site.token("station");
    for (let n = 0; n < occurrences; n += 20) {
      const rows = [];
      for (let m = 0; m < machines; ++m)
        for (let k = n; k < n + 20; ++k)
          rows.push(`${machine(m)} ${Array.from({ length: tags }, (_, t) => `t${t}=${20 + (k % 7)}`).join(",")} ${began + k * 250}`);
      const answer = await site.post("/api/v2/write?precision=ms&source=flood", rows.join("\n"), { token: station });
      assert.equal(answer.status, 204, answer.text);
      assert.equal(answer.headers.get("jidoka-accepted"), String(machines * 20 * tags));
    }
  });
  after(async () => {
    control.abort();
    await following?.catch(() => {});
    await site?.stop();
  });

  test("nothing is lost: every occurrence is counted, in one alarm for each equipment and plan line", async () => {
    let counted = 0;
    const keys = new Set();
    let next = "";
    do {
      const page = await call(`/api/v1/alarms?open=true&limit=1000&after=${next}`);
      assert.ok(page.items.length <= 1000);
      for (const alarm of page.items) {
        counted += alarm.count;
        keys.add(`${alarm.equipment}/${alarm.because.line}`);
      }
      next = page.next;
    } while (next);
    assert.equal(keys.size, machines * tags);
    assert.equal(counted, machines * tags * occurrences);
  });

  test("the board and the first page stay small", async () => {
    const board = await site.get("/api/v1/board", { token });
    assert.equal(board.status, 200);
    assert.equal(board.json.alarms.length, 20);
    assert.equal(board.json.equipment.length, machines);
    assert.ok(board.json.equipment.every((each) => each.alarms === tags), "grouped by equipment");
    assert.ok(board.text.length < 1_000_000, `${board.text.length} bytes`);
    const page = await call("/api/v1/alarms?open=true&limit=100");
    assert.equal(page.items.length, 100);
    assert.notEqual(page.next, "");
  });

  test("a hold is placed and answered while it goes on", async () => {
    const placed = await site.ok("POST", "/api/v1/holds", { token, body: { scope: { kind: "exposure", equipment: machine(0), from: at(began) }, reason: "Flood" } });
    assert.match(placed.id, /^H-/);
  });

  test("who follows live gets counts, or is told once to ask again, but never each occurrence", async () => {
    const resets = () => told.split("event: reset").length - 1;
    await until(() => connections > resets(), { what: "the follower to be back" });
    await site.ok("POST", "/api/v1/holds", { token, body: { scope: { kind: "exposure", equipment: machine(1), from: at(began) }, reason: "Afterwards" } });
    await until(() => /Afterwards/.test(told), { what: "what happens next" });
    const events = told.split("\n").filter((line) => line.startsWith("event: alarm_")).length;
    assert.ok(events + resets() > 0);
    assert.ok(events < (machines * tags * occurrences) / 10, `${events} events`);
  });
});
