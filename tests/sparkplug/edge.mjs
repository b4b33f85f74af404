// An edge node of somebody else's making, the Eclipse Tahu client for JavaScript, with what a test needs around it: births
// on demand, data, what it was told, and a way to lose a message.
//
//   const edge = await Edge.start(broker);                       // births Line1 and its device IM-01
//   edge.say({ melt_temp: 231.2 });                              // DDATA by alias
//   edge.lose();                                                 // the next number of the sequence never goes out
//   edge.rebirths; edge.commands                                 // what Jidoka asked for
import { createRequire } from "node:module";
import path from "node:path";
import { root, until } from "../api/site.mjs";

const from_web = createRequire(path.join(root, "web/package.json"));
const { newClient } = from_web("sparkplug-client");
const payloads = from_web("sparkplug-payload").get("spBv1.0");

export const encode = (payload) => Buffer.from(payloads.encodePayload(payload));
export const decode = (bytes) => payloads.decodePayload(bytes);

export class Edge {
  rebirths = 0;
  commands = [];
  births = 0;
  serial = "";

  static async start(broker, { node = "Line1", device = "IM-01", answers = true } = {}) {
    const edge = new Edge();
    Object.assign(edge, { node, device, answers });
    edge.client = newClient({ serverUrl: broker.url, username: "", password: "", groupId: "Plant", edgeNode: node, clientId: `edge-${node}`, keepalive: 2,
      mqttOptions: { reconnectPeriod: 200 } });
    edge.client.on("error", () => {});
    edge.client.on("birth", () => edge.birth());
    edge.client.on("ncmd", ({ metrics }) => {
      if (!metrics?.some((each) => each.name === "Node Control/Rebirth" && each.value === true)) return;
      ++edge.rebirths;
      if (edge.answers) edge.birth();
    });
    edge.client.on("dcmd", (to, { metrics }) => {
      edge.commands.push({ to, metrics });
      const id = metrics?.find((each) => each.name === "Command/Id");
      if (id && edge.answers) edge.client.publishDeviceData(to, { timestamp: Date.now(), metrics: [{ name: "Command/Id", type: "String", value: id.value }] });
    });
    await until(() => edge.births > 0, { what: "the edge node to be born", seconds: 20 });
    return edge;
  }

  birth() {
    const timestamp = Date.now();
    this.client.publishNodeBirth({ timestamp, metrics: [{ name: "Node Control/Rebirth", type: "Boolean", value: false, timestamp }] });
    this.client.publishDeviceBirth(this.device, {
      timestamp,
      metrics: [
        { name: "melt_temp", alias: 1, type: "Float", value: null, timestamp },
        { name: "pressure", alias: 2, type: "Double", value: null, timestamp },
        { name: "Part/Serial", alias: 3, type: "String", value: this.serial, timestamp },
        { name: "Command/stop", type: "Boolean", value: false, timestamp },
        { name: "Command/Id", type: "String", value: "", timestamp },
      ],
    });
    ++this.births;
  }

  // {melt_temp: 231.2}, at a time, with more of what a metric can say.
  say(values, { at = Date.now(), ...more } = {}) {
    const alias = { melt_temp: 1, pressure: 2 };
    const type = { melt_temp: "Float", pressure: "Double" };
    const metrics = Object.entries(values).map(([name, value]) => ({ alias: alias[name], type: type[name], value, timestamp: at, ...more }));
    this.client.publishDeviceData(this.device, { timestamp: Date.now(), metrics });
  }
  make(serial, at = Date.now()) {
    this.serial = serial;
    this.client.publishDeviceData(this.device, { timestamp: Date.now(), metrics: [{ alias: 3, type: "String", value: serial, timestamp: at }] });
  }
  lose() {
    this.client.incrementSeqNum();
  }
  raw(topic, bytes) {
    return new Promise((resolve, reject) => this.client.client.publish(topic, bytes, { qos: 1 }, (fault) => (fault ? reject(fault) : resolve())));
  }
  // As when its power fails: the broker publishes its will.
  die() {
    this.client.client.stream.destroy();
    this.client.client.end(true);
  }
  stop() {
    this.client.client.end(true);
  }
}
