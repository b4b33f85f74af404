// The demo's plant with its presses behind Sparkplug edge nodes.
import { plant_with } from "../mqtt/plant.mjs";

export const source = (broker, more = {}) => ({
  kind: "source",
  id: "press-gateway",
  from: "sparkplug",
  broker: { url: broker.url, client_id: "jidoka-host", keep_alive: "2s" },
  reading: { equipment: "{device}", tag: "{metric}", unit: "{Part/Serial}" },
  unknown: "quarantine",
  ...more,
});

export const target = (broker, more = {}) => ({
  kind: "target",
  id: "line-gateway",
  to: "sparkplug",
  broker: { url: broker.url, client_id: "jidoka-host-commands" },
  topic: "spBv1.0/Plant/DCMD/Line1/{equipment}",
  acknowledge_within: "20s",
  escalate_to: "shift_leader",
  ...more,
});

export const sparkplug_plant = (broker) => plant_with([source(broker), target(broker)]);
