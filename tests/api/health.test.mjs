// Health of sources and streams over the public API: what never came, what comes, what is silent, gappy or stuck, and
// that a restart does not turn "silent" into "never".
import assert from "node:assert/strict";
import { writeFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { at, Site, temporary_folder, until } from "./site.mjs";

const plant = `
kind: equipment
id: P-1
name: {en: Pump test bench, zh: 泵试验台}
tags:
  flow: {uom: L/min, every: 1s, stuck_after: 30s}
  head: {uom: bar, every: 1s}
  note: {}
---
kind: equipment
id: P-2
name: {en: Store, zh: 仓库}
---
kind: source
id: bench
from: http
silent_after: 2s
---
kind: source
id: quiet
from: http
`;

describe("Health of sources and streams", () => {
  let site, token;
  const call = (target) => site.ok("GET", target, { token });
  const stream = async (id) => (await call(`/api/v1/streams/${id}`)).health;
  const send = (readings, source = "bench") =>
    site.ok("POST", `/api/v1/readings?source=${source}`, { token: site.station, body: readings });
  const reading = (tag, ms, value) => ({ equipment: "P-1", tag, time: at(ms), value });

  before(async () => {
    const folder = temporary_folder();
    mkdirSync(path.join(folder, "plant"));
    writeFileSync(path.join(folder, "plant/plant.yaml"), plant);
    site = await Site.start({ plant: path.join(folder, "plant") });
    token = await site.token("quality_engineer");
    site.station = await site.token("station");
  });
  after(() => site?.stop());

  test("what has not come yet is never, and not silent", async () => {
    const { items } = await call("/api/v1/sources");
    assert.deepEqual(items.map((each) => [each.id, each.from, each.state]), [["bench", "http", "never"], ["quiet", "http", "never"]]);
    assert.equal((await stream("P-1/flow")).state, "never");
    const equipment = (await call("/api/v1/equipment")).items;
    assert.deepEqual(equipment.map((each) => [each.id, each.connection, each.state]),
      [["P-1", "not_connected", "not_connected"], ["P-2", "none", "idle"]], "who declares no tags is not connected to nothing");
  });

  test("readings that come are counted for their source, with duplicates and what was refused", async () => {
    const now = Date.now();
    const readings = [3, 2, 1, 0].map((ago) => reading("flow", now - ago * 1000, 10 + ago));
    await send(readings);
    await send([...readings, reading("flow", now, "no number")]);
    const { source, streams, arrivals } = await until(async () => {
      const found = await call("/api/v1/sources/bench");
      return found.source.duplicates === 4 && found;
    }, { what: "the second arrival" });
    assert.deepEqual([source.state, source.readings, source.per_minute, source.quarantined, source.streams], ["connected", 4, 4, 1, 1]);
    assert.equal(Date.parse(source.newest_time), now);
    assert.deepEqual(streams.map((each) => [each.id, each.source, each.state, each.every_s]), [["P-1/flow", "bench", "ok", 1]]);
    assert.deepEqual(arrivals, [], "nobody connects to it");
    assert.ok(streams[0].text.zh.length > 0);
    const listed = (await call("/api/v1/streams")).items.find((each) => each.id === "P-1/flow");
    assert.equal(listed.health.state, "ok");
    assert.equal((await call("/api/v1/equipment/P-1")).connection, "connected");
  });

  test("a name that no document declares is listed when it sends", async () => {
    await send([reading("note", Date.now(), 1)], "telegraf-7");
    await until(async () => (await call("/api/v1/sources")).items.some((each) => each.id === "telegraf-7" && each.state === "connected"));
    const missing = await site.get("/api/v1/sources/nobody", { token });
    assert.equal(missing.status, 404);
  });

  test("a gap is seen, and what comes late fills it", async () => {
    const begin = Date.now() - 60_000;
    const all = Array.from({ length: 61 }, (_, i) => reading("head", begin + i * 1000, i));
    await send([...all.slice(0, 20), ...all.slice(30)]);
    const gappy = await until(async () => ((await stream("P-1/head")).state === "gappy") && stream("P-1/head"));
    assert.deepEqual([gappy.gaps, Date.parse(gappy.since)], [1, begin + 19_000]);
    assert.deepEqual((await call("/api/v1/sources/bench")).source.faults, ["gappy"]);
    await send(all.slice(20, 30));
    await until(async () => (await stream("P-1/head")).gaps === 0);
  });

  test("the same value for as long as the tag says is stuck", async () => {
    const now = Date.now();
    await send(Array.from({ length: 40 }, (_, i) => reading("flow", now + i * 1000 - 5_000, 7.5)));
    const stuck = await until(async () => {
      const found = await stream("P-1/flow");
      return found.state === "stuck" && found;
    });
    assert.match(stuck.text.en, /30s/);
  });

  test("a change of state is told live, once, and silence is a change", async () => {
    const told = [];
    const control = new AbortController();
    const response = await fetch(`${site.address}/api/v1/events?topics=health`, { headers: { authorization: `Bearer ${token}` }, signal: control.signal });
    (async () => {
      for await (const bytes of response.body) told.push(Buffer.from(bytes).toString());
    })().catch(() => {});
    await until(async () => (await call("/api/v1/sources/bench")).source.state === "silent", { what: "silence after 2 s" });
    await until(() => told.join("").includes("event: source_changed"), { what: "the event" });
    control.abort();
    const data = told.join("").split("\n").filter((line) => line.startsWith("data: {") && line.includes('"faults"')).map((line) => JSON.parse(line.slice(6)));
    assert.deepEqual(data.filter((each) => each.id === "bench").map((each) => each.state), ["silent"]);
  });

  test("/metrics counts by source, and silent streams", async () => {
    await until(async () => (await stream("P-1/head")).state === "silent");
    const { text } = await site.get("/metrics", { token: await site.token("admin") });
    assert.match(text, /jidoka_source_readings_total\{source="bench"\} \d{3}/);
    assert.match(text, /jidoka_source_up\{source="bench"\} 0/);
    assert.match(text, /jidoka_silent_streams [12]/);
  });

  test("after a restart what came before is silent since then, and not never", async () => {
    const before = await call("/api/v1/sources/bench");
    await site.stop();
    await site.serve();
    const found = await call("/api/v1/sources/bench");
    assert.equal(found.source.state, "silent");
    assert.equal(found.source.last_arrival_at, before.source.last_arrival_at);
    assert.deepEqual(found.streams.map((each) => each.id).sort(), ["P-1/flow", "P-1/head"]);
    const head = await stream("P-1/head");
    assert.deepEqual([head.state, head.since], ["silent", head.last_time]);
    assert.deepEqual((await call("/api/v1/sources")).items.map((each) => [each.id, each.state]),
      [["bench", "silent"], ["quiet", "never"], ["telegraf-7", "connected"]], "without a rule nobody can call it silent");
    assert.equal((await call("/api/v1/equipment/P-1")).state, "idle", "its note has no rule, and came a moment ago");
  });
});
