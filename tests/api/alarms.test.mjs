// Alarms that people keep trusting: delays and deadband against chatter, false ones marked and counted for whoever revises the
// limits, a flood told as a flood; and a shadow plan that judges beside the one in force and calls nobody.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { Site, temporary_folder, until } from "./site.mjs";

const machines = Array.from({ length: 12 }, (_, i) => `M-${String(i + 1).padStart(2, "0")}`);
const start = Date.now() - 3600_000;
const time = (second) => new Date(start + second * 1000).toISOString();

function plant() {
  const folder = path.join(temporary_folder(), "plant");
  mkdirSync(folder);
  const line = (id, tag, more, alarm) => `  - id: "${id}"
    operation: OP10
    characteristic: {id: ${tag}, kind: process}
    specification: {lower: 0, upper: 10, uom: "1"${more}}
    reactions: [{when: out_of_specification, do: [{alarm: ${alarm}}]}]`;
  const plan = (id, mode, lines) => `kind: control_plan\nid: ${id}\npart: PART\nrevision: 1\nmode: ${mode}\nlines:\n${lines.join("\n")}\n`;
  writeFileSync(path.join(folder, "plant.yaml"), [
    ...machines.map((id) => `kind: equipment\nid: ${id}\nname: ${id}\ntags: {plain: {}, slow: {}, noisy: {}}\n`),
    "kind: material\nid: PART\nname: Part\n",
    `kind: operation\nid: OP10\nname: Make\nat: [${machines.join(", ")}]\nmakes: PART\n`,
    plan("CP", "enforce", [
      line("1", "plain", "", "{priority: high}"),
      line("2", "slow", "", "{on_delay: 30s}"),
      line("3", "noisy", ", deadband: 2", "{priority: low}"),
    ]),
    plan("CP-TRIAL", "shadow", [line("1", "plain", "", "{priority: high}").replace("upper: 10", "upper: 5")]),
  ].join("---\n"));
  return folder;
}

describe("Alarms", () => {
  let site, engineer, source;
  const send = (equipment, tag, rows) =>
    site.ok("POST", "/api/v1/readings", { token: source, body: rows.map(([second, value]) => ({ equipment, tag, time: time(second), value })) });
  const open_alarms = async () => (await site.ok("GET", "/api/v1/alarms?open=true&limit=1000", { token: engineer })).items;
  const of_line = async (equipment, line) => (await open_alarms()).filter((alarm) => alarm.equipment === equipment && alarm.because.line === line);

  before(async () => {
    site = await Site.start({ plant: plant() });
    engineer = await site.token("quality_engineer");
    source = await site.token("source");
  });
  after(() => site.stop());

  test("with an on-delay call only for what lasts", async () => {
    await send("M-01", "slow", [[0, 5], [1, 11], [2, 12], [3, 5], [4, 12], [20, 12]]);
    assert.equal((await of_line("M-01", "2")).length, 0);
    await send("M-01", "slow", [[34, 12]]);
    const [alarm] = await of_line("M-01", "2");
    assert.equal(alarm.because.time, time(34));
    assert.equal(alarm.life_cycle, "unacknowledged");
  });

  test("with a deadband return only when the value is clear of the limit", async () => {
    await send("M-01", "noisy", [[0, 5], [1, 10.5], [2, 9.9], [3, 10.2], [4, 9.5]]);
    const [chattering] = await of_line("M-01", "3");
    assert.equal(chattering.state, "unacknowledged");
    await send("M-01", "noisy", [[5, 7.9]]);
    assert.equal((await of_line("M-01", "3"))[0].life_cycle, "returned_to_normal_unacknowledged");
  });

  test("that were false are marked with a reason and counted for their line", async () => {
    await send("M-02", "plain", [[0, 1], [1, 20]]);
    const [alarm] = await of_line("M-02", "1");
    assert.equal((await site.call("POST", `/api/v1/alarms/${alarm.id}/mark-false`, { token: engineer, body: { reason: " " } })).status, 400);
    assert.equal((await site.call("POST", "/api/v1/alarms/A-999/mark-false", { token: engineer, body: { reason: "none" } })).status, 404);
    await site.ok("POST", `/api/v1/alarms/${alarm.id}/mark-false`, { token: engineer, body: { reason: "the sensor was wet" } });
    const marked = await site.ok("GET", `/api/v1/alarms/${alarm.id}`, { token: engineer });
    assert.equal(marked.false_reason, "the sensor was wet");
    assert.ok(marked.false_by);
    const rates = (await site.ok("GET", "/api/v1/alarms/rates", { token: engineer })).items;
    assert.deepEqual(rates.find((rate) => rate.line === "1"), { plan: "CP@1", line: "1", alarms: 1, false_alarms: 1, false_rate: 1 });
    await site.ok("POST", `/api/v1/alarms/${alarm.id}/acknowledge`, { token: engineer, body: {} });
    await send("M-02", "plain", [[2, 1]]);
    await until(async () => (await site.ok("GET", `/api/v1/alarms/${alarm.id}`, { token: engineer })).state === "cleared");
    await site.ok("POST", `/api/v1/alarms/${alarm.id}/mark-false`, { token: engineer, body: { reason: "seen afterwards" } });
  });

  test("of a shadow plan there are none, but its verdicts are recorded and marked", async () => {
    await send("M-03", "plain", [[0, 1], [1, 7], [2, 1]]);
    const verdicts = (await site.ok("GET", "/api/v1/verdicts?equipment=M-03&tag=plain", { token: engineer })).items;
    assert.equal(verdicts.length, 1);
    assert.equal(verdicts[0].plan, "CP-TRIAL@1");
    assert.equal(verdicts[0].shadow, true);
    assert.equal((await open_alarms()).filter((alarm) => alarm.equipment === "M-03").length, 0);
    await send("M-03", "plain", [[3, 20]]);
    const both = (await site.ok("GET", "/api/v1/verdicts?equipment=M-03&tag=plain", { token: engineer })).items;
    assert.deepEqual(both.slice(0, 2).map((verdict) => [verdict.plan, verdict.shadow ?? false]).sort(), [["CP-TRIAL@1", true], ["CP@1", false]]);
    assert.equal((await open_alarms()).filter((alarm) => alarm.equipment === "M-03").length, 1, "the plan in force calls");
  });

  test("that come too many at once are told as a flood, and all of them stay", async () => {
    assert.equal((await site.ok("GET", "/api/v1/alarms/flood", { token: engineer })).is_flood, false);
    for (const machine of machines.slice(3)) await send(machine, "plain", [[0, 1], [1, 20]]);
    const flood = await site.ok("GET", "/api/v1/alarms/flood", { token: engineer });
    assert.equal(flood.is_flood, true);
    assert.ok(flood.raised > 10 && flood.in_flood === flood.raised);
    assert.ok((await open_alarms()).length >= 11);
  });
});
