// kill -9, two hundred times, in the midst of readings, production, holds and permits. Whatever was answered is there
// exactly once, the ledger only grew, and no unit that was held is ever let through.
//   JIDOKA_CRASH_KILLS=1000 JIDOKA_CRASH_SEED=7 tests/run crash
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { is_consistent, open_checkpoint } from "../api/proof.mjs";
import { at, Site } from "../api/site.mjs";
import { Load, Promises, random_from, resin_lot } from "./load.mjs";

const kills = Number(process.env.JIDOKA_CRASH_KILLS ?? 200);
const seed = Number(process.env.JIDOKA_CRASH_SEED ?? Date.now() % 1_000_000);
const full_check_every = 10;

describe(`kill -9, ${kills} times (seed ${seed})`, { timeout: kills * 10_000 + 60_000 }, () => {
  let site, key;
  const tokens = {};
  const promises = new Promises();
  const random = random_from(seed);
  const first = Date.now() - 20 * 86_400_000;
  const totals = { readings: 0, decisions: 0, permits: 0, again: 0, longest_start: 0, serving: 0 };

  before(async () => {
    site = await Site.start();
    for (const role of ["station", "operator"]) tokens[role] = await site.token(role);
    await site.ok("POST", `/api/v1/lots/${resin_lot}/receive`, {
      token: tokens.station, body: { material: "RESIN-PA66", quantity: "1000000", uom: "kg" },
    });
    key = (await site.get("/api/v1/ledger/key", { token: tokens.operator })).text;
  });
  after(() => site?.kill());

  const get = (target) => site.ok("GET", target, { token: tokens.operator });

  async function samples_are_there(stream, from, to) {
    const wanted = [...(promises.readings.get(stream) ?? new Map())].filter(([time]) => time >= from && time < to);
    const stored = [];
    for (let start = from; ; ) {
      const { items } = await get(`/api/v1/streams/${stream}/samples?from=${at(start)}&to=${at(to)}&limit=1000`);
      stored.push(...items);
      if (items.length < 1000) break;
      start = Date.parse(items.at(-1).time) + 1;
    }
    const values = new Map(stored.map((sample) => [Date.parse(sample.time), sample.value]));
    assert.equal(values.size, stored.length, `${stream}: a reading is there twice`);
    for (const [time, value] of wanted) assert.equal(values.get(time), value, `${stream} at ${at(time)} was answered and is lost`);
    return stored.length;
  }

  async function units_are_there(round) {
    const mine = (unit) => unit.startsWith(`U-${round.number}a`) || unit.startsWith(`U-${round.number}b`);
    for (const unit of [...promises.done].filter(mine).slice(-4)) {
      const { runs } = await get(`/api/v1/units/${unit}`);
      assert.deepEqual(runs.map((run) => [run.operation, run.result]), [["OP10", "pass"]], `${unit}'s run was answered`);
    }
    const held = [...promises.held.keys()].filter(mine).slice(-4);
    const old = [...promises.held.keys()];
    for (let n = 0; n < 2 && old.length > 0; ++n) held.push(old[Math.floor(random() * old.length)]);
    const by_reading = [...promises.by_reading].filter((unit) => unit.startsWith(`T-${round.number}-`)).slice(-2);
    for (const unit of held.concat(by_reading)) {
      const permit = await get(`/api/v1/units/${unit}/permit?operation=OP20&equipment=ST-02`);
      assert.ok(!permit.allowed && permit.reasons.some((reason) => reason.code === "held"), `${unit} was held before the crash`);
    }
  }

  async function ledger_only_grew(before_kill) {
    const now = open_checkpoint((await site.get("/api/v1/ledger/checkpoint", { token: tokens.operator })).text, key);
    if (!before_kill) return now;
    const earlier = open_checkpoint(before_kill, key);
    assert.ok(now.size >= earlier.size, `${earlier.size} entries were there, now ${now.size}`);
    const proof = await get(`/api/v1/ledger/consistency?from=${earlier.size}&to=${now.size}`);
    const hashes = proof.hashes.map((text) => Buffer.from(text, "hex"));
    assert.ok(is_consistent(earlier.size, now.size, earlier.root, now.root, hashes), `not a continuation of ${earlier.size}`);
    return now;
  }

  async function once(number) {
    const round = { number, began: first + number * 60_000, random };
    const load = new Load(site, tokens, promises, round).start();
    await new Promise((resolve) => setTimeout(resolve, 30 + random() * 170));
    const before_kill = promises.checkpoint;
    await site.kill();
    const unanswered = await load.stop();
    const began = Date.now();
    await site.serve();
    totals.longest_start = Math.max(totals.longest_start, Date.now() - began);

    await ledger_only_grew(before_kill);
    await units_are_there(round);
    for (const order of unanswered) {
      const again = new Load(site, tokens, promises, round);
      assert.ok(await again.say(order), `${order.target} is taken when it is sent again`);
      ++totals.again;
    }
    for (const stream of ["IM-01/pressure", "IM-02/pressure", "ST-02/screw_torque"])
      if (promises.readings.has(stream)) {
        const stored = await samples_are_there(stream, round.began, round.began + 60_000);
        const promised = [...promises.readings.get(stream).keys()].filter((time) => time >= round.began).length;
        assert.equal(stored, promised, `${stream}: after sending again, exactly what was promised is there`);
      }
    for (const name of ["readings", "decisions", "permits"]) totals[name] += load.counts[name];
    assert.deepEqual(promises.permitted_held, [], "a held unit was permitted");
    if ((number + 1) % full_check_every === 0) {
      const verified = await site.cli(["ledger", "verify"]);
      assert.equal(verified.code, 0, verified.out + verified.err);
    }
  }

  test("nothing that was answered is lost or doubled, nothing held gets through, the ledger only grows", async () => {
    for (let number = 0; number < kills; ++number) {
      try {
        await once(number);
      } catch (error) {
        error.message = `after kill ${number + 1}, seed ${seed}: ${error.message}\n${site.log.slice(-2000)}`;
        throw error;
      }
    }
    console.log(`  ${kills} kills: ${totals.readings} readings and ${totals.decisions} decisions answered, ${totals.again} sent again, ` +
      `${totals.permits} permits asked, slowest restart ${totals.longest_start} ms`);
  });

  test("at the end every unit, hold and reading of all of it is there", async () => {
    for (const stream of promises.readings.keys()) {
      const view = await get(`/api/v1/streams/${stream}`);
      assert.equal(view.count, promises.readings.get(stream).size, `${stream}: as many as were promised`);
    }
    const some = (all) => all.filter(() => random() < 1000 / all.length);
    for (const unit of some([...promises.done])) assert.equal((await get(`/api/v1/units/${unit}`)).runs.length, 1, unit);
    for (const [unit, id] of some([...promises.held])) {
      const hold = await get(`/api/v1/holds/${id}`);
      assert.deepEqual([hold.state, hold.scope.id], ["active", unit]);
    }
    assert.ok(promises.held.size > kills / 4 && promises.by_reading.size > 0, "the load reached its holds, also on a slow machine");
    const verified = await site.cli(["ledger", "verify"]);
    assert.equal(verified.code, 0, verified.out + verified.err);
  });
});
