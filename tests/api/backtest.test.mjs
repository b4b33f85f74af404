// A draft tried on recorded history: as a job over the API, by the command line over a store, over a server, and over a
// CSV file without any site. All of them find the same.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { demo_plant, jidoka, Site, temporary_folder, until } from "./site.mjs";

const start = Date.parse("2026-01-01T00:00:00Z");
const time = (second) => new Date(start + second * 1000).toISOString();
// 230 °C with a bad minute, and half a minute that only a tighter draft would mind.
const value = (second) => (second >= 300 && second < 360 ? 235 : second >= 600 && second < 630 ? 232.5 : 230 + (second % 5) / 10);

function draft_of(upper, lines = "") {
  const file = path.join(temporary_folder(), "draft.yaml");
  const text = readFileSync(path.join(demo_plant, "plan-housing.yaml"), "utf8").replace("upper: 233", `upper: ${upper}`);
  writeFileSync(file, text + lines);
  return file;
}

describe("A back-test", () => {
  let site, engineer, viewer, csv, map;
  const draft = draft_of(232);

  before(async () => {
    site = await Site.start();
    engineer = await site.token("process_engineer");
    viewer = await site.token("viewer");
    const source = await site.token("source");
    const readings = Array.from({ length: 1200 }, (_, s) => ({ equipment: "IM-01", tag: "melt_temp", time: time(s), value: value(s), uom: "Cel" }));
    await site.ok("POST", "/api/v1/readings", { token: source, body: readings });
    const folder = temporary_folder();
    csv = path.join(folder, "readings.csv");
    map = path.join(folder, "map.yaml");
    writeFileSync(csv, "time,press,temperature\n" + readings.map((r) => `${r.time},${r.equipment},${r.value}`).join("\n") + "\n");
    writeFileSync(map, "time: {column: time}\nequipment: {column: press}\nreadings: [{column: temperature, tag: melt_temp, uom: Cel}]\n");
  });
  after(() => site.stop());

  async function finished(id) {
    let job;
    await until(async () => (job = await site.ok("GET", `/api/v1/backtests/${id}`, { token: engineer })).finished_at, { what: "the back-test" });
    return job;
  }
  const documents = () => [{ kind: "control_plan", ...json_plan(232) }];
  // The first line alone, as JSON.
  const json_plan = (upper) => ({
    id: "CP-HOUSING-A", part: "HOUSING-A", revision: 2, mode: "enforce",
    lines: [{ id: "10.1", operation: "OP10", characteristic: { id: "melt_temperature" }, readings: { tag: "melt_temp" },
      specification: { lower: 227, upper, uom: "Cel" } }],
  });

  test("is a job with progress and a result, its owner's alone", async () => {
    const asked = await site.call("POST", "/api/v1/backtests", { token: engineer, body: { documents: documents(), streams: ["IM-01/melt_temp"] } });
    assert.equal(asked.status, 202);
    assert.match(asked.json.id, /^B-\d+$/);
    const job = await finished(asked.json.id);
    assert.equal(job.state, "done");
    assert.equal(job.progress, 1);
    assert.equal(job.result.readings, 1200);
    const [line] = job.result.lines;
    assert.deepEqual(line.out_of_specification, { only_draft: 1, only_active: 0, both: 1 });
    assert.equal(line.events.find((event) => event.found_by === "only_draft").draft.time, "2026-01-01T00:10:00Z");
    assert.match(line.events[0].draft.text.zh, /高于规格上限/);
    assert.equal(line.draft.plan, "CP-HOUSING-A@2");
    assert.equal(line.active.plan, "CP-HOUSING-A@1");
    assert.equal(line.active.reactions.stops, 1);
    assert.equal(line.draft.reactions.stops, 0, "the draft has no reactions");
    const other = await site.token("quality_engineer");
    assert.equal((await site.call("GET", `/api/v1/backtests/${job.id}`, { token: other })).status, 404);
    assert.equal((await site.call("GET", "/api/v1/backtests", { token: viewer })).status, 403);
    assert.ok((await site.ok("GET", "/api/v1/backtests", { token: engineer })).items.some((item) => item.id === job.id && !item.result));
    assert.equal((await site.call("DELETE", `/api/v1/backtests/${job.id}`, { token: engineer })).status, 200);
    assert.equal((await site.call("GET", `/api/v1/backtests/${job.id}`, { token: engineer })).status, 404);
    const plant = await site.ok("GET", "/api/v1/plant", { token: viewer });
    assert.equal(plant.items.find((document) => document.id === "CP-HOUSING-A").revision, 1, "nothing was changed");
  });

  test("refuses a wrong draft with its place, an unknown stream and an empty one", async () => {
    const wrong = await site.call("POST", "/api/v1/backtests", { token: engineer, body: { documents: [{ kind: "control_plan", ...json_plan(220) }] } });
    assert.equal(wrong.status, 400);
    assert.match(wrong.json.faults[0].text.en, /lower 227 is above upper 220/);
    for (const [body, slug] of [
      [{ documents: documents(), streams: ["IM-99/melt_temp"] }, "stream-not-found"],
      [{ documents: [] }, "no-documents"],
      [{ documents: documents(), from: time(10), to: time(5) }, "range"],
    ]) {
      const answer = await site.call("POST", "/api/v1/backtests", { token: engineer, body });
      assert.ok(answer.json.type.endsWith(slug), `${answer.json.type} is not ${slug}`);
    }
  });

  test("finds the same by the command line: beside the server, over it, and from a file without a site", async () => {
    const words = ["backtest", "--plan", draft, "--stream", "IM-01/melt_temp", "--json"];
    const beside = await jidoka([...words, "--store", site.store]);
    assert.equal(beside.code, 0, beside.err);
    const over = await jidoka([...words, "--server", site.address], { env: { JIDOKA_TOKEN: engineer } });
    assert.equal(over.code, 0, over.err);
    const ours = JSON.parse(beside.out);
    assert.deepEqual(JSON.parse(over.out), ours);
    assert.deepEqual(ours.out_of_specification, { only_draft: 1, only_active: 0, both: 1 });
    const nowhere = ["--store", `sqlite:${path.join(temporary_folder(), "none")}`];
    const file = await jidoka(["backtest", "--plan", draft, "--against", path.join(demo_plant, "plan-housing.yaml"),
      "--readings", csv, "--map", map, "--json", ...nowhere]);
    assert.equal(file.code, 0, file.err);
    const alone = JSON.parse(file.out);
    assert.deepEqual(alone.out_of_specification, ours.out_of_specification);
    assert.equal(alone.readings, 1200);
    assert.equal(alone.lines[0].draft.reactions.units_held, undefined, "from a file nobody knows what ran");
    const table = await jidoka(["backtest", "--plan", draft, "--readings", csv, "--map", map, ...nowhere]);
    assert.equal(table.code, 0, table.err);
    assert.match(table.out, /the draft stands alone/);
    assert.match(table.out, /out of specification +2/);
  });
});
