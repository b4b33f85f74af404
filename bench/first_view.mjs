// How long a person waits for the first view: a browser with nothing in its cache opens the board of a running site.
// Shown is when the first station stands on the board; usable is when the page has then been free of long tasks for a
// moment and a press of a key is answered. The floor beside it is the same browser opening a short answer of the same server.
//   node bench/first_view.mjs            with build/bin/jidoka (or JIDOKA_PROGRAM) and web/dist
import path from "node:path";
import { launch } from "../tests/browser/browser.mjs";
import { Shift } from "../tests/api/shift.mjs";
import { root, Site } from "../tests/api/site.mjs";

const rounds = 10;
const site = await Site.start({ env: { LINE_GATEWAY_SECRET: "x" }, words: ["--web", path.join(root, "web/dist")] });
const password = "bench-password";
await site.save_user("quality", "quality_engineer", password);
const shift = new Shift(site, await site.token("station"));
await shift.readings(Array.from({ length: 500 }, (_, n) => shift.reading("IM-01", "melt_temp", Date.now() - (600 - n) * 1000, 230 + (n % 9) / 10)));

const browser = await launch();
const signed_in = await browser.newContext();
await signed_in.request.post(site.address + "/api/v1/session", { data: { user: "quality", password }, headers: { "X-Jidoka-Request": "1" } });
const session = await signed_in.storageState();

async function once(address, sign) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, storageState: session });
  const page = await context.newPage();
  await page.addInitScript((wanted) => {
    window.long = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((task) => (window.long = task.startTime + task.duration))).observe({ type: "longtask", buffered: true });
    new MutationObserver(() => {
      if (window.shown === undefined && document.querySelector(wanted)) window.shown = performance.now();
    }).observe(document, { childList: true, subtree: true });
  }, sign);
  await page.goto(address);
  await page.waitForFunction(() => window.shown !== undefined);
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => ({
    shown: window.shown,
    usable: Math.max(window.shown, window.long),
    bytes: performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation")).reduce((sum, entry) => sum + entry.transferSize, 0),
  }));
  await context.close();
  return seen;
}

const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
async function measure(name, address, sign) {
  const runs = [];
  for (let n = 0; n < rounds; ++n) runs.push(await once(address, sign));
  const row = (key) => `${middle(runs.map((run) => run[key])).toFixed(0)} (${Math.max(...runs.map((run) => run[key])).toFixed(0)})`;
  console.log(`${name}: shown ${row("shown")} ms, usable ${row("usable")} ms, ${(middle(runs.map((run) => run.bytes)) / 1024).toFixed(0)} KiB over the wire; median (longest) of ${rounds}`);
}
await measure("floor, a short answer of the same server", site.address + "/health", "body");
await measure("the board, nothing cached", site.address + "/board", ".station");
await browser.close();
await site.stop();
