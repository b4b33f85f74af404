// The closed loop over a broker: a reading arrives by MQTT, what is bad stops the press by MQTT, the press answers, a
// person releases and restarts; the same in both versions of the protocol.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Site, until } from "../api/site.mjs";
import { Broker } from "./broker.mjs";
import { plant_with, source, target } from "./plant.mjs";

for (const version of ["5", "3.1.1"]) {
  describe(`The closed loop over MQTT ${version}`, () => {
    let broker, site, token, shift, commands;
    const began = Date.now() - 10 * 60_000;
    const stream = () => site.ok("GET", "/api/v1/streams/IM-01/melt_temp/samples", { token });
    const command = (state, name) =>
      until(async () => (await site.ok("GET", "/api/v1/commands?equipment=IM-01", { token })).items.find((each) => each.command === name && each.state === state),
        { what: `a ${state} ${name}`, seconds: 20 });

    before(async () => {
      broker = await Broker.start();
      commands = broker.listen("plant/+/command/#");
      const versions = { broker: { version: version === "5" ? 5 : version } };
      site = await Site.start({ plant: plant_with([source(broker, versions), target(broker, versions)]) });
      [token, shift] = [await site.token("quality_engineer"), await site.token("shift_leader")];
    });
    after(async () => {
      await site?.stop();
      commands?.stop();
      await broker?.stop();
    });

    test("good readings are recorded with the time and the unit that they say", async () => {
      for (const n of [0, 1, 2])
        await broker.publish("plant/IM-01/data", { ts: began + n * 60_000, serial: "H-1", melt_temp: 230 + n / 10, state: "ok" }, { version });
      const { samples } = await until(async () => {
        const found = await stream();
        return found.items?.length === 3 ? { samples: found.items } : undefined;
      }, { what: "three readings" });
      assert.deepEqual(samples.map((each) => each.value), [230, 230.1, 230.2]);
      assert.equal(new Date(samples[0].time).getTime(), began);
    });

    test("a bad one becomes a verdict, a hold and a stop that reaches the press", async () => {
      await broker.publish("plant/IM-01/data", { ts: began + 3 * 60_000, serial: "H-2", melt_temp: 239.5 }, { version });
      const stop = await command("delivered", "stop");
      assert.equal(stop.acknowledge_within_s, 5);
      const told = await until(() => commands.messages.find((each) => each.topic === "plant/IM-01/command/stop"), { what: "the stop at the press" });
      assert.equal(told.payload.id, stop.id);
      assert.equal(told.payload.specversion, "1.0");
      assert.equal(told.payload.data.command, "stop");
      assert.equal((await site.ok("GET", "/api/v1/holds?state=active", { token })).items.length, 1);
      await broker.publish("plant/IM-01/reply", { id: stop.id, accepted: true, detail: "stands" }, { version });
      const done = await command("acknowledged", "stop");
      assert.equal(done.detail, "stands");
      assert.ok(done.acknowledged_at);
    });

    test("a restart that nobody answers times out, and the shift leader is told", async () => {
      const [hold] = (await site.ok("GET", "/api/v1/holds?state=active", { token })).items;
      await site.ok("POST", `/api/v1/holds/${hold.id}/release`, { token, body: { reason: "measured" } });
      await site.ok("POST", "/api/v1/equipment/IM-01/restart", { token: shift, body: { reason: "repaired" } });
      const restart = await command("timed_out", "restart");
      assert.equal(restart.escalated_to, "shift_leader");
      const messages = (await site.ok("GET", "/api/v1/messages", { token: shift })).items;
      assert.match(messages[0].text.en, /not acknowledged within 5s/);
      assert.match(messages[0].text.zh, /无应答/);
      assert.equal(restart.late, false);
      await broker.publish("plant/IM-01/reply", { id: restart.id, accepted: true, detail: "runs after all" }, { version });
      const late = await command("acknowledged", "restart");
      assert.deepEqual([late.id, late.late, late.detail, late.escalated_to], [restart.id, true, "runs after all", "shift_leader"]);
    });

    test("a refusal is told too, and an answer may come over HTTP", async () => {
      await site.ok("POST", "/api/v1/equipment/IM-01/stop", { token: shift, body: { reason: "tool change" } });
      const stop = await command("delivered", "stop");
      const answer = await site.post(`/api/v1/commands/${stop.id}/acknowledge`, { accepted: false, detail: "door open" }, { token: await site.token("station") });
      assert.equal(answer.status, 200, answer.text);
      const refused = await command("refused", "stop");
      assert.equal(refused.detail, "door open");
      assert.equal(refused.escalated_to, "shift_leader");
      const again = await site.post(`/api/v1/commands/${stop.id}/acknowledge`, { accepted: true }, { token: shift });
      assert.equal(again.status, 404);
    });

    test("a command waits for its answer across a restart of the server", async () => {
      await site.ok("POST", "/api/v1/equipment/IM-01/restart", { token: shift, body: { reason: "again" } });
      const restart = await command("delivered", "restart");
      await site.kill();
      await site.serve();
      await broker.publish("plant/IM-01/reply", { data: { id: restart.id, accepted: true } }, { version });
      const answered = async () => (await site.ok("GET", "/api/v1/commands?equipment=IM-01", { token })).items.find((each) => each.id === restart.id).state;
      await until(async () => (await answered()) === "acknowledged", { what: "the restart's answer", seconds: 20 });
      assert.equal((await site.ok("POST", "/api/v1/equipment/IM-01/stop", { token: shift, body: { reason: "late" } })).id, "IM-01");
      const stop = await command("delivered", "stop");
      await site.kill();
      await site.serve();
      assert.equal((await command("timed_out", "stop")).id, stop.id, "its time ran on");
    });
  });
}
