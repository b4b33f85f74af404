// What a living board costs a browser: 1 000 streams, each with ten readings a second, on a screen of 1920 × 1080 that shows as
// many stations as fit. The events come as the server sends them, one for each stream and tenth of a second. Counted is the
// processor time of the page's own process and of the process that draws, as the browser says it, after the page has settled.
//   node bench/board.mjs [STREAMS [SECONDS]]        with web/dist built
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../tests/browser/browser.mjs";

const streams = Number(process.argv[2] ?? 1000);
const seconds = Number(process.argv[3] ?? 20);
const dist = fileURLToPath(new URL("../web/dist", import.meta.url));
if (!existsSync(path.join(dist, "index.html"))) throw new Error("build the pages first: npm run build in web");

const text = (name) => ({ en: name, zh: name });
const names = Array.from({ length: streams }, (_, n) => `M${String(n).padStart(3, "0")}`);
const stream_of = (id) => ({ id: `${id}/t`, equipment: id, tag: "t", uom: "Cel", count: 1000, first_time: new Date().toISOString(), last_time: new Date().toISOString(), last_value: 230 });
const answers = {
  me: { user: "bench", display: text("Bench"), roles: ["shift_leader"], permissions: ["read"], language: "en" },
  board: () => ({
    as_of: 1, now: new Date().toISOString(), kpis: { good_units: 1, failed_units: 0, first_pass_yield: 1, held_units: 0 }, alarms: [], holds: [], defects: [], yield_by_hour: [],
    equipment: names.map((id, n) => ({ id, name: text(`Machine ${n}`), level: "station", in: `LINE-${Math.floor(n / 100)}`, state: "running", streams: [stream_of(id)], alarms: 0, holds: 0 })),
  }),
  plant: {
    items: [
      ...names.map((id) => ({ kind: "equipment", id, revision: 1, in_force: true, at: "", by: "", body: { name: text(id), level: "station", tags: { t: {} } } })),
      { kind: "operation", id: "OP", revision: 1, in_force: true, at: "", by: "", body: { name: text("OP"), at: names } },
      { kind: "control_plan", id: "CP", revision: 1, in_force: true, at: "", by: "", body: { lines: [{ id: "1", operation: "OP", characteristic: { id: "t", name: text("Temperature") }, specification: { lower: 227, upper: 233 } }] } },
    ],
  },
};

let sent = 0;
let follower = null;
function follow(response) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write("retry: 2000\n\n");
  follower = response;
  const began = Date.now();
  let round = 0;
  const timer = setInterval(() => {
    while (round < (Date.now() - began) / 100) {
      ++round;
      const now = Date.now() * 1_000_000;
      response.write(names.map((id, n) => `event: readings\ndata: {"stream":"${id}/t","times":[${now}],"values":[${(230 + 2 * Math.sin(round / 9 + n) + (n % 97 === 0 ? 2 : 0)).toFixed(2)}]}\n\n`).join(""));
      sent += streams;
    }
  }, 20);
  response.on("close", () => clearInterval(timer));
}
const kinds = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html" };
const server = createServer((request, response) => {
  const url = new URL(request.url, "http://bench");
  if (url.pathname === "/api/v1/events") return follow(response);
  if (url.pathname.startsWith("/api/")) {
    const answer = answers[url.pathname.split("/")[3]] ?? { items: [], next: "" };
    response.writeHead(200, { "Content-Type": "application/json" });
    return response.end(JSON.stringify(typeof answer === "function" ? answer() : answer));
  }
  const file = path.join(dist, path.normalize(url.pathname));
  const found = file.startsWith(dist) && existsSync(file) && statSync(file).isFile() ? file : path.join(dist, "index.html");
  response.writeHead(200, { "Content-Type": kinds[path.extname(found)] ?? "text/plain" });
  createReadStream(found).pipe(response);
});
await new Promise((resolve) => server.listen({ port: 0, host: "127.0.0.1" }, resolve));
const address = `http://127.0.0.1:${server.address().port}`;

const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
const page = await context.newPage();
await page.goto(address + "/board");
await page.locator(".station.tile").first().waitFor();
await page.waitForTimeout(5000);
const on_screen = await page.evaluate(() => [...document.querySelectorAll(".station.tile")].filter((tile) => { const { top, bottom } = tile.getBoundingClientRect(); return bottom > 0 && top < innerHeight; }).length);
const whole = await browser.newBrowserCDPSession();
const target = await context.newCDPSession(page);
await target.send("Performance.enable");
const look = async () => {
  const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
  const { metrics } = await target.send("Performance.getMetrics");
  const of = (kind) => processInfo.filter((one) => one.type === kind).reduce((sum, one) => sum + one.cpuTime, 0);
  const metric = (name) => metrics.find((one) => one.name === name)?.value ?? 0;
  return { at: performance.now() / 1000, page: of("renderer"), drawing: of("GPU"), heap: metric("JSHeapUsedSize"), sent };
};
const before = await look();
await page.waitForTimeout(seconds * 1000);
const after = await look();
const values = await page.evaluate(() => new Set([...document.querySelectorAll(".station.tile strong")].map((one) => one.textContent)).size);
const share = (key) => `${((100 * (after[key] - before[key])) / (after.at - before.at)).toFixed(1)} %`;
console.log(`${streams} streams, ${Math.round((after.sent - before.sent) / (after.at - before.at))} readings/s sent, ${on_screen} stations on the screen, ${values} different values shown, ${follower.writableLength} bytes behind`);
console.log(`of one core: the page's process ${share("page")}, the drawing process ${share("drawing")}`);
console.log(`heap ${(after.heap / 1e6).toFixed(0)} MB`);
if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE });
await browser.close();
server.closeAllConnections();
server.close();
