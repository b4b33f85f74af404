// The demo's plant with its presses behind a broker: readings as JSON, commands on topics, answers on reply topics.
import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { demo_plant, temporary_folder } from "../api/site.mjs";

export const source = (broker, more = {}) => ({
  kind: "source",
  id: "press-gateway",
  from: "mqtt",
  broker: { url: broker.url, client_id: "jidoka-test", keep_alive: "2s", ...more.broker },
  match: { topic: "plant/+machine/data" },
  reading: { equipment: "{machine}", tag: "{key}", value: "{value}", time: "{ts}", unit: "{serial?}" },
  unknown: "quarantine",
  ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== "broker")),
});

export const target = (broker, more = {}) => ({
  kind: "target",
  id: "line-gateway",
  to: "mqtt",
  broker: { url: broker.url, client_id: "jidoka-test-commands", ...more.broker },
  topic: "plant/{equipment}/command/{command}",
  reply_topic: "plant/+machine/reply",
  acknowledge_within: "5s",
  escalate_to: "shift_leader",
  ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== "broker")),
});

const others = [
  { kind: "source", id: "stations", from: "http", unknown: "quarantine" },
  { kind: "source", id: "gauge-bench", from: "file", unknown: "quarantine" },
];
const nobody = { kind: "target", id: "line-gateway", to: "webhook", url: "http://127.0.0.1:9/commands" };

// JSON is YAML: one document after the other.
export function plant_with(documents) {
  const plant = path.join(temporary_folder(), "plant");
  cpSync(demo_plant, plant, { recursive: true });
  write_connections(plant, documents);
  return plant;
}
export function write_connections(plant, documents) {
  const all = [...documents, ...others];
  if (!all.some((each) => each.id === nobody.id)) all.push(nobody);  // the presses name it
  writeFileSync(path.join(plant, "connections.yaml"), all.map((each) => JSON.stringify(each)).join("\n---\n"));
}
