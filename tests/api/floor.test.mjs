// What pages show of the floor: names, an item's holds and contents, its passport, the timeline and the effectiveness of
// equipment, and finding things in the ledger; on both stores.
import assert from "node:assert/strict";
import { cpSync, appendFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { start_postgres } from "./postgres.mjs";
import { Shift } from "./shift.mjs";
import { at, demo_plant, Site, temporary_folder, until } from "./site.mjs";

const stores = { "SQLite": () => ({}), "PostgreSQL": () => start_postgres() };
const all_day = 'calendar: {shifts: [{days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00"}]}';

// The demo plant, with a calendar for its line and a cycle for the press.
function planned_plant() {
  const folder = path.join(temporary_folder(), "plant");
  cpSync(demo_plant, folder, { recursive: true });
  appendFileSync(path.join(folder, "equipment.yaml"), `---\nkind: equipment\nid: IM-09\nname: {en: Spare press, zh: 备用注塑机}\nin: LINE-1\n${all_day}\n---\nkind: equipment\nid: IM-10\nname: {en: Press of the workshop, zh: 样件注塑机}\nin: PUMPS\n`);
  appendFileSync(path.join(folder, "products.yaml"), '---\nkind: operation\nid: OP90\nname: {en: Regrind, zh: 回磨}\nat: [IM-09]\nmakes: HOUSING-A\ncycle: 2s\n---\nkind: operation\nid: OP91\nname: {en: Sample, zh: 打样}\nat: [IM-10]\nmakes: HOUSING-A\n');
  return folder;
}

for (const [name, make] of Object.entries(stores)) {
  describe(`The floor on ${name}`, () => {
    let store, site, shift, quality, hold;
    const began = Date.now() - 30 * 60_000;
    const minute = (n) => began + n * 60_000;
    const call = (target) => site.ok("GET", target, { token: quality });

    before(async () => {
      store = make();
      site = await Site.start({ store: store.url, plant: planned_plant() });
      shift = new Shift(site, await site.token("station"));
      quality = await site.token("quality_engineer");
      await shift.receive("RESIN-1", "RESIN-PA66", "25", "kg", "Huafeng Polymers");
      await shift.receive("SCREWS-1", "SCREW-M4", "1000", undefined, "Ningbo Fasteners");
      await shift.mould("HS-1", "IM-01", minute(1), "RESIN-1");
      await shift.mould("HS-2", "IM-01", minute(3), "RESIN-1");
      await shift.assemble("P-1", "HS-1", "SCREWS-1", minute(5));
      await shift.readings([0, 1, 2, 3].map((n) => shift.reading("IM-01", "bore_diameter", minute(4) + n * 1000, 24 + n / 10000, { unit: "HS-1" })));
    });
    after(async () => {
      await site?.stop();
      store?.stop?.();
    });

    test("ids have names", async () => {
      const names = await call("/api/v1/names");
      assert.equal(names.equipment["IM-01"].zh, "1号注塑机");
      assert.equal(names.users["liu.yang"].en, "Liu Yang");
      assert.ok(names.operations.OP10.en && names.materials["HOUSING-A"].zh);
    });

    test("a hold of a lot is shown by everything that it went into, and where it was let go", async () => {
      const placed = await site.ok("POST", "/api/v1/holds", { token: quality, body: { scope: { kind: "lot", id: "RESIN-1" }, reason: "Certificate missing" } });
      hold = placed.id;
      for (const unit of ["HS-1", "HS-2", "P-1"]) {
        const { holds } = await call(`/api/v1/units/${unit}`);
        assert.deepEqual(holds.map((each) => [each.id, each.state, each.released_for_this]), [[hold, "active", false]], unit);
        assert.ok(holds[0].reason.en.length > 0);
      }
      await site.ok("POST", `/api/v1/holds/${hold}/release`, { token: quality, body: { reason: "Measured again", item_kind: "unit", item: "HS-1" } });
      const released = async (unit) => (await call(`/api/v1/units/${unit}`)).holds.map((each) => each.released_for_this);
      assert.deepEqual([await released("HS-1"), await released("P-1"), await released("HS-2")], [[true], [true], [false]], "what HS-1 went into is free with it");
      assert.deepEqual((await call("/api/v1/lots/SCREWS-1")).holds, []);
    });

    test("a box says what is in it", async () => {
      assert.equal((await call("/api/v1/lots/RESIN-1")).contents ?? undefined, undefined);
      for (const [operation, station, when] of [["OP30", "ST-03", minute(7)], ["OP40", "ST-04", minute(7) + 2000]]) {
        await shift.start("P-1", operation, station, when);
        await shift.complete("P-1", operation, station, when + 1000);
      }
      await shift.send("/api/v1/units/P-1/pack", { into: "BOX-1", time: at(minute(8)) });
      const { contents } = await call("/api/v1/lots/BOX-1");
      assert.deepEqual(contents, { count: 1, items: [{ kind: "unit", id: "P-1" }] });
    });

    test("a passport tells how it was made, from what, what was measured, and proves it", async () => {
      const passport = await call("/api/v1/units/P-1/passport");
      assert.deepEqual(passport.operations.map((each) => each.operation), ["OP20", "OP30", "OP40"]);
      assert.ok(passport.operations[0].name.zh.length > 0);
      const parts = Object.fromEntries(passport.materials.map((each) => [each.lot, each]));
      assert.deepEqual(Object.keys(parts).sort(), ["HS-1", "RESIN-1", "SCREWS-1"]);
      assert.equal(parts["RESIN-1"].supplier, "Huafeng Polymers");
      assert.equal(passport.result, "released");
      const checkpoint = (await site.get("/api/v1/ledger/checkpoint", { token: quality })).text.split("\n");
      assert.equal(passport.proof.ledger_size <= Number(checkpoint[1]), true);
      assert.match(passport.proof.root, /^[0-9a-f]{64}$/);
      const proven = await call(`/api/v1/ledger/inclusion?index=${passport.proof.leaf_index}&size=${passport.proof.ledger_size}`);
      assert.match(JSON.stringify(proven.leaf), /P-1/);
      const housing = await call("/api/v1/units/HS-1/passport");
      assert.equal(housing.measurements.length, 4);
      assert.ok(housing.measurements.every((each) => each.inside && each.lower < each.value && each.value < each.upper));
      assert.equal((await call("/api/v1/units/HS-2/passport")).result, "held");
      assert.equal((await call("/api/v1/lots/SCREWS-1/passport")).result, "released");
      assert.equal((await site.get("/api/v1/units/none/passport", { token: quality })).status, 404);
    });

    test("the ledger is searched by who, what, about what and when", async () => {
      const search = async (query) => (await call(`/api/v1/ledger/search?${query}`)).items;
      const facts = (entries) => entries.map((each) => each.leaf.fact);
      assert.deepEqual(facts(await search(`subject=${hold}`)), ["hold_item_released", "hold_placed"]);
      assert.deepEqual(facts(await search("subject=HS-2")), ["run_completed", "consumed", "run_started"]);
      assert.deepEqual(facts(await search(`subject=${hold}&what=hold_placed`)), ["hold_placed"]);
      const starts = await search("what=run_started");
      assert.deepEqual(starts.map((each) => each.leaf.data.item.id), ["P-1", "P-1", "P-1", "HS-2", "HS-1"], "not indexed, and found");
      const [placed] = await search("what=hold_placed");
      assert.deepEqual(facts(await search(`who=${placed.leaf.by}&what=hold_placed`)), ["hold_placed"]);
      assert.deepEqual(await search("who=nobody"), []);
      assert.deepEqual(await search(`subject=${hold}&to=${placed.leaf.at}`), [], "to is not in it");
      assert.equal((await search(`subject=${hold}&from=${placed.leaf.at}`)).length, 2);
      const pages = [];
      let next = "";
      do {
        const page = await call(`/api/v1/ledger/search?subject=RESIN-1&limit=1&after=${next}`);
        assert.ok(page.items.length <= 1);
        pages.push(...page.items);
        next = page.next;
      } while (next);
      assert.deepEqual(pages.map((each) => each.index), (await search("subject=RESIN-1")).map((each) => each.index));
      assert.equal((await site.get("/api/v1/ledger/search?after=x", { token: quality })).status, 400);
    });

    test("a timeline shows runs, stops and silence, and is never idle without data", async () => {
      await site.ok("POST", "/api/v1/equipment/IM-01/stop", { token: await site.token("shift_leader"), body: { reason: "Jam" } });
      const { spans } = await call(`/api/v1/equipment/IM-01/timeline?from=${at(minute(0))}`);
      const states = spans.map((each) => each.state);
      assert.deepEqual(states.filter((state) => state === "running").length, 2);
      assert.equal(states.at(-1), "stopped");
      assert.equal(spans.at(-1).to ?? undefined, undefined, "it still stands");
      assert.ok(states.includes("no_data"));
      assert.deepEqual(spans.filter((each) => each.item).map((each) => [each.item, each.operation]), [["HS-1", "OP10"], ["HS-2", "OP10"]]);
      for (let i = 1; i < spans.length; ++i) assert.equal(spans[i].from, spans[i - 1].to, "without a gap");
      const packing = await call("/api/v1/equipment/ST-04/timeline");
      assert.deepEqual(packing.spans.map((each) => each.state), ["idle", "running", "idle"], "it declares no tags: nothing is missing");
      assert.equal((await site.get("/api/v1/equipment/none/timeline", { token: quality })).status, 404);
      assert.equal((await site.get(`/api/v1/equipment/IM-01/timeline?from=2020-01-01T00:00:00Z`, { token: quality })).status, 400);
    });

    test("the board gives effectiveness where everything for it is known, and says what is missing where not", async () => {
      const soon = Date.now() - 4000;
      for (const [n, result] of [[0, "pass"], [1, "fail"]]) {
        await shift.start(`R-${n}`, "OP90", "IM-09", soon + n * 2000);
        await shift.complete(`R-${n}`, "OP90", "IM-09", soon + n * 2000 + 1000, result === "fail" ? { result, defect: "burr" } : {});
      }
      const oee = await until(async () => {
        const found = (await call("/api/v1/board")).oee.find((each) => each.equipment === "IM-09");
        return found.made === 2 && found;
      });
      assert.deepEqual([oee.made, oee.good, oee.quality, oee.effectiveness], [2, 1, 0.5, 2], "two pieces of 2 s in 2 s");
      assert.ok(oee.planned_s > 0 && oee.busy_s > 1.99 && oee.busy_s < 2.01);
      assert.ok(Math.abs(oee.availability - oee.busy_s / oee.planned_s) < 1e-9);
      assert.ok(Math.abs(oee.oee - oee.availability * oee.effectiveness * oee.quality) < 1e-9);
      const press = (await call("/api/v1/board")).oee.find((each) => each.equipment === "IM-10");
      assert.equal(press.oee ?? undefined, undefined);
      assert.match(press.text.en, /calendar/);
    });

    test("a chart is drawn around a time", async () => {
      const begin = minute(10);
      await shift.readings(Array.from({ length: 300 }, (_, i) => shift.reading("IM-02", "melt_temp", begin + i * 1000, 230 + (i % 5) / 10)));
      const chart = await call(`/api/v1/streams/IM-02/melt_temp/chart?points=20&around=${at(begin + 150_000)}`);
      const times = chart.panels[0].points.map((each) => Date.parse(each.time));
      assert.equal(times.length, 20);
      assert.ok(times[0] < begin + 150_000 && times.at(-1) > begin + 150_000);
      assert.ok(Math.abs((times[0] + times.at(-1)) / 2 - (begin + 150_000)) <= 2_000, "in the middle");
      const both = await site.get(`/api/v1/streams/IM-02/melt_temp/chart?around=${at(begin)}&to=${at(begin)}`, { token: quality });
      assert.equal(both.status, 400);
    });
  });
}
