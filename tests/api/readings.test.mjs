// Every way in which readings arrive, and what becomes of those that cannot be trusted.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { at, Site } from "./site.mjs";

describe("Readings", () => {
  let site, station, quality;
  const began = Date.now() - 10 * 60_000;
  let next = 0;
  const fresh = () => began + ++next * 1000;
  const send = (body, headers = {}, target = "/api/v1/readings?source=stations") =>
    site.post(target, Buffer.from(body), { token: station, headers });
  const samples = async (tag = "pressure", equipment = "IM-01") =>
    (await site.ok("GET", `/api/v1/streams/${equipment}/${tag}/samples?limit=1000`, { token: station })).items;

  before(async () => {
    site = await Site.start();
    [station, quality] = [await site.token("station"), await site.token("quality_engineer")];
  });
  after(() => site?.stop());

  const forms = {
    JSON: ["application/json", (rows) => JSON.stringify(rows)],
    NDJSON: ["application/x-ndjson", (rows) => rows.map((row) => JSON.stringify(row)).join("\n") + "\n"],
    CSV: ["text/csv", (rows) => ["equipment,tag,time,value,unit", ...rows.map((row) =>
      [row.equipment, row.tag, row.time, row.value, row.unit].join(","))].join("\r\n")],
  };
  for (const [name, [type, write]] of Object.entries(forms))
    for (const packed of [false, true])
      test(`come as ${name}${packed ? ", gzipped" : ""}, and are there when it answers`, async () => {
        const rows = [1001, 1002.5].map((value) => ({ equipment: "IM-01", tag: "pressure", time: at(fresh()), value, unit: "SN-1" }));
        const headers = { "content-type": type, ...(packed ? { "content-encoding": "gzip" } : {}) };
        const body = packed ? gzipSync(write(rows)) : write(rows);
        const answer = await send(body, headers);
        assert.deepEqual(answer.json, { accepted: 2, duplicates: 0, quarantined: 0, refused: [] }, answer.text);
        const stored = await samples();
        for (const row of rows) {
          const found = stored.filter((each) => Date.parse(each.time) === Date.parse(row.time));
          assert.equal(found.length, 1);
          assert.equal(found[0].unit, "SN-1");
          assert.equal(found[0].value, Math.round(row.value), "rounded to the precision of the tag, 1 bar");
        }
        const again = await send(body, headers);
        assert.deepEqual([again.json.accepted, again.json.duplicates], [0, 2]);
      });

  for (const packed of [false, true])
    test(`come as line protocol${packed ? ", gzipped" : ""}, answered with 204 and counts`, async () => {
      const time = fresh();
      const text = `IM-02,unit=SN-2 melt_temp=230.4,pressure=990 ${time}\nIM-02 melt_temp=230.6 ${time + 100}\n`;
      const headers = packed ? { "content-encoding": "gzip" } : {};
      const target = "/api/v2/write?precision=ms&source=press-gateway&bucket=any&org=any";
      const answer = await send(packed ? gzipSync(text) : text, headers, target);
      assert.equal(answer.status, 204, answer.text);
      const counts = ["accepted", "duplicates", "quarantined"].map((name) => answer.headers.get(`jidoka-${name}`));
      assert.deepEqual(counts, ["3", "0", "0"]);
      const stored = await samples("melt_temp", "IM-02");
      assert.ok(stored.some((each) => Date.parse(each.time) === time && each.value === 230.4 && each.unit === "SN-2"));
    });

  // As Telegraf's influx serializer writes them: sorted tags, whole numbers with i, unsigned with u, text in quotes where
  // only quotes and backslashes are escaped, so that a line end stands in the text as it is.
  test("come from Telegraf: a text over several lines is set aside alone, and the numbers around it are taken", async () => {
    const [first, second] = [fresh(), fresh()];
    const text = [
      `IM-02,host=press\\ 2,line=A melt_temp=231.7,message="E17: \\"nozzle\\"\nsee C:\\\\log, or call=1 2",pressure=1001i ${first}000000`,
      `IM-02,host=press\\ 2,line=A melt_temp=231.8,pressure=1002u,running=true ${second}000000`, "",
    ].join("\n");
    const answer = await send(text, { "content-type": "text/plain; charset=utf-8" }, "/api/v2/write?bucket=plant&org=plant&precision=ns&source=stations");
    assert.equal(answer.status, 204, answer.text);
    const counts = ["accepted", "duplicates", "quarantined"].map((name) => answer.headers.get(`jidoka-${name}`));
    assert.deepEqual(counts, ["4", "0", "2"], "message is text, running is no tag of IM-02");
    const { items } = await site.ok("GET", "/api/v1/quarantine?state=open&limit=2", { token: station });
    assert.deepEqual(items.map((each) => [each.reading.tag, each.code]).sort(), [["message", "not_a_number"], ["running", "unknown_stream"]]);
    const stored = await samples("pressure", "IM-02");
    for (const [time, value] of [[first, 1001], [second, 1002]])
      assert.ok(stored.some((each) => Date.parse(each.time) === time && each.value === value));
  });

  test("a stream that a gateway brings for the first time is catalogued; one from a station is quarantined", async () => {
    const line = `NEW-7 vibration=1.25 ${fresh()}`;
    assert.equal((await send(line, {}, "/api/v2/write?precision=ms&source=press-gateway")).status, 204);
    assert.deepEqual((await samples("vibration", "NEW-7")).map((each) => each.value), [1.25]);
    const answer = await send(JSON.stringify([{ equipment: "NEW-8", tag: "vibration", value: 1 }]), { "content-type": "application/json" });
    assert.deepEqual([answer.json.quarantined, answer.json.refused[0].code], [1, "unknown_stream"]);
  });

  test("units of measure are converted, and what does not convert is refused", async () => {
    const time = at(fresh());
    const body = [
      { equipment: "IM-01", tag: "melt_temp", time, value: 446, uom: "[degF]" },
      { equipment: "IM-01", tag: "melt_temp", time: at(fresh()), value: 3, uom: "kg" },
    ];
    const answer = await send(JSON.stringify(body), { "content-type": "application/json" });
    assert.deepEqual([answer.json.accepted, answer.json.refused.map((each) => each.code)], [1, ["uom_mismatch"]]);
    assert.equal((await samples("melt_temp")).find((each) => each.time === time || Date.parse(each.time) === Date.parse(time)).value, 230);
  });

  const untrusted = {
    unknown_stream: () => ({ equipment: "IM-01", tag: "no_such_tag", value: 1 }),
    out_of_range: () => ({ equipment: "IM-01", tag: "melt_temp", value: 4000 }),
    in_the_future: () => ({ equipment: "IM-01", tag: "melt_temp", value: 230, time: "2126-01-01T00:00:00Z" }),
    uom_mismatch: () => ({ equipment: "IM-01", tag: "melt_temp", value: 230, uom: "mm" }),
    malformed: () => ({ equipment: "IM-01", tag: "melt_temp", value: 230, colour: "red" }),
  };
  for (const [code, make] of Object.entries(untrusted))
    test(`a reading is quarantined as ${code}, with the reason in both languages, and the rest is taken`, async () => {
      const good = { equipment: "IM-01", tag: "cycle_time", time: at(fresh()), value: 31.5 };
      const answer = await send(JSON.stringify([make(), good]), { "content-type": "application/json" });
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual([answer.json.accepted, answer.json.quarantined], [1, 1]);
      const [refusal] = answer.json.refused;
      assert.deepEqual([refusal.code, refusal.index], [code, 0]);
      assert.ok(refusal.text.en.length > 5 && /[一-鿿]/.test(refusal.text.zh));
      const open = await site.ok("GET", "/api/v1/quarantine?state=open&limit=1", { token: station });
      assert.equal(open.items[0].code, code);
    });

  test("one thousand written with a comma is not one point two", async () => {
    const time = at(fresh());
    const answer = await send(`equipment,tag,time,value\nIM-01,pressure,${time},"1,234"\n`, { "content-type": "text/csv" });
    assert.deepEqual([answer.json.accepted, answer.json.quarantined, answer.json.refused[0]?.code], [0, 1, "not_a_number"], answer.text);
    const decimals = await send(`equipment;tag;time;value\nIM-01;cycle_time;${time};31,5\n`, { "content-type": "text/csv" });
    assert.equal(decimals.json.accepted, 1, decimals.text);
  });

  test("a sender that could not read something itself hands it in with its reason", async () => {
    const reason = { field: "Zeit", en: "gestern is no time.", zh: "“gestern”不是时间。" };
    const answer = await send(JSON.stringify([{ equipment: "IM-01", tag: "pressure", time: "gestern", value: "990", uom: "bar", set_aside: reason }]),
      { "content-type": "application/json" });
    const [refusal] = answer.json.refused;
    assert.deepEqual([refusal.code, refusal.field, refusal.text], ["malformed", "Zeit", { en: reason.en, zh: reason.zh }], answer.text);
    assert.deepEqual([refusal.reading.time, refusal.reading.value, refusal.reading.uom], ["gestern", "990", "bar"]);
  });

  test("a line of more fields than any machine has is refused at once", async () => {
    const fields = Array.from({ length: 160_000 }, (_, n) => `f${n}=1`).join(",");
    const began_at = Date.now();
    const answer = await send(`IM-01 ${fields}\nIM-01 pressure=1003 ${fresh()}000000\n`, {}, "/api/v2/write?source=press-gateway");
    assert.deepEqual([answer.status, answer.headers.get("jidoka-accepted"), answer.headers.get("jidoka-quarantined")], [204, "1", "1"]);
    assert.ok(Date.now() - began_at < 5000);
  });

  test("two values for one moment of a stream conflict", async () => {
    const time = at(fresh());
    const reading = (value) => JSON.stringify([{ equipment: "IM-01", tag: "pressure", time, value }]);
    await send(reading(1000), { "content-type": "application/json" });
    const answer = await send(reading(1005), { "content-type": "application/json" });
    assert.deepEqual([answer.json.accepted, answer.json.quarantined, answer.json.refused[0]?.code], [0, 1, "conflict"], answer.text);
  });

  test("a quarantined reading is corrected and judged, or discarded, once and with a reason", async () => {
    const bad = { equipment: "IM-01", tag: "melt_tmp", time: at(fresh()), value: 231.4 };
    await send(JSON.stringify([bad, { ...bad, value: 12345 }]), { "content-type": "application/json" });
    const { items: [second, first] } = await site.ok("GET", "/api/v1/quarantine?state=open&limit=2", { token: quality });
    const corrected = { equipment: "IM-01", tag: "melt_temp", time: bad.time, value: "231.4" };
    const replay = (id, body, token = quality) => site.post(`/api/v1/quarantine/${id}/replay`, body, { token });
    assert.equal((await replay(first.id, { reason: "typed wrong", reading: corrected }, station)).status, 403);
    assert.equal((await replay(first.id, { reason: "", reading: corrected })).status, 400);
    const still_wrong = await replay(first.id, { reason: "typed wrong", reading: { ...corrected, value: "9999" } });
    assert.equal(still_wrong.status, 400);
    const done = await replay(first.id, { reason: "typed wrong", reading: corrected });
    assert.equal(done.status, 200, done.text);
    assert.ok((await samples("melt_temp")).some((each) => Date.parse(each.time) === Date.parse(bad.time) && each.value === 231.4));
    assert.equal((await replay(first.id, { reason: "typed wrong", reading: corrected })).status, 409);
    const discarded = await site.post(`/api/v1/quarantine/${second.id}/discard`, { reason: "sensor was unplugged" }, { token: quality });
    assert.equal(discarded.status, 200, discarded.text);
    const settled = await site.ok("GET", `/api/v1/quarantine/${second.id}`, { token: station });
    assert.deepEqual([settled.state, settled.reason], ["discarded", "sensor was unplugged"]);
    assert.match(settled.settled_by, /^token:T-\d+$/);
  });

  test("a day of one stream is given back to the last bit, over the page boundary and a restart", async () => {
    const values = Array.from({ length: 3000 }, (_, n) => Math.round((230 + 2 * Math.sin(n / 50)) * 10) / 10);
    const rows = values.map((value, n) => ({ equipment: "IM-02", tag: "melt_temp", time: at(began - 4000_000 + n * 1000), value }));
    const answer = await send(JSON.stringify(rows), { "content-type": "application/json" });
    assert.equal(answer.json.accepted, 3000);
    await site.kill();
    await site.serve();
    const from = rows[0].time;
    const to = at(began - 4000_000 + 3_000_000);
    const target = `/api/v1/streams/IM-02/melt_temp/samples?from=${from}&to=${to}&limit=3000`;
    const stored = (await site.ok("GET", target, { token: station })).items;
    assert.deepEqual(stored.map((each) => each.value), values);
    const buckets = (await site.ok("GET", `/api/v1/streams/IM-02/melt_temp/buckets?from=${from}&to=${to}&count=10`, { token: station })).items;
    assert.equal(buckets.reduce((sum, bucket) => sum + bucket.count, 0), 3000);
    assert.equal(Math.max(...buckets.map((bucket) => bucket.max)), Math.max(...values));
  });
});
