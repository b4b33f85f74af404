// The closed loop from end to end, on both stores: a melt temperature drifts out of specification; what the press made
// since it was last known good is held, the press stands, the next station is told no and why, and only the right
// person with a reason lets go.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { start_postgres } from "./postgres.mjs";
import { Shift } from "./shift.mjs";
import { Site } from "./site.mjs";

const stores = { "SQLite": () => ({}), "PostgreSQL": () => start_postgres() };

for (const [name, make] of Object.entries(stores)) {
  describe(`The closed loop on ${name}`, () => {
    let store, site, shift, quality, operator, source;
    const began = Date.now() - 20 * 60_000;
    const minute = (n) => began + n * 60_000;

    before(async () => {
      store = make();
      site = await Site.start({ store: store.url });
      shift = new Shift(site, await site.token("station"));
      [quality, operator, source] = [await site.token("quality_engineer"), await site.token("operator"), await site.token("source")];
    });
    after(async () => {
      await site?.stop();
      store?.stop?.();
    });

    test("a shift runs: resin comes in, housings are moulded, a pump is assembled around one", async () => {
      await shift.receive("RESIN-1", "RESIN-PA66", "25", "kg", "Huafeng Polymers");
      await shift.receive("SCREWS-1", "SCREW-M4", "1000", undefined, "Ningbo Fasteners");
      const good = [0, 1, 2, 3, 4].map((n) => shift.reading("IM-01", "melt_temp", minute(n), 230 + n / 10));
      assert.deepEqual(await shift.readings(good), { accepted: 5, duplicates: 0, quarantined: 0, refused: [] });
      await shift.mould("H-1", "IM-01", minute(1), "RESIN-1");
      await shift.mould("H-2", "IM-01", minute(5), "RESIN-1");   // after the last good reading of minute 4
      await shift.mould("H-3", "IM-02", minute(5), "RESIN-1");   // at the other press
      await shift.assemble("P-1", "H-1", "SCREWS-1", minute(3));
      assert.equal((await shift.permit("H-2", "OP20", "ST-02")).allowed, true);
    });

    test("a reading out of specification becomes a verdict, an alarm, a hold and a stop", async () => {
      const answer = await shift.readings([shift.reading("IM-01", "melt_temp", minute(6), 234.5)]);
      assert.equal(answer.accepted, 1);
      const verdicts = await site.ok("GET", "/api/v1/verdicts?equipment=IM-01", { token: operator });
      assert.equal(verdicts.items[0].kind, "out_of_specification");
      assert.equal(verdicts.items[0].side, "high");
      assert.match(verdicts.items[0].text.en, /234\.5/);
      assert.match(verdicts.items[0].text.zh, /234\.5/);
      const alarms = await site.ok("GET", "/api/v1/alarms?open=true", { token: operator });
      assert.equal(alarms.items.length, 1);
      assert.equal(alarms.items[0].priority, "high");
      assert.equal(alarms.items[0].equipment, "IM-01");
      const holds = await site.ok("GET", "/api/v1/holds?state=active", { token: operator });
      assert.equal(holds.items.length, 1);
      assert.deepEqual([holds.items[0].scope.kind, holds.items[0].scope.equipment], ["exposure", "IM-01"]);
      assert.equal(Date.parse(holds.items[0].scope.from), minute(4), "since it was last known good");
      const press = await site.ok("GET", "/api/v1/equipment/IM-01", { token: operator });
      assert.equal(press.state, "stopped");
      assert.ok(press.stop.reason.zh.length > 0);
    });

    test("what was made since last known good is held, what was made before and elsewhere is not", async () => {
      const held = await shift.permit("H-2", "OP20", "ST-02");
      assert.equal(held.allowed, false);
      const reason = held.reasons.find((each) => each.code === "held");
      assert.equal(reason.lift.role, "quality_engineer");
      assert.match(reason.text.en, /held/i);
      assert.match(reason.text.zh, /冻结/);
      assert.equal((await shift.permit("H-3", "OP20", "ST-02")).allowed, true);
      assert.equal((await shift.permit("P-1", "OP30", "ST-03")).allowed, true, "its housing was made while all was well");
    });

    test("the stopped press may not start, and says why", async () => {
      const permit = await shift.permit("H-9", "OP10", "IM-01");
      assert.deepEqual([permit.allowed, permit.reasons.map((each) => each.code)], [false, ["equipment_stopped"]]);
      const start = await site.post("/api/v1/units/H-9/start", { operation: "OP10", equipment: "IM-01" }, { token: shift.token });
      assert.equal(start.status, 409);
    });

    test("what it made before it was stopped can still be reported", async () => {
      await shift.mould("H-4", "IM-01", minute(2), "RESIN-1");
      assert.equal((await shift.permit("H-4", "OP20", "ST-02")).allowed, true);
    });

    test("a housing passes only with the resin it was made of", async () => {
      await shift.start("H-5", "OP10", "IM-02", minute(6));
      const run = { operation: "OP10", equipment: "IM-02", result: "pass" };
      const answer = await site.post("/api/v1/units/H-5/complete", run, { token: shift.token });
      assert.deepEqual([answer.status, /no lot of it went into H-5/.test(answer.json.text.en)], [409, true], answer.text);
    });

    test("a held unit is neither consumed, packed nor shipped", async () => {
      await shift.start("P-2", "OP20", "ST-02", minute(7));
      const steps = {
        "/api/v1/units/P-2/consume": { from: { kind: "unit", id: "H-2" }, operation: "OP20", equipment: "ST-02" },
        "/api/v1/units/H-2/pack": { into: "BOX-1" },
        "/api/v1/units/H-2/ship": { to: "Customer" },
      };
      for (const [target, body] of Object.entries(steps)) {
        const answer = await site.post(target, body, { token: shift.token });
        assert.equal(answer.status, 409, `${target}: ${answer.text}`);
        assert.ok(answer.json.text.zh.length > 0);
      }
    });

    test("a hold by hand reaches what the unit went into", async () => {
      const hold = await site.ok("POST", "/api/v1/holds", {
        token: operator, body: { scope: { kind: "lot", id: "SCREWS-1" }, reason: "screws look wrong" },
      });
      const permit = await shift.permit("P-1", "OP30", "ST-03");
      assert.equal(permit.allowed, false);
      assert.ok(permit.reasons.some((reason) => reason.hold === hold.id));
      const items = await site.ok("GET", `/api/v1/holds/${hold.id}/items`, { token: operator });
      assert.ok(items.items.some((item) => item.id === "P-1"), "the pump with these screws is listed");
      await site.ok("POST", `/api/v1/holds/${hold.id}/release`, { token: quality, body: { reason: "measured, they fit" } });
      assert.equal((await shift.permit("P-1", "OP30", "ST-03")).allowed, true);
    });

    test("a release needs the role and a reason", async () => {
      const [hold] = (await site.ok("GET", "/api/v1/holds?state=active", { token: operator })).items;
      const target = `/api/v1/holds/${hold.id}/release`;
      assert.equal((await site.post(target, { reason: "looks fine to me" }, { token: operator })).status, 403);
      for (const reason of ["", "  ", "ok"]) {
        const answer = await site.post(target, { reason }, { token: quality });
        assert.equal(answer.status, 400, JSON.stringify(reason));
        assert.equal(answer.json.field, "reason");
      }
      assert.equal((await shift.permit("H-2", "OP20", "ST-02")).allowed, false, "it is held until a release counts");
    });

    test("one unit is let go, then the rest; the record keeps who and why", async () => {
      const [hold] = (await site.ok("GET", "/api/v1/holds?state=active", { token: operator })).items;
      const target = `/api/v1/holds/${hold.id}/release`;
      await site.ok("POST", target, { token: quality, body: { reason: "measured H-2, good", item_kind: "unit", item: "H-2" } });
      assert.equal((await shift.permit("H-2", "OP20", "ST-02")).allowed, true);
      await site.ok("POST", target, { token: quality, body: { reason: "the heater was replaced" } });
      const released = await site.ok("GET", `/api/v1/holds/${hold.id}`, { token: operator });
      assert.deepEqual([released.state, released.release_reason], ["released", "the heater was replaced"]);
      assert.match(released.released_by, /^token:T-\d+$/);
      assert.ok([404, 409].includes((await site.post(target, { reason: "once more" }, { token: quality })).status));
      await site.ok("POST", "/api/v1/equipment/IM-01/restart", { token: quality, body: { reason: "heater replaced" } });
      assert.equal((await shift.permit("H-9", "OP10", "IM-01")).allowed, true);
    });

    test("the genealogy is followed both ways", async () => {
      const backward = await site.ok("GET", "/api/v1/trace/P-1?direction=backward", { token: operator });
      assert.deepEqual(backward.nodes.map((node) => node.id).sort(), ["H-1", "P-1", "RESIN-1", "SCREWS-1"]);
      assert.equal(backward.nodes[0].id, "P-1");
      assert.equal(backward.nodes.find((node) => node.id === "RESIN-1").supplier, "Huafeng Polymers");
      assert.equal(backward.nodes.find((node) => node.id === "H-1").runs[0].equipment, "IM-01");
      assert.equal(backward.complete, true);
      const forward = await site.ok("GET", "/api/v1/trace/RESIN-1?direction=forward&kind=lot", { token: operator });
      assert.deepEqual(forward.nodes.map((node) => node.id).sort(), ["H-1", "H-2", "H-3", "H-4", "P-1", "RESIN-1"]);
    });

    test("a unit that went out is gone: packed, shipped, and not to be started again", async () => {
      await shift.start("P-1", "OP30", "ST-03", minute(8));
      await shift.complete("P-1", "OP30", "ST-03", minute(9));
      const early = await site.post("/api/v1/units/P-1/ship", { to: "Customer 12" }, { token: shift.token });
      assert.deepEqual([early.status, /must still pass OP40/.test(early.json.text.en)], [409, true], early.text);
      await shift.start("P-1", "OP40", "ST-04", minute(10));
      await shift.complete("P-1", "OP40", "ST-04", minute(11));
      await shift.send("/api/v1/units/P-1/pack", { into: "BOX-7" });
      await shift.send("/api/v1/lots/BOX-7/ship", { to: "Customer 12" });
      const history = await site.ok("GET", "/api/v1/units/P-1", { token: operator });
      assert.equal(history.item.state, "shipped");
      assert.deepEqual(history.runs.map((run) => run.operation), ["OP20", "OP30", "OP40"]);
      const forward = await site.ok("GET", "/api/v1/trace/RESIN-1?direction=forward", { token: operator });
      assert.ok(forward.nodes.some((node) => node.id === "BOX-7"));
    });

    test("the board shows it, and a restart changes nothing", async () => {
      const before_restart = await site.ok("GET", "/api/v1/board", { token: operator });
      assert.equal(before_restart.holds.length, 0);
      await site.kill();
      await site.serve();
      const trace = await site.ok("GET", "/api/v1/trace/P-1", { token: operator });
      assert.equal(trace.nodes.length, 4);
      const again = await shift.readings([shift.reading("IM-01", "melt_temp", minute(6), 234.5)]);
      assert.deepEqual([again.accepted, again.duplicates], [0, 1]);
      assert.equal((await site.get("/api/v1/board", { token: source })).status, 403);
    });

    test("the ledger verifies", async () => {
      await site.stop();
      const verified = await site.cli(["ledger", "verify"]);
      assert.equal(verified.code, 0, verified.out + verified.err);
      await site.serve();
    });
  });
}
