// Commands to equipment go out as signed webhooks: again after a failure, once recorded, and across a crash.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { createServer as create_secure_server } from "node:https";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { make_certificate } from "./certificate.mjs";
import { at, demo_plant, Site, temporary_folder, until } from "./site.mjs";

const secret = "a secret of the line gateway";

// The gateway of a line: answers what it is told to, keeps everything that came.
class Gateway {
  received = [];
  answers = [];
  // tls: {cert, key} in PEM, or plain.
  async start(tls) {
    const answer = (request, response) => {
      const pieces = [];
      request.on("data", (piece) => pieces.push(piece));
      request.on("end", () => {
        const body = Buffer.concat(pieces).toString("utf8");
        const status = this.answers.shift() ?? 204;
        this.received.push({ headers: request.headers, body, status, method: request.method, target: request.url });
        if (status === "hang up") return request.socket.destroy();
        response.writeHead(status).end();
      });
    };
    this.server = tls ? create_secure_server(tls, answer) : createServer(answer);
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `${tls ? "https://localhost" : "http://127.0.0.1"}:${this.server.address().port}/commands`;
    return this;
  }
  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

function check_signature({ headers, body }) {
  const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers["jidoka-signature"]);
  assert.ok(Math.abs(Date.now() / 1000 - Number(time)) < 60);
  assert.equal(mac, createHmac("sha256", secret).update(`${time}.${body}`).digest("hex"));
}

// The demo's plant, with its commands going to this gateway.
function plant_of(gateway) {
  const plant = path.join(temporary_folder(), "plant");
  cpSync(demo_plant, plant, { recursive: true });
  const file = path.join(plant, "connections.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/url: .*/, `url: ${gateway.url}`));
  return plant;
}

describe("Commands", () => {
  let site, gateway, shift, operator;
  const command_of = async (equipment, state) =>
    until(async () => (await site.ok("GET", `/api/v1/commands?equipment=${equipment}`, { token: operator })).items.find((each) => each.state === state),
      { what: `a ${state} command for ${equipment}`, seconds: 20 });
  const restart = (equipment) => site.ok("POST", `/api/v1/equipment/${equipment}/restart`, { token: shift, body: { reason: "repaired" } });

  before(async () => {
    gateway = await new Gateway().start();
    site = await Site.start({ plant: plant_of(gateway), env: { LINE_GATEWAY_SECRET: secret } });
    [shift, operator] = [await site.token("shift_leader"), await site.token("operator")];
  });
  after(async () => {
    await site?.stop();
    await gateway?.stop();
  });

  test("a stop reaches the gateway, signed, as a CloudEvent, and is recorded as acknowledged", async () => {
    const station = await site.token("station");
    await site.ok("POST", "/api/v1/readings?source=stations", {
      token: station, body: [{ equipment: "IM-01", tag: "melt_temp", time: at(Date.now() - 1000), value: 240 }],
    });
    const delivered = await command_of("IM-01", "acknowledged");
    assert.equal(delivered.command, "stop");
    assert.equal(gateway.received.length, 1);
    const [sent] = gateway.received;
    assert.deepEqual([sent.method, sent.target], ["POST", "/commands"]);
    check_signature(sent);
    assert.match(sent.headers["content-type"], /^application\/cloudevents\+json/);
    const event = JSON.parse(sent.body);
    assert.equal(event.specversion, "1.0");
    assert.equal(event.id, delivered.id);
    assert.equal(sent.headers["jidoka-delivery"], delivered.id);
    assert.deepEqual([event.data.equipment, event.data.command], ["IM-01", "stop"]);
    assert.ok(event.data.reason.en && event.data.reason.zh);
  });

  test("what fails is sent again, the same delivery, until it gets through", async () => {
    gateway.received.length = 0;
    gateway.answers.push(503, "hang up");
    await restart("IM-01");
    const delivered = await until(async () =>
      (await site.ok("GET", "/api/v1/commands?equipment=IM-01", { token: operator })).items.find((each) => each.command === "restart" && each.state === "acknowledged"),
      { seconds: 20, what: "the restart to be delivered" });
    assert.equal(delivered.attempts, 3);
    assert.equal(new Set(gateway.received.map((each) => each.headers["jidoka-delivery"])).size, 1);
    gateway.received.forEach(check_signature);
  });

  test("a command that the gateway refuses for good is recorded as failed, and the next one goes", async () => {
    gateway.received.length = 0;
    gateway.answers.push(400);
    await site.ok("POST", "/api/v1/equipment/ST-02/stop", { token: shift, body: { reason: "screwdriver broken" } });
    const failed = await command_of("ST-02", "failed");
    assert.match(failed.detail, /400/);
    await restart("ST-02");
    await command_of("ST-02", "acknowledged");
  });

  test("what was not delivered before a crash is delivered after it", async () => {
    gateway.received.length = 0;
    gateway.answers.push(...Array(50).fill(503));
    await site.ok("POST", "/api/v1/equipment/ST-03/stop", { token: shift, body: { reason: "tester leaks" } });
    await until(() => gateway.received.length > 0, { what: "the first attempt" });
    await site.kill();
    const before_crash = gateway.received[0].headers["jidoka-delivery"];
    gateway.answers.length = 0;
    await site.serve();
    const delivered = await command_of("ST-03", "acknowledged");
    assert.equal(delivered.id, before_crash);
    assert.equal(JSON.parse(gateway.received.at(-1).body).data.command, "stop");
  });
});

describe("Commands over TLS", () => {
  let gateway, files;
  const sites = [];
  const stopped = async (trusted) => {
    const site = await Site.start({ plant: plant_of(gateway), env: { LINE_GATEWAY_SECRET: secret, SSL_CERT_FILE: trusted } });
    sites.push(site);
    const shift = await site.token("shift_leader");
    await site.ok("POST", "/api/v1/equipment/ST-02/stop", { token: shift, body: { reason: "screwdriver broken" } });
    return { site, shift };
  };
  const commands = async (site, token) => (await site.ok("GET", "/api/v1/commands?equipment=ST-02", { token })).items;

  before(async () => {
    files = make_certificate(temporary_folder());
    gateway = await new Gateway().start({ cert: readFileSync(files.certificate), key: readFileSync(files.key) });
  });
  after(async () => {
    for (const site of sites) await site.stop();
    await gateway?.stop();
  });

  test("reach a gateway whose certificate the plant's authority signed", async () => {
    const { site, shift } = await stopped(files.authority);
    const [delivered] = await until(async () => {
      const found = await commands(site, shift);
      return found[0]?.state === "acknowledged" && found;
    }, { what: "the stop to be delivered", seconds: 20 });
    assert.equal(delivered.command, "stop");
    assert.equal(gateway.received.length, 1);
    check_signature(gateway.received[0]);
  });

  test("do not reach one that a stranger's authority signed, and wait", async () => {
    gateway.received.length = 0;
    let refused = 0;
    gateway.server.on("tlsClientError", () => ++refused);
    const stranger = make_certificate(temporary_folder());
    const { site, shift } = await stopped(stranger.authority);
    await until(() => refused >= 2, { what: "two refused handshakes", seconds: 20 });
    assert.equal(gateway.received.length, 0, "nothing is said to a stranger");
    assert.equal((await commands(site, shift))[0].state, "queued");
    assert.match(site.log, /TLS: certificate verify failed/);
  });
});
