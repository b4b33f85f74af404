#!/usr/bin/env node
// Many who follow live: opens connections to a running server's event stream, places holds one after another, and says
// how long each took to reach everybody, and what a follower costs the server in memory.
//   bench/followers.mjs --server http://127.0.0.1:8080 --token TOKEN --lot LOT [--clients 10000] [--events 10] [--pid PID]
import { readFileSync } from "node:fs";
import net from "node:net";
import { parseArgs } from "node:util";

const { values: asked } = parseArgs({
  options: {
    server: { type: "string", default: "http://127.0.0.1:8080" },
    token: { type: "string" },
    lot: { type: "string" },
    clients: { type: "string", default: "10000" },
    events: { type: "string", default: "10" },
    pid: { type: "string" },
  },
});
if (!asked.token || !asked.lot) throw new Error("--token and --lot are needed: a lot that is there may be held");
const server = new URL(asked.server);
const clients = Number(asked.clients);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const resident_kb = () => (asked.pid ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${asked.pid}/status`, "utf8"))[1]) : undefined);

let listening = 0;
let lost = 0;
let arrivals = [];
function follow() {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: server.hostname, port: Number(server.port), noDelay: true });
    let is_open = false;
    socket.on("connect", () =>
      socket.write(`GET /api/v1/events?topics=holds HTTP/1.1\r\nHost: ${server.host}\r\nAuthorization: Bearer ${asked.token}\r\n\r\n`));
    socket.on("data", (bytes) => {
      if (!is_open) {
        is_open = true;
        ++listening;
        if (bytes.toString("latin1").startsWith("HTTP/1.1 200")) return resolve();
        return reject(new Error(bytes.toString("latin1").split("\r\n")[0]));
      }
      if (bytes.includes("event: hold_placed")) arrivals.push(performance.now());
    });
    socket.on("error", (error) => (is_open ? ++lost : reject(error)));
    socket.on("close", () => is_open && ++lost);
  });
}

const before_kb = resident_kb();
const began = performance.now();
for (let n = 0; n < clients; n += 200) await Promise.all(Array.from({ length: Math.min(200, clients - n) }, follow));
console.log(`${listening} followers in ${((performance.now() - began) / 1000).toFixed(1)} s`);
await pause(2000);
if (before_kb) console.log(`memory of the server ${((resident_kb() - before_kb) / clients).toFixed(1)} KB for each follower`);

const spans = [];
for (let n = 0; n < Number(asked.events); ++n) {
  arrivals = [];
  const sent = performance.now();
  const answer = await fetch(new URL("/api/v1/holds", server), {
    method: "POST",
    headers: { authorization: `Bearer ${asked.token}`, "content-type": "application/json" },
    body: JSON.stringify({ scope: { kind: "lot", id: asked.lot }, reason: `follower bench ${n}` }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const answered = performance.now() - sent;
  for (let waited = 0; arrivals.length < clients && waited < 10_000; waited += 20) await pause(20);
  const took = arrivals.map((at) => at - sent).sort((a, b) => a - b);
  spans.push(...took);
  console.log(`event ${n + 1}: answered after ${answered.toFixed(0)} ms, reached ${took.length} of ${clients}, the last after ${took.at(-1)?.toFixed(0)} ms`);
}
spans.sort((a, b) => a - b);
const at = (share) => spans[Math.min(spans.length - 1, Math.floor(spans.length * share))].toFixed(0);
console.log(`delivery p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms; lost connections ${lost}`);
process.exit(0);
