// How the API behaves whatever it is about: keys that make retries safe, pages, ETags, live events, languages, figures.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFileSync } from "node:fs";
import path from "node:path";
import { at, demo_plant, jidoka, Site, until } from "./site.mjs";

// Reads server-sent events: {id, event, data}.
class Events {
  constructor(site, query, token, headers = {}) {
    this.seen = [];
    this.stop = new AbortController();
    this.ended = this.follow(site.address + "/api/v1/events" + query, { authorization: `Bearer ${token}`, ...headers });
  }
  async follow(address, headers) {
    try {
      const response = await fetch(address, { headers, signal: this.stop.signal });
      this.type = response.headers.get("content-type");
      let text = "";
      for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
        text += bytes;
        for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
          const fields = Object.fromEntries(text.slice(0, end).split("\n").map((line) => line.split(/: (.*)/s, 2)));
          if (fields.data) this.seen.push({ id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data) });
        }
      }
    } catch (error) {
      if (error.name !== "AbortError" && !/terminated/.test(error.message)) throw error;
    }
  }
  first(name) {
    return until(() => this.seen.find((each) => each.event === name), { what: `the event ${name}` });
  }
  async close() {
    this.stop.abort();
    await this.ended;
  }
}

describe("The API", () => {
  let site, admin, station, operator;
  const receive = (lot, more = {}) =>
    site.post(`/api/v1/lots/${lot}/receive`, { material: "RESIN-PA66", quantity: "2", uom: "kg", ...more.body },
      { token: station, headers: more.headers });
  const hold = (unit, headers) =>
    site.post("/api/v1/holds", { scope: { kind: "unit", id: unit }, reason: "scratched" }, { token: operator, headers });

  before(async () => {
    site = await Site.start();
    [admin, station, operator] = [await site.token("admin"), await site.token("station"), await site.token("operator")];
  });
  after(() => site?.stop());

  test("the same Idempotency-Key gets the same answer and does it once, also after a restart", async () => {
    const headers = { "idempotency-key": "hold-U-77" };
    const first = await hold("U-77", headers);
    const again = await hold("U-77", headers);
    assert.equal(first.status, 201, first.text);
    assert.equal(again.text, first.text);
    await site.kill();
    await site.serve();
    assert.equal((await hold("U-77", headers)).text, first.text);
    const holds = (await site.ok("GET", "/api/v1/holds?state=active", { token: operator })).items;
    assert.equal(holds.filter((each) => each.scope.id === "U-77").length, 1);
    const other = await hold("U-77", { "idempotency-key": "another" });
    assert.notEqual(other.text, first.text);
  });

  test("a key answers the request that it was used for, and no other", async () => {
    const headers = { "idempotency-key": "kk" };
    const first = await hold("KK-1", headers);
    assert.equal(first.status, 201);
    const other = await hold("KK-2", headers);
    assert.equal(other.status, 409, other.text);
    assert.match(other.json.type, /idempotency-key-reused$/);
    const release = await site.post(`/api/v1/holds/${first.json.id}/release`, { reason: "checked" }, { token: operator, headers });
    assert.notEqual(release.text, first.text);
    const permit = await site.get("/api/v1/units/KK-3/permit?operation=OP10&equipment=IM-01", { token: operator, headers });
    assert.ok("allowed" in permit.json, permit.text);
    assert.equal((await hold("KK-1", headers)).text, first.text);
  });

  test("a key belongs to who sent it", async () => {
    const headers = { "idempotency-key": "shared" };
    const one = await receive("K-1", { headers });
    const two = await site.post("/api/v1/lots/K-2/receive", { material: "RESIN-PA66", quantity: "2", uom: "kg" }, { token: admin, headers });
    assert.deepEqual([one.json.id, two.json.id], ["K-1", "K-2"]);
  });

  test("a list is paged through without a gap or a repetition, also while it grows", async () => {
    for (let n = 0; n < 25; ++n) assert.equal((await receive(`PAGE-${n}`)).status, 200);
    const seen = [];
    let after_id = "";
    do {
      const answer = await site.ok("GET", `/api/v1/lots?text=PAGE-&limit=4&after=${encodeURIComponent(after_id)}`, { token: station });
      assert.ok(answer.items.length <= 4);
      seen.push(...answer.items.map((item) => item.id));
      after_id = answer.next;
      if (seen.length === 8) await receive("PAGE-late");
    } while (after_id !== "");
    const early = seen.filter((id) => id !== "PAGE-late");
    assert.deepEqual([...early].sort(), Array.from({ length: 25 }, (_, n) => `PAGE-${n}`).sort());
    assert.equal(new Set(seen).size, seen.length);
    for (const wrong of ["limit=1001", "limit=x", "after=%00nonsense", "after=nonsense"]) {
      const answer = await site.get(`/api/v1/lots?${wrong}`, { token: station });
      assert.equal(answer.status, 400, wrong);
    }
  });

  test("what did not change answers 304, what did answers anew", async () => {
    const first = await site.get("/api/v1/lots/PAGE-1", { token: station });
    const etag = first.headers.get("etag");
    assert.ok(etag);
    const ask = () => site.get("/api/v1/lots/PAGE-1", { token: station, headers: { "if-none-match": etag } });
    const same = await ask();
    assert.deepEqual([same.status, same.text], [304, ""]);
    await site.ok("POST", "/api/v1/lots/PAGE-1/scrap", { token: station, body: { reason: "wet" } });
    assert.equal((await ask()).status, 200);
  });

  test("events arrive live, and after a pause nothing is missing and nothing comes twice", async () => {
    const live = new Events(site, "?topics=holds,alarms", operator);
    await until(() => live.type, { what: "the stream" });
    assert.match(live.type, /text\/event-stream/);
    await hold("E-1");
    const event = await live.first("hold_placed");
    assert.equal(event.data.data.scope.id, "E-1");
    await live.close();
    for (const unit of ["E-2", "E-3"]) await hold(unit);
    const resumed = new Events(site, "?topics=holds,alarms", operator, { "last-event-id": String(event.id) });
    await until(() => resumed.seen.length >= 2, { what: "what was missed" });
    await hold("E-4");
    await until(() => resumed.seen.length >= 3, { what: "what came after" });
    assert.deepEqual(resumed.seen.map((each) => each.data.data.scope.id), ["E-2", "E-3", "E-4"]);
    const ids = resumed.seen.map((each) => each.id);
    assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b));
    await resumed.close();
  });

  test("readings of the streams that one asks for arrive live", async () => {
    const live = new Events(site, "?topics=readings&streams=IM-01/pressure", operator);
    await until(() => live.type, { what: "the stream" });
    const time = Date.now() - 5000;
    const reading = (tag, n) => ({ equipment: "IM-01", tag, time: at(time + n), value: 1000 + n });
    await site.ok("POST", "/api/v1/readings?source=stations", {
      token: station, body: [reading("pressure", 0), reading("pressure", 1), { ...reading("cycle_time", 0), value: 30 }],
    });
    const event = await live.first("readings");
    assert.equal(event.data.stream, "IM-01/pressure");
    assert.deepEqual(event.data.values, [1000, 1001]);
    await live.close();
  });

  test("mistakes are told in the asker's language, with what would be right", async () => {
    for (const [language, pattern] of [["zh-CN,zh;q=0.9", /[一-鿿]/], ["en", /^[ -~]+$/]]) {
      const answer = await site.post("/api/v1/holds", { scope: { kind: "unit", id: "U-1" } }, { token: operator, headers: { "accept-language": language } });
      assert.equal(answer.status, 400);
      assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
      assert.match(answer.json.detail, pattern);
      assert.match(answer.json.title, pattern);
      assert.equal(answer.json.status, 400);
      assert.ok(answer.json.text.en && answer.json.text.zh);
    }
  });

  test("all mistakes of plant documents come at once, with their places, and nothing changes", async () => {
    const yaml = [
      "kind: equipment", "id: OVEN-1", "name: {en: Oven, zh: 烘箱}", "level: station", "in: NOWHERE",
      "tags: {heat: {uom: nonsense}}", "---", "kind: material", "id: GLUE", "tracked_by: barrel",
    ].join("\n");
    const answer = await site.post("/api/v1/plant/apply?file=oven.yaml", Buffer.from(yaml), { token: admin, headers: { "content-type": "application/yaml" } });
    assert.equal(answer.status, 400);
    assert.ok(answer.json.faults.length >= 3, answer.text);
    assert.ok(answer.json.faults.every((fault) => fault.text.en && fault.text.zh));
    assert.ok(answer.json.faults.some((fault) => fault.line === 10), answer.text);
    assert.equal((await site.get("/api/v1/plant/equipment/OVEN-1", { token: admin })).status, 404);
  });

  test("a change of the plant can be looked at first; applied, it is a new revision", async () => {
    const text = readFileSync(path.join(demo_plant, "plan-housing.yaml"), "utf8").replace("upper: 233", "upper: 234").replace("revision: 1", "revision: 2");
    const send = (query) => site.post(`/api/v1/plant/apply${query}`, Buffer.from(text), { token: admin, headers: { "content-type": "application/yaml" } });
    for (const wrong of ["1", "yes", "TRUE"]) assert.equal((await send(`?dry_run=${wrong}`)).status, 400, wrong);
    const looked = await send("?dry_run=true");
    assert.equal(looked.json.applied, false, looked.text);
    assert.ok(looked.json.changes[0].differences.some((line) => /233 → 234/.test(line)), looked.text);
    assert.equal((await send("?reason=new%20mould")).json.applied, true);
    const { revisions } = await site.ok("GET", "/api/v1/plant/control_plan/CP-HOUSING-A", { token: admin });
    assert.equal(revisions.length, 2);
    assert.equal(revisions[0].revision, revisions[1].revision + 1);
  });

  test("health and figures say how it is", async () => {
    const health = await site.ok("GET", "/health");
    assert.deepEqual([health.status, health.store], ["ok", "ok"]);
    assert.ok(health.ledger_size > 0 && health.version.length > 0);
    const figures = (await site.get("/metrics", { token: await site.token("auditor") })).text;
    const value = (name) => Number(new RegExp(`^jidoka_${name} (\\S+)$`, "m").exec(figures)?.[1]);
    assert.ok(value("ledger_size") >= health.ledger_size, "asked a moment later");
    assert.ok(value("readings_accepted_total") >= 3 && value("commits_total") > 0);
    for (const line of figures.trim().split("\n")) assert.match(line, /^(# (HELP|TYPE) jidoka_\w+ .+|jidoka_\w+(\{[^}]*\})? [-+.\deE]+|jidoka_\w+(\{[^}]*\})? (NaN|[+-]Inf))$/);
  });

  test("an uploaded file is kept under the hash of its bytes", async () => {
    const bytes = Buffer.from([0, 1, 2, 250, 251, 10, 13]);
    const answer = await site.post("/api/v1/files", bytes, { token: admin, headers: { "content-type": "application/octet-stream" } });
    assert.ok(answer.status < 300, answer.text);
    const response = await fetch(`${site.address}/api/v1/files/${answer.json.sha256}`, { headers: { authorization: `Bearer ${operator}` } });
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(bytes));
    assert.equal((await site.get("/api/v1/files/..%2f..%2fserve.key", { token: operator })).status >= 400, true);
  });

  test("search finds units, holds, equipment and documents", async () => {
    const kinds = async (text) => (await site.ok("GET", `/api/v1/search?q=${encodeURIComponent(text)}`, { token: operator })).items.map((item) => item.kind);
    assert.ok((await kinds("IM-01")).includes("equipment"));
    assert.ok((await kinds("注塑机")).includes("equipment"));
    assert.ok((await kinds("PAGE-7")).includes("lot"));
    assert.ok((await kinds("CP-HOUSING")).includes("document"));
  });

  test("alarms are acknowledged and put on the shelf by those who may", async () => {
    await site.ok("POST", "/api/v1/readings?source=stations", {
      token: station, body: [{ equipment: "ST-03", tag: "leak_rate", time: at(Date.now() - 2000), value: 9, unit: "SN-9" }],
    });
    const [alarm] = (await site.ok("GET", "/api/v1/alarms?open=true", { token: operator })).items;
    assert.equal(alarm.equipment, "ST-03");
    await site.ok("POST", `/api/v1/alarms/${alarm.id}/acknowledge`, { token: operator, body: { note: "on my way" } });
    const shift = await site.token("shift_leader");
    assert.equal((await site.post(`/api/v1/alarms/${alarm.id}/shelve`, { reason: "seal is changed", for: "1h" }, { token: operator })).status, 403);
    await site.ok("POST", `/api/v1/alarms/${alarm.id}/shelve`, { token: shift, body: { reason: "seal is changed", for: "1h" } });
    const after_it = await site.ok("GET", `/api/v1/alarms/${alarm.id}`, { token: operator });
    assert.equal(after_it.state, "acknowledged");
    assert.equal(after_it.note, "on my way");
    assert.ok(Date.parse(after_it.shelved_until) > Date.now() + 3_500_000);
    await site.ok("POST", `/api/v1/alarms/${alarm.id}/unshelve`, { token: shift, body: {} });
  });

  test("apply over the network says the same mistakes as apply on the store", async () => {
    const refused = await jidoka(["apply", demo_plant, "--dry-run", "--server", site.address], { env: { JIDOKA_TOKEN: admin } });
    assert.equal(refused.code, 1, "the plan was changed above, so what the folder says is another revision");
    assert.match(refused.err, /plan-housing\.yaml:\d+:\d+ .*revision/);
    const nobody = await jidoka(["apply", demo_plant, "--dry-run", "--server", site.address], { env: { JIDOKA_TOKEN: "jdk_wrong" } });
    assert.equal(nobody.code, 5, nobody.err);
  });
});
