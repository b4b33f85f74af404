// The demo as a visitor meets it: within a minute press IM-01 drifts, what it made is held and it stands still; after a
// release with a reason and a restart it makes parts again. Readings, the stop and the press's answer go over the demo's
// broker. Behind it lies a past with incidents that were decided. Ctrl-C leaves nothing behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { connect } from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { root, Site, temporary_folder, until } from "../api/site.mjs";
import { Broker } from "../mqtt/broker.mjs";

const a_while = { seconds: 120 };

describe("The demo", { timeout: 300_000 }, () => {
  let demo, ended, hold, said;
  let out = "";
  const site = new Site();
  const session = {};

  before(async () => {
    const env = { ...process.env, LANG: "C.UTF-8", LC_ALL: "", JIDOKA_DEMO_DATA: path.join(temporary_folder(), "demo") };
    demo = spawn(path.join(root, "examples/demo"), ["--days", "2"], { env, detached: true });
    ended = new Promise((resolve) => demo.on("close", (code) => resolve(code)));
    for (const stream of [demo.stdout, demo.stderr]) stream.on("data", (bytes) => (out += bytes));
    await until(() => /Ctrl-C ends the demo/.test(out), { what: "the demo to say where it is", ...a_while });
    site.address = /http:\/\/[\d.]+:\d+/.exec(out)[0];
    site.port = Number(site.address.split(":").at(-1));
    const broker = Object.assign(new Broker(), { options: {}, port: Number(/mqtt:\/\/127\.0\.0\.1:(\d+)/.exec(out)[1]) });
    said = broker.listen("plant/#");
  });
  after(() => {
    said?.stop();
    try {
      process.kill(-demo.pid, "SIGKILL");
    } catch {
      // it has ended
    }
  });

  const as = async (name) => {
    if (!session[name]) {
      const answer = await site.post("/api/v1/session", { user: name, password: "jidoka-demo" });
      assert.equal(answer.status, 200, answer.text);
      session[name] = { cookie: answer.headers.getSetCookie()[0].split(";")[0], "x-jidoka-request": "1" };
    }
    return { headers: session[name] };
  };
  const read = async (target) => (await site.get(target, await as("quality"))).json;

  const exposures = async () =>
    (await read("/api/v1/holds?state=active")).items.filter(({ scope }) => scope.kind === "exposure");

  test("shows a press that drifts, holds what it made, and stands still", async () => {
    hold = await until(async () => (await exposures())[0], { what: "a hold of what the press made", ...a_while });
    assert.equal(hold.scope.equipment, "IM-01");
    await until(async () => (await read(`/api/v1/holds/${hold.id}/items`)).items.length > 0, { what: "a held unit", ...a_while });
    const alarms = (await read("/api/v1/alarms")).items;
    assert.ok(alarms.some((alarm) => alarm.equipment === "IM-01"), JSON.stringify(alarms));
    await until(() => /command for IM-01: stop/.test(out), { what: "the press to be told", ...a_while });
    await until(() => /may not go to OP20: Held since/.test(out), { what: "a permit to be refused", ...a_while });
  });

  test("heard of it from the broker, and told the press there, which answered", async () => {
    const command = await until(async () => (await read("/api/v1/commands?equipment=IM-01")).items.find(({ command, state }) => command === "stop" && state === "acknowledged"),
      { what: "an acknowledged stop", ...a_while });
    assert.equal(command.target, "line-gateway");
    const on = (topic) => said.messages.filter((each) => each.topic === topic).map((each) => each.payload);
    assert.ok(on("plant/IM-01/data").some(({ melt_temp }) => melt_temp > 233), "no hot reading on the broker");
    assert.deepEqual(on("plant/IM-01/command/stop").map(({ data }) => data.id), [command.id]);
    assert.deepEqual(on("plant/IM-01/reply"), [{ id: command.id, accepted: true, detail: command.detail }]);
    const { source } = await read("/api/v1/sources/press-gateway");
    assert.deepEqual([source.from, source.state, source.connection.state, source.quarantined, source.faults], ["mqtt", "connected", "connected", 0, []]);
  });

  test("says how effective its machines are today, and none is better than it can be", async () => {
    const oee = await until(async () => {
      const all = (await read("/api/v1/board")).oee;
      return all.every((each) => typeof each.oee === "number") ? all : undefined;  // each has finished something today
    }, { what: "the effectiveness of all", ...a_while });
    assert.deepEqual(oee.map(({ equipment }) => equipment), ["IM-01", "IM-02", "ST-02", "ST-03", "ST-04"]);
    for (const each of oee)
      for (const figure of ["availability", "effectiveness", "quality", "oee"]) assert.ok(each[figure] > 0.2 && each[figure] <= 1, JSON.stringify(each));
  });

  test("has a past that is settled, and goes on beside the press that stands", async () => {
    const released = (await read("/api/v1/holds?state=released")).items;
    assert.ok(released.length > 0 && released.every((one) => one.released_by === "quality"), JSON.stringify(released));
    const shipped = (await read("/api/v1/lots?state=shipped&limit=5")).items;
    assert.ok(shipped.length > 0, "no box was shipped");
    const newest = async () => (await read("/api/v1/equipment/IM-02")).activity;
    const before = JSON.stringify(await newest());
    await until(async () => JSON.stringify(await newest()) !== before, { what: "IM-02 to make the next one", ...a_while });
  });

  test("lets go after a release with a reason and a restart, and holds nothing anew", async () => {
    await new Promise((done) => setTimeout(done, 15_000));  // the barrel cools
    const reason = { reason: "Heater band replaced; parts measured, all in specification." };
    assert.equal((await site.post(`/api/v1/holds/${hold.id}/release`, reason, await as("quality"))).status, 200);
    assert.equal((await site.post("/api/v1/equipment/IM-01/restart", reason, await as("shift"))).status, 200);
    await until(() => /IM-01 runs again/.test(out), { what: "the press to run", ...a_while });
    assert.deepEqual(await exposures(), []);
    assert.doesNotMatch(out, /the twin stops|problem/i);
  });

  test("ends with Ctrl-C, and nothing goes on", async () => {
    process.kill(-demo.pid, "SIGINT");
    assert.ok([0, 130].includes(await ended));
    await assert.rejects(new Promise((resolve, reject) => {
      const socket = connect(site.port, "127.0.0.1", () => resolve(socket.destroy()));
      socket.on("error", reject);
    }));
  });
});
