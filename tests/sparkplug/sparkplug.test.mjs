// Sparkplug B between a real broker and an edge node of Eclipse Tahu: births and aliases, gaps and rebirths, deaths, data
// after an outage, commands and their echo, restarts of broker and server, and payloads that are none.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Site, until } from "../api/site.mjs";
import { Broker } from "../mqtt/broker.mjs";
import { Edge, encode } from "./edge.mjs";
import { source, sparkplug_plant } from "./plant.mjs";

const began = Date.now() - 60 * 60_000;

// What is told live of health.
async function follow_health(site, token) {
  const control = new AbortController();
  const response = await fetch(`${site.address}/api/v1/events?topics=health`, { headers: { authorization: `Bearer ${token}` }, signal: control.signal });
  let told = "";
  (async () => {
    for await (const bytes of response.body) told += Buffer.from(bytes).toString();
  })().catch(() => {});
  return {
    stop: () => control.abort(),
    says: (id, state) => told.split("\n\n").some((event) => event.includes(`"id":"${id}"`) && event.includes(`"state":"${state}"`)),
  };
}

class Scene {
  async start() {
    this.broker = await Broker.start();
    this.states = this.broker.listen("spBv1.0/STATE/#");
    this.site = await Site.start({ plant: sparkplug_plant(this.broker) });
    this.token = await this.site.token("quality_engineer");
    this.shift = await this.site.token("shift_leader");
    await until(() => this.states.messages.find((each) => each.payload?.online === true), { what: "the host to be online", seconds: 30 });
    this.edge = await Edge.start(this.broker);
    return this;
  }
  async stop() {
    this.edge?.stop();
    await this.site?.stop();
    this.states?.stop();
    await this.broker?.stop();
  }
  async samples(tag = "melt_temp") {
    const from = new Date(began - 1000).toISOString();
    return (await this.site.ok("GET", `/api/v1/streams/IM-01/${tag}/samples?from=${from}&limit=10000`, { token: this.token })).items;
  }
  values(expected, tag) {
    return until(async () => {
      const found = (await this.samples(tag)).map((each) => each.value);
      return found.length >= expected.length ? (assert.deepEqual(found, expected), true) : undefined;
    }, { what: `the values ${expected}`, seconds: 30 });
  }
  quarantined(reason) {
    return until(async () => (await this.site.ok("GET", "/api/v1/quarantine?limit=200", { token: this.token })).items.find((each) => reason.test(each.text.en)),
      { what: `in quarantine: ${reason}`, seconds: 30 });
  }
}

describe("An edge node", () => {
  const scene = new Scene();
  let edge;
  before(async () => ({ edge } = await scene.start()));
  after(() => scene.stop());

  test("is heard by alias, with the serial that it said", async () => {
    edge.make("SN-1", began);
    edge.say({ melt_temp: 230.2 }, { at: began + 1000 });
    edge.say({ melt_temp: 230.4, pressure: 81 }, { at: began + 2000 });
    await scene.values([230.2, 230.4]);
    await scene.values([81], "pressure");
    const [first] = await scene.samples();
    assert.equal(new Date(first.time).getTime(), began + 1000);
    assert.equal(first.unit, "SN-1");
  });

  test("after a gap is asked for a rebirth, and what came after the gap is kept", async () => {
    const before_gap = edge.rebirths;
    edge.lose();
    edge.say({ melt_temp: 230.6 }, { at: began + 3000 });
    await scene.values([230.2, 230.4, 230.6]);
    await until(() => edge.rebirths > before_gap, { what: "a rebirth", seconds: 30 });
    edge.say({ melt_temp: 230.8 }, { at: began + 4000 });
    await scene.values([230.2, 230.4, 230.6, 230.8]);
  });

  test("fills in what it kept back, where it belongs and once", async () => {
    for (const round of [1, 2]) {
      edge.say({ melt_temp: 229.9 }, { at: began + 2500, isHistorical: true });
      edge.say({ melt_temp: 229.7 }, { at: began + 3500, isHistorical: true });
      edge.say({ melt_temp: 231 }, { at: began + 5000 });
      assert.ok(round);
    }
    await scene.values([230.2, 230.4, 229.9, 230.6, 229.7, 230.8, 231]);
  });

  test("is told to stop, and its echo acknowledges the command", async () => {
    edge.say({ melt_temp: 239.5 }, { at: began + 6000 });
    const done = await until(async () => (await scene.site.ok("GET", "/api/v1/commands?equipment=IM-01", { token: scene.token })).items.find((each) => each.command === "stop" && each.state === "acknowledged"),
      { what: "an acknowledged stop", seconds: 30 });
    const told = edge.commands.find(({ metrics }) => metrics.some((each) => each.name === "Command/Id" && each.value === done.id));
    assert.equal(told.to, "IM-01");
    assert.ok(told.metrics.some((each) => each.name === "Command/stop" && each.value === true));
  });

  test("that sends what is no Sparkplug fills the quarantine with reasons, and harms nothing else", async () => {
    const topic = "spBv1.0/Plant/DDATA/Line1/IM-01";
    const good = encode({ timestamp: began, seq: 0, metrics: [{ name: "x", type: "Double", value: 1 }] });
    await edge.raw(topic, Buffer.from('{"melt_temp": 230}'));
    await scene.quarantined(/no Sparkplug B/);
    await edge.raw(topic, good.subarray(0, good.length - 3));
    await edge.raw(topic, Buffer.alloc(0));
    await edge.raw(topic, Buffer.alloc(1_500_000, 0x20));
    await edge.raw(topic, Buffer.concat(Array(10_001).fill(Buffer.from([0x12, 0x00]))));
    await scene.quarantined(/at most 10 000/);
    await edge.raw("spBv1.0/Plant/DDATA", good);
    await scene.quarantined(/no Sparkplug topic/);
    await edge.raw(topic, encode({ timestamp: began, seq: 1, metrics: [{ alias: 99, type: "Double", value: 7, timestamp: began }] }));
    await scene.quarantined(/alias belongs to no metric/);
    await edge.raw(topic, encode({ timestamp: began, seq: 1, metrics: [{ name: "melt_temp", type: "DataSet", value: { numOfColumns: 1, types: ["UInt32"], columns: ["a"], rows: [[1]] }, timestamp: began }] }));
    await scene.quarantined(/data set, template, file or array/);
    edge.birth();
    edge.say({ melt_temp: 230.1 }, { at: began + 7000 });
    await until(async () => (await scene.samples()).some((each) => each.value === 230.1), { what: "the good one after all that", seconds: 30 });
  });

  test("may be tried before it is relied on", async () => {
    const admin = await scene.site.token("admin");
    const bytes = encode({ timestamp: began, seq: 1, metrics: [
      { name: "melt_temp", alias: 1, type: "Float", value: 230.4, timestamp: began },
      { name: "Recipe", type: "String", value: "R-7", timestamp: began },
    ] });
    const tried = (document, topic, payload) => scene.site.ok("POST", "/api/v1/sources/try", { token: admin, body: { source: document, topic, payload: payload.toString("base64"), encoding: "base64" } });
    const good = await tried(source(scene.broker), "spBv1.0/Plant/DBIRTH/Line1/IM-01", bytes);
    assert.ok(good.matched);
    assert.deepEqual(good.readings.map(({ equipment, tag, value }) => [equipment, tag, value]), [["IM-01", "melt_temp", "230.4"]]);
    assert.equal((await tried(source(scene.broker), "plant/IM-01/data", bytes)).matched, false);
    assert.match((await tried(source(scene.broker), "spBv1.0/Plant/DBIRTH/Line1/IM-01", bytes.subarray(0, 12))).refusals[0].text.en, /no Sparkplug B/);
  });
});

describe("Restarts", () => {
  const scene = new Scene();
  let edge;
  before(async () => ({ edge } = await scene.start()));
  after(() => scene.stop());

  test("of the server: it knows no aliases, asks for a rebirth, and goes on", async () => {
    edge.say({ melt_temp: 230.2 }, { at: began + 1000 });
    await scene.values([230.2]);
    await scene.site.kill();
    await until(() => scene.states.messages.some((each) => each.payload?.online === false), { what: "the will of the host", seconds: 30 });
    await scene.site.serve();
    await until(() => scene.states.messages.at(-1)?.payload?.online === true, { what: "the host to be online again", seconds: 30 });
    const asked = edge.rebirths;
    edge.say({ melt_temp: 230.4 }, { at: began + 2000 });
    await scene.quarantined(/alias belongs to no metric/);
    await until(() => edge.rebirths > asked, { what: "a rebirth", seconds: 30 });
    edge.say({ melt_temp: 230.6 }, { at: began + 3000 });
    await scene.values([230.2, 230.6]);
  });

  test("of the broker: node and host find each other again", async () => {
    const births = edge.births;
    await scene.broker.stop();
    await scene.broker.serve();
    await until(() => edge.births > births, { what: "the edge node to be born again", seconds: 30 });
    await until(async () => {
      edge.say({ melt_temp: 230.8 }, { at: began + 4000 });
      return (await scene.samples()).some((each) => each.value === 230.8);
    }, { what: "a reading after the broker's restart", seconds: 30 });
    assert.equal((await scene.samples()).filter((each) => each.value === 230.8).length, 1);
  });
});

describe("Deaths", () => {
  const scene = new Scene();
  let events;
  const source = async () => (await scene.site.ok("GET", "/api/v1/sources/press-gateway", { token: scene.token })).source;
  const stream = async (tag = "melt_temp") => (await scene.site.ok("GET", "/api/v1/sources/press-gateway", { token: scene.token })).streams.find(({ id }) => id === `IM-01/${tag}`);
  const press = () => scene.site.ok("GET", "/api/v1/equipment/IM-01", { token: scene.token });
  const is = (state) => until(async () => (await stream())?.state === state, { what: `the stream to be ${state}`, seconds: 30 });
  const say = () => scene.edge.say({ melt_temp: 230 + Math.round(Math.random() * 10) / 10, pressure: 80 });
  before(async () => {
    await scene.start();
    events = await follow_health(scene.site, scene.token);
    say();
    await is("ok");
  });
  after(async () => {
    events?.stop();
    await scene.stop();
  });

  test("of a node: its streams are not connected, and it is named, before they would have been silent", async () => {
    const died = Date.now();
    scene.edge.die();
    await is("not_connected");
    assert.ok(Date.now() - died < 5_000, "a period of 2 s would make it silent after 6 s");
    const { state, text, faults, away, connection } = await source();
    assert.deepEqual([state, faults, connection.state], ["silent", ["not_connected"], "connected"]);
    assert.match(text.en, /No readings come: Plant\/Line1, Plant\/Line1\/IM-01 are not connected/);
    assert.match(text.zh, /已离线/);
    assert.deepEqual(away.map(({ name, streams }) => [name, streams]).at(-1), ["Plant/Line1/IM-01", 2]);
    assert.ok(Math.abs(Date.parse((await stream()).since) - died) < 5_000);
    assert.deepEqual([(await press()).state, (await press()).connection], ["not_connected", "not_connected"], "and not idle");
    await until(() => events.says("IM-01/melt_temp", "not_connected"), { what: "the stream's change, live" });
    await until(() => events.says("press-gateway", "silent"), { what: "the source's change, live" });
  });

  test("end with a birth", async () => {
    scene.edge = await Edge.start(scene.broker);
    await until(async () => (say(), (await stream()).state !== "not_connected" && (await source()).state === "connected"), { what: "the node to be back", seconds: 30 });
    assert.deepEqual((await source()).away, []);
    assert.equal((await press()).connection, "connected");
  });

  test("of a device alone leave the others", async () => {
    scene.edge.client.publishDeviceDeath("IM-01", { timestamp: Date.now() });
    await is("not_connected");
    assert.deepEqual((await source()).away.map(({ name }) => name), ["Plant/Line1/IM-01"]);
    scene.edge.birth();
    say();
    await until(async () => (await stream()).state !== "not_connected", { what: "the device to be back", seconds: 30 });
  });

  test("and a second host of our id is named for as long as it is there", async () => {
    const state = (online, timestamp) => scene.broker.publish("spBv1.0/STATE/jidoka-host", { online, timestamp }, { retain: true });
    const theirs = Date.now() + 1000;
    await state(true, theirs);
    await until(async () => /second host application uses the id jidoka-host/.test((await source()).text.en), { what: "the second host to be named" });
    await state(false, theirs);
    await until(async () => !(await source()).connection.error, { what: "the conflict to be over" });
    await until(() => scene.states.messages.at(-1)?.payload?.online === true, { what: "us to be online again" });
  });
});
