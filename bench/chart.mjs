// How smoothly a chart of a million readings moves: a server with one judged stream of a million readings, its page in a browser of
// 1920 × 1080, moved and zoomed once in every frame. Counted is the time from frame to frame, as the browser gives it; what the
// page fetches meanwhile is fetched, as when a person does it.
//   node bench/chart.mjs [READINGS [FRAMES]]        with the program and web/dist built
import path from "node:path";
import { root, Site } from "../tests/api/site.mjs";
import { launch, Visitor } from "../tests/browser/browser.mjs";

const readings = Number(process.argv[2] ?? 1_000_000);
const frames = Number(process.argv[3] ?? 600);
const password = "jidoka-demo";
const site = await Site.start({ env: { LINE_GATEWAY_SECRET: "x" }, words: ["--web", path.join(root, "web/dist")] });
await site.save_user("bench", "quality_engineer", password);
const token = await site.token("source");

const step = 100;
const first = Date.now() - readings * step;
let drift = 0;
for (let from = 0; from < readings; from += 100_000) {
  const rows = ["equipment,tag,time,value"];
  for (let i = from; i < Math.min(readings, from + 100_000); i++) {
    drift = drift * 0.999 + (Math.random() - 0.5) * 0.02;
    rows.push(`IM-01,melt_temp,${new Date(first + i * step).toISOString()},${(230.1 + drift + (Math.random() + Math.random() + Math.random() - 1.5) * 0.5).toFixed(2)}`);
  }
  const reply = await site.ok("POST", "/api/v1/readings?source=bench", { token, body: rows.join("\n") + "\n", headers: { "content-type": "text/csv" } });
  if (reply.quarantined > 0) throw new Error(JSON.stringify(reply.refused[0]));
}
const stream = await site.ok("GET", "/api/v1/streams/IM-01/melt_temp", { token: await site.token("viewer") });
console.log(`${stream.count} readings in the stream`);

const browser = await launch();
const visitor = await Visitor.open(browser, site, { language: "en" });
await visitor.sign_in("bench", password);
await visitor.visit("/streams/IM-01/melt_temp");
const { page } = visitor;
await page.locator("main canvas").first().waitFor();
await page.waitForTimeout(1500);

const target = await visitor.context.newCDPSession(page);
await target.send("Performance.enable", { timeDomain: "threadTicks" });
const worked = async () => (await target.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration").value;

// One turn of the wheel in each frame; the time between frames in milliseconds.
const times_of = (way) =>
  page.evaluate(
    ([kind, count]) =>
      new Promise((resolve) => {
        const chart = document.querySelector(".chart-box");
        const { left, top, width, height } = chart.getBoundingClientRect();
        const times = [];
        let last = 0;
        const frame = (now) => {
          if (last > 0) times.push(now - last);
          last = now;
          if (times.length >= count) return resolve(times);
          const at = { bubbles: true, cancelable: true, clientX: left + width / 2, clientY: top + height / 3 };
          const turn = Math.floor(times.length / 100) % 2 === 0 ? 1 : -1;
          chart.dispatchEvent(new WheelEvent("wheel", kind === "move" ? { ...at, deltaX: -24 * turn } : { ...at, ctrlKey: true, deltaY: 40 * turn }));
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    [way, frames],
  );
const report = async (name, way) => {
  const before = await worked();
  const times = await times_of(way);
  const each = ((await worked()) - before) * 1000 / times.length;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)];
  console.log(`${name}: frame p50 ${at(0.5).toFixed(1)} ms (${(1000 / at(0.5)).toFixed(0)} a second), p95 ${at(0.95).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, longest ${sorted.at(-1).toFixed(0)} ms; work of the page ${each.toFixed(1)} ms a frame`);
};
await report("moved, two minutes wide", "move");
await report("zoomed in and out", "zoom");
await page.getByRole("button", { name: "All", exact: true }).click();
await page.waitForTimeout(2500);
await report("zoomed, from all of it", "zoom");
for (let i = 0; i < 3; i++) await page.getByRole("button", { name: "Zoom in", exact: true }).click();
await page.waitForTimeout(2500);
await report("moved, an eighth of it wide", "move");
await visitor.close();
await browser.close();
await site.stop();
