// Control charts over a series, by the command line and by the API, and the way from phase 1 to locked limits: what is asked of
// a stream's past becomes the plan's next revision, which then judges.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { at, jidoka, Site, temporary_folder } from "./site.mjs";

// A stable process about 230 with one point that had a cause.
const noise = (i) => Math.sin(i * 12.9898) * 0.6 + Math.cos(i * 78.233) * 0.4;
const melt = Array.from({ length: 60 }, (_, i) => Number((230 + noise(i) + (i === 30 ? 9 : 0)).toFixed(3)));

describe("jidoka spc", () => {
  const rows = (values) => `x\n${values.join("\n")}\n`;

  test("prints a table for people and JSON for scripts, and draws", async () => {
    const picture = path.join(temporary_folder(), "chart.svg");
    const told = await jidoka(["spc", "--chart", "i-mr", "--value", "x", "--rules", "nelson", "--json", "--svg", picture, "-"], { input: rows(melt) });
    assert.equal(told.code, 0, told.err);
    const { panels } = JSON.parse(told.out);
    assert.deepEqual(panels.map((each) => [each.name, each.points.length]), [["i", 60], ["mr", 59]]);
    assert.deepEqual(panels[0].signals.find((each) => each.index === 30).rules, ["nelson1"]);
    assert.match(readFileSync(picture, "utf8"), /^<svg|^<\?xml/);
    const table = await jidoka(["spc", "--value", "x", "--size", "5"], { input: rows(melt), language: "zh" });
    assert.equal(table.code, 0, table.err);
    assert.match(table.out, /均值-极差图/);
  });

  test("refuses what no limits follow from, and says what would be right", async () => {
    for (const [words, input, pattern] of [
      [["--chart", "i-mr"], "x\n", /no values/], [["--chart", "i-mr"], rows([3, 3, 3]), /do not differ/], [["--chart", "i-mr"], rows([3]), /two neighbouring/],
      [["--chart", "xbar-r"], rows([1, 2, 3]), /subgroups of two/], [["--chart", "pie"], rows([1, 2]), /one of: xbar-r/], [["--chart", "i-mr"], "x\nNaN\nNA\n", /no value at all/],
      [["--chart", "i-mr"], rows([1, "inf"]), /row 3/], [["--chart", "c"], rows([1, 2.5]), /whole numbers/], [["--chart", "i-mr", "--phase1", "9"], rows([1, 2, 3]), /only 3/],
    ]) {
      const told = await jidoka(["spc", "--value", "x", ...words], { input });
      assert.equal(told.code, 1, `${words}: ${told.out}`);
      assert.match(told.err, pattern);
    }
  });
});

describe("A chart over a stream's past", () => {
  let site, quality, operator;
  const began = Date.now() - 3_600_000;
  before(async () => {
    site = await Site.start();
    quality = await site.token("quality_engineer");
    operator = await site.token("operator");
    const sent = await site.call("POST", "/api/v1/readings", {
      token: await site.token("source"), body: melt.map((value, i) => ({ equipment: "IM-02", tag: "melt_temp", time: at(began + i * 1000), value, uom: "Cel" })),
    });
    assert.equal(sent.status, 200, JSON.stringify(sent.json));
  });
  after(() => site?.stop());
  const ask = (body, token = operator) => site.call("POST", "/api/v1/charts/analyse", { token, body });
  const stream = { equipment: "IM-02", tag: "melt_temp", points: 60 };

  test("is drawn with any chart, with the false-alarm rate of every set of rules", async () => {
    const { status, json } = await ask({ spec: { chart: "i-mr", rules: "nelson", phase1: 30 }, stream });
    assert.equal(status, 200, JSON.stringify(json));
    assert.equal(json.times.length, 60);
    assert.equal(json.uom, "Cel");
    assert.ok(json.analysis.panels[0].signals.some((each) => each.index === 30));
    const rates = Object.fromEntries(json.rule_sets.map((each) => [each.rules, each.points_per_false_alarm]));
    assert.ok(Math.abs(rates["western-electric"] - 91.75) < 0.01 && rates.nelson < 80 && rates.none === undefined);
    for (const chart of ["xbar-r", "xbar-s", "median", "ewma", "cusum", "moving-average"]) {
      const other = await ask({ spec: { chart }, stream: { ...stream, points: 12, subgroup_size: 5 } });
      assert.equal(other.status, 200, `${chart}: ${JSON.stringify(other.json)}`);
      assert.equal(other.json.analysis.subgroups, 12);
    }
  });

  test("takes values that are sent along, and refuses what it cannot answer", async () => {
    const p = await ask({ spec: { chart: "p" }, data: { values: [[3, 5, null, 2]], sizes: [50, 50, 50, 50] } });
    assert.deepEqual(p.json.analysis.panels[0].points, [0.06, 0.1, null, 0.04]);
    const faults = [
      [{ spec: { chart: "i-mr" } }, 400], [{ spec: { chart: "i-mr" }, stream, data: { values: [[1, 2]] } }, 400], [{ spec: { chart: "i-mr" }, data: { values: [] } }, 400],
      [{ spec: { chart: "i-mr" }, stream: { ...stream, tag: "nothing" } }, 404], [{ spec: { chart: "i-mr" }, stream: { ...stream, points: 5001 } }, 400],
      [{ spec: { chart: "i-mr" }, data: { values: [Array.from({ length: 200_001 }, () => 1)] } }, 413], [{ spec: { chart: "pie" }, stream }, 400],
      [{ spec: { chart: "ewma", lambda: 7 }, stream }, 400],
    ];
    for (const [body, status] of faults) {
      const told = await ask(body);
      assert.equal(told.status, status, JSON.stringify(body).slice(0, 200));
      assert.ok(told.json.detail.length > 0);
    }
    assert.equal((await site.call("POST", "/api/v1/charts/analyse", { body: {} })).status, 401);
  });

  test("becomes the plan's next revision, which judges by the locked limits", async () => {
    const { json } = await ask({ spec: { chart: "i-mr", rules: "western-electric", exclusions: [{ index: 30, reason: "heater band broken" }] }, stream });
    assert.equal(json.analysis.panels[0].signals.some((each) => each.index === 30), false);
    const detail = await site.ok("GET", "/api/v1/streams/IM-02/melt_temp", { token: quality });
    const line = detail.lines.find((each) => each.chart);
    const [plan, revision] = line.plan.split("@");
    const { revisions } = await site.ok("GET", `/api/v1/plant/control_plan/${plan}`, { token: quality });
    const body = revisions.find((each) => each.in_force).body;
    const limits = { mean: json.analysis.mean, sigma: json.analysis.panels[0].sigma, reason: "Phase 1 without the broken heater" };
    const lines = body.lines.map((each) => (each.id === line.line ? { ...each, chart: { type: "i-mr", rules: ["we1", "nelson3", "run-7"], limits } } : each));
    const applied = await site.call("POST", "/api/v1/plant/apply", { token: quality, body: { documents: [{ kind: "control_plan", ...body, revision: Number(revision) + 1, lines }], reason: limits.reason } });
    assert.equal(applied.status, 200, JSON.stringify(applied.json));
    const chart = await site.ok("GET", "/api/v1/streams/IM-02/melt_temp/chart?points=5", { token: quality });
    assert.equal(chart.plan, `${plan}@${Number(revision) + 1}`);
    assert.ok(Math.abs(chart.panels[0].center - limits.mean) < 1e-9);
    const token = await site.token("source");
    const rising = Array.from({ length: 6 }, (_, i) => ({ equipment: "IM-02", tag: "melt_temp", time: at(began + 100_000 + i * 1000), value: Number((limits.mean - 0.5 + i * 0.1).toFixed(3)), uom: "Cel" }));
    assert.equal((await site.call("POST", "/api/v1/readings", { token, body: rising })).status, 200);
    const { items } = await site.ok("GET", "/api/v1/verdicts?equipment=IM-02&tag=melt_temp", { token: quality });
    const found = items.find((each) => each.rules.includes("nelson3"));
    assert.ok(found, JSON.stringify(items.map((each) => each.rules)));
    assert.match(found.text.zh, /连续6点递增或递减/);
  });
});
