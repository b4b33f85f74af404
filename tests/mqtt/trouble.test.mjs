// What goes wrong on the way from a broker: it is killed, hangs, is closed to us; messages are no messages; somebody else
// has our name. What was acknowledged is there, once; what cannot be used is in quarantine with its reason.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { make_certificate } from "../api/certificate.mjs";
import { Site, temporary_folder, until } from "../api/site.mjs";
import { Broker } from "./broker.mjs";
import { plant_with, source, target, write_connections } from "./plant.mjs";

const began = Date.now() - 30 * 60_000;

async function quarantined(site, token, reason) {
  return until(async () => (await site.ok("GET", "/api/v1/quarantine?limit=200", { token })).items.find((each) => reason.test(each.text.en)),
    { what: `in quarantine: ${reason}`, seconds: 20 });
}
async function values(site, token, tag = "melt_temp") {
  const all = [];
  const from = new Date(began - 1000).toISOString();
  const answer = await site.ok("GET", `/api/v1/streams/IM-01/${tag}/samples?from=${from}&limit=10000`, { token });
  all.push(...answer.items.map((each) => each.value));
  return all;
}

describe("Messages that are none", () => {
  let broker, site, token;
  before(async () => {
    broker = await Broker.start();
    site = await Site.start({ plant: plant_with([source(broker), target(broker)]) });
    token = await site.token("quality_engineer");
  });
  after(async () => {
    await site?.stop();
    await broker?.stop();
  });

  test("each goes to quarantine with what is the matter", async () => {
    const send = (payload, topic = "plant/IM-01/data") => broker.publish(topic, payload);
    await send("{\"ts\": 17672");
    await quarantined(site, token, /not JSON/);
    await send({ melt_temp: 230 });
    await quarantined(site, token, /has no ts/);
    await send({ ts: "yesterday", melt_temp: 230 });
    await quarantined(site, token, /neither RFC 3339/);
    await send({ ts: began, note: "nothing" });
    await quarantined(site, token, /no member that is a number/);
    await send(Buffer.from([0xff, 0xfe, 0x00, 0x01]));
    await send("[".repeat(5000));
    await send({ ts: began, melt_temp: 230 }, "plant/IM-99/data");
    await quarantined(site, token, /does not know IM-99/);
    await send({ ts: began, melt_temp: 9999 });
    await quarantined(site, token, /outside what/);
    await send(`{"ts":${began},"melt_temp":1,"x":"${"y".repeat(2_000_000)}"}`);
    await quarantined(site, token, /2000\d+ bytes/);
    await send({ ts: began, melt_temp: 230.5 });
    await until(async () => (await values(site, token)).includes(230.5), { what: "the good one after all that" });
  });

  test("a mapping is tried without a trace, and what arrived is shown", async () => {
    const engineer = await site.token("process_engineer");
    const before = (await site.ok("GET", "/api/v1/quarantine", { token })).items.length;
    const tried = await site.post("/api/v1/sources/try", {
      source: { ...source(broker), id: "tried", broker: { url: broker.url }, unknown: "catalogue" },
      topic: "plant/IM-01/data",
      payload: JSON.stringify({ ts: began, serial: "H-7", melt_temp: 230.5, odd: 3 }),
    }, { token: engineer });
    assert.equal(tried.status, 200, tried.text);
    assert.equal(tried.json.matched, true);
    assert.deepEqual(tried.json.readings.map((each) => `${each.equipment}/${each.tag}=${each.value} ${each.unit}`), ["IM-01/melt_temp=230.5 H-7", "IM-01/odd=3 H-7"]);
    const elsewhere = await site.ok("POST", "/api/v1/sources/try", { token: engineer, body: { source: source(broker, { broker: { client_id: "x" } }), topic: "other", payload: "" } });
    assert.equal(elsewhere.matched, false);
    const wrong = await site.post("/api/v1/sources/try", { source: { ...source(broker), match: { topic: "a/#/b" } }, topic: "a", payload: "" }, { token: engineer });
    assert.equal(wrong.status, 400);
    assert.match(wrong.json.detail, /Put it last/);
    assert.equal((await site.ok("GET", "/api/v1/quarantine", { token })).items.length, before);
  });
});

describe("What a broker kept", () => {
  test("counts when it is newer than what is recorded, and never without a time", async () => {
    const broker = await Broker.start();
    // Without a session each start subscribes anew, and then a broker sends what it kept.
    const forgetful = (id) => ({ url: broker.url, client_id: id, session_expiry: "0s", keep_alive: "2s" });
    const timeless = { id: "timeless", broker: forgetful("b"), match: { topic: "gauge/+machine/+tag" }, reading: { equipment: "{machine}", tag: "{tag}", value: "{payload}" } };
    const site = await Site.start({ plant: plant_with([source(broker, { broker: forgetful("a") }), source(broker, timeless)]) });
    const token = await site.token("quality_engineer");
    const send = (minute, value, options) => broker.publish("plant/IM-01/data", { ts: began + minute * 60_000, melt_temp: value }, options);
    try {
      await send(2, 231);
      await until(async () => (await values(site, token)).length === 1, { what: "the first" });
      await site.stop();
      await send(1, 228.5, { retain: true });
      await broker.publish("gauge/IM-01/pressure", "80", { retain: true });
      await site.serve();
      await send(3, 231.5);
      await until(async () => (await values(site, token)).length === 2, { what: "what came after" });
      assert.deepEqual(await values(site, token), [231, 231.5]);
      assert.deepEqual(await values(site, token, "pressure"), []);
      await site.stop();
      await send(4, 231.7, { retain: true });
      await site.serve();
      await until(async () => (await values(site, token)).includes(231.7), { what: "the newer one that was kept" });
    } finally {
      await site.stop();
      await broker.stop();
    }
  });
});

describe("A broker in trouble", () => {
  let broker, site, token;
  before(async () => {
    broker = await Broker.start();
    site = await Site.start({ plant: plant_with([source(broker), target(broker)]) });
    token = await site.token("quality_engineer");
  });
  after(async () => {
    await site?.stop();
    broker?.resume();
    await broker?.stop();
  });

  const reading = (n) => ({ ts: began + n * 1000, melt_temp: 228 + (n % 40) / 10 });
  const batch = (from, count) => Array.from({ length: count }, (_, i) => reading(from + i));
  const all_there = (count) =>
    until(async () => (await values(site, token)).length >= count || undefined, { what: `${count} readings`, seconds: 40 });

  test("readings published while the server is away are there when it is back, each once", async () => {
    await broker.publish_all("plant/IM-01/data", batch(0, 50));
    await all_there(50);
    await site.kill();
    await broker.publish_all("plant/IM-01/data", batch(50, 50));
    await site.serve();
    await all_there(100);
    assert.equal((await values(site, token)).length, 100);
  });

  test("a broker that is stopped and started again, and one that hangs, lose nothing", async () => {
    await broker.stop();
    await broker.serve();
    await broker.publish_all("plant/IM-01/data", batch(100, 50));
    await all_there(150);
    broker.pause();
    await new Promise((resolve) => setTimeout(resolve, 5000));  // longer than the keep-alive
    broker.resume();
    await broker.publish_all("plant/IM-01/data", batch(150, 50));
    await all_there(200);
    assert.equal((await values(site, token)).length, 200);
  });

  test("killed in the midst of publishing: what it had confirmed is there, each once", async () => {
    const sent = broker.publish_all("plant/IM-01/data", batch(200, 500)).catch(() => {});
    await until(async () => (await values(site, token)).length > 200 || undefined, { what: "the first of them" });
    await broker.kill();
    broker.end_publishers();
    await sent;
    await broker.serve();
    await broker.publish_all("plant/IM-01/data", batch(200, 500));
    await all_there(700);
    assert.equal((await values(site, token)).length, 700);
  });
});

describe("Who may connect", () => {
  test("TLS with certificates on both sides, a user with a password; what is missing is said", async () => {
    const { authority, certificate, key } = make_certificate(temporary_folder());
    const broker = await Broker.start({ tls: { authority, certificate, key }, client_certificates: true, users: { name: "jidoka", password: "open sesame" } });
    const trusted = { url: broker.url, ca_file: authority, cert_file: certificate, key_file: key, user: "jidoka", password_env: "BROKER_PASSWORD" };
    const plant = plant_with([source(broker, { broker: trusted })]);
    const site = await Site.start({ plant, env: { BROKER_PASSWORD: "open sesame" } });
    const token = await site.token("quality_engineer");
    try {
      await broker.publish("plant/IM-01/data", { ts: began, melt_temp: 230 });
      await until(async () => (await values(site, token)).length === 1, { what: "a reading over TLS" });
      write_connections(plant, [source(broker, { broker: { url: broker.url, user: "jidoka", password_env: "BROKER_PASSWORD", cert_file: undefined } })]);
      await site.apply(plant);
      await until(() => /TLS|certificate/i.test(site.log), { what: "a word about the certificate", seconds: 20 });
    } finally {
      await site.stop();
      await broker.stop();
    }
  });

  test("two servers with one client id say so, and do not throw each other out for ever", async () => {
    const broker = await Broker.start();
    const plant = plant_with([source(broker)]);
    const [one, other] = [await Site.start({ plant }), await Site.start({ plant })];
    try {
      await until(() => /same client id/.test(one.log + other.log), { what: "the reason", seconds: 30 });
      const losses = () => (one.log + other.log).match(/not connected/g)?.length ?? 0;
      const before = losses();
      await new Promise((resolve) => setTimeout(resolve, 5000));
      assert.ok(losses() - before <= 1, "they back off");
    } finally {
      await one.stop();
      await other.stop();
      await broker.stop();
    }
  });
});

describe("A plant that changes while it runs", () => {
  test("a source comes, changes its topic and its mapping, and goes, without a restart", async () => {
    const broker = await Broker.start();
    const plant = plant_with([]);
    const site = await Site.start({ plant });
    const token = await site.token("quality_engineer");
    try {
      write_connections(plant, [source(broker)]);
      await site.apply(plant);
      await until(() => /connected/.test(site.log), { what: "the connection" });
      await broker.publish("plant/IM-01/data", { ts: began, melt_temp: 230 });
      await until(async () => (await values(site, token)).length === 1, { what: "the first" });
      write_connections(plant, [source(broker, { match: { topic: "works/+machine/values" }, reading: { equipment: "{machine}", tag: "melt_temp", value: "{t}", time: "{ts}" } })]);
      await site.apply(plant);
      await until(async () => {
        await broker.publish("works/IM-01/values", { ts: began + 1000, t: 231 });
        return (await values(site, token)).length === 2;
      }, { what: "the second, by its new topic" });
      await broker.publish("plant/IM-01/data", { ts: began + 2000, melt_temp: 232 });
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(await values(site, token), [230, 231]);
      assert.equal((await site.ok("GET", "/api/v1/quarantine", { token })).items.length, 0, "the old subscription is gone");
    } finally {
      await site.stop();
      await broker.stop();
    }
  });
});
