// Production in bulk: a file of acts through the API and through the command line, and the twin's history as one.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { demo_plant, jidoka, jidoka_done, root, Site, temporary_folder } from "./site.mjs";

const at = (second) => new Date(Date.now() - 3_600_000 + second * 1000).toISOString();
const moulded = (serial, second) => [
  { do: "start", kind: "unit", id: serial, operation: "OP10", equipment: "IM-01", person: "wang.fang", at: at(second) },
  { do: "consume", kind: "unit", id: serial, from: { kind: "lot", id: "R-1" }, quantity: 0.042, uom: "kg", operation: "OP10", equipment: "IM-01", at: at(second) },
  { do: "complete", kind: "unit", id: serial, operation: "OP10", equipment: "IM-01", at: at(second + 42) },
];
const lines = (acts) => acts.map((act) => JSON.stringify(act)).join("\n");
const resin = { do: "receive", kind: "lot", id: "R-1", material: "RESIN-PA66", quantity: 25, uom: "kg" };

describe("Production in bulk", { timeout: 180_000 }, () => {
  let site, token;
  before(async () => {
    site = await Site.start();
    token = await site.token("station");
  });
  after(() => site?.stop());
  const send = (text, { headers, ...options } = {}) =>
    site.post("/api/v1/production", text, { token, headers: { "content-type": "application/x-ndjson", ...headers }, ...options });

  test("each act is decided like its own route; what is refused says why and changes nothing", async () => {
    const answer = await send(lines([resin, ...moulded("SN-1", 0), ...moulded("SN-1", 60), { do: "pack", kind: "unit", id: "SN-1", into: "B-1" }, ...moulded("SN-2", 120)]));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.accepted, 7);
    assert.deepEqual(answer.json.refused.map(({ index }) => index), [4, 5, 6, 7]);
    assert.ok(answer.json.refused.every(({ code, text }) => code && text.en && /[一-鿿]/.test(text.zh)), answer.text);
    const unit = await site.ok("GET", "/api/v1/units/SN-1", { token });
    assert.equal(unit.runs.length, 1);
  });

  test("the same request with its key happens once", async () => {
    const headers = { "idempotency-key": "week-1" };
    const acts = lines(moulded("SN-3", 200));
    const first = await send(acts, { headers });
    const again = await send(acts, { headers });
    assert.deepEqual([first.status, again.text], [200, first.text]);
  });

  test("a line that is no act is refused by its number; what is no list of acts as a whole", async () => {
    const broken = await send(`{"do":"dance"}\n\nnot json\n${lines(moulded("SN-4", 300))}`);
    assert.equal(broken.json.accepted, 3);
    assert.deepEqual(broken.json.refused.map(({ index, code }) => [index, code !== ""]), [[0, true], [1, true]]);
    assert.equal((await send("{}\n".repeat(10_001))).status, 413);
    assert.equal((await send("a,b", { headers: { "content-type": "text/csv" } })).status, 415);
    assert.equal((await send("{}", { token: await site.token("source") })).status, 403);
  });

  test("a simulated day is written, imported from its file, and counted", async () => {
    const folder = temporary_folder();
    const store = ["--store", `sqlite:${path.join(folder, "store")}`];
    const words = ["--plant", demo_plant, "--parameters", path.join(root, "examples/twin/pump-line.yaml"), "--seed", "3"];
    await jidoka_done(["apply", demo_plant, "--yes", ...store]);
    await jidoka_done(["twin", ...words, "--history", "6h", "--out", path.join(folder, "day")]);
    const imported = await jidoka_done(["import", "--acts", path.join(folder, "day/acts.ndjson"), ...store]);
    assert.match(imported, /accepted \d{4,}, refused 0/);
    const again = await jidoka_done(["import", "--acts", path.join(folder, "day/acts.ndjson"), ...store]);
    assert.match(again, /accepted \d, refused \d{4,}/);  // a unit that was in work may begin its run again
    const readings = await jidoka_done(["import", path.join(folder, "day/readings.csv"), "--map", path.join(folder, "day/readings-map.yaml"), "--source", "gauge-bench", ...store]);
    assert.match(readings, /accepted \d{5,}, duplicates 0, quarantined 0/);
  });

  test("the command line says what is missing", async () => {
    const file = path.join(temporary_folder(), "acts.ndjson");
    writeFileSync(file, "");
    assert.equal((await jidoka(["import"])).code, 2);
    assert.equal((await jidoka(["import", "--acts", `${file}.none`, "--server", "http://127.0.0.1:1"])).code, 1);
    assert.equal((await jidoka(["twin", "--plant", demo_plant])).code, 2);
    const unknown = await jidoka(["twin", "--plant", demo_plant, "--history", "1h", "--out", "x", "--disturbance", "flood"]);
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /flood/);
  });
});
