// Looks at every page in both themes, both languages and both widths, and fails when one breaks, overflows or logs an error.
//   npm run smoke [-- FOLDER_FOR_PICTURES [ONLY_THESE_PAGES]]     CHROMIUM names the browser when it is not /usr/bin/chromium
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { createServer } from "vite";

const pictures = process.argv[2];
const only = process.argv.slice(3);
if (pictures) mkdirSync(pictures, { recursive: true });
const root = fileURLToPath(new URL("..", import.meta.url));

const loader = await createServer({ root, server: { middlewareMode: true, ws: false }, appType: "custom", logLevel: "error" });
const { fake_server } = await loader.ssrLoadModule("/tests/fake_server.ts");
const { preview } = await import("vite");
const site = await preview({ root, plugins: [fake_server()], preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
const base = site.resolvedUrls.local[0].replace(/\/$/, "");

const pages = {
  set_aside: "/quarantine", station: "/station/ST-02", stations: "/station?choose=1", passport: "/units/SN-10412/passport", box: "/lots/BOX-88",
  board: "/board", stream: "/streams/IM-01/melt_temp", subgroups: "/streams/IM-01/bore_diameter", limits: "/streams/IM-01/bore_diameter/limits", streams: "/streams", unit: "/units/SN-10412", lot: "/lots/L7", items: "/items",
  holds: "/holds", hold: "/holds/H-17", alarms: "/alarms", alarm: "/alarms/A-41", equipment: "/equipment", press: "/equipment/IM-01", documents: "/documents",
  plan: "/documents/control_plan/CP-HOUSING-A?show=changes", quarantine: "/quarantine/Q-12", ledger: "/ledger", fact: "/ledger/17", screen: "/board/screen", worklist: "/worklist", backtest: "/backtest?plan=CP-HOUSING-A&job=B-1", sources: "/sources", source: "/sources/press-gateway", users: "/users", tokens: "/tokens", nowhere: "/units/SN-0",
};
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const faults = [];

// What a browser must fetch before the board stands, as it travels: compressed.
async function weigh_first_view() {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  await context.addCookies([{ name: "jidoka_session", value: "fake", url: base }]);
  const page = await context.newPage();
  const files = new Map();
  page.on("response", async (response) => {
    if (/\.(js|css|html)$|\/$/.test(new URL(response.url()).pathname)) files.set(response.url(), response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(base + "/board");
  await page.locator(".station").first().waitFor();
  await page.waitForTimeout(500);
  const sizes = await Promise.all(files.values());
  await context.close();
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  console.log(`first view: ${kilobytes.toFixed(0)} kB gzipped in ${sizes.length} files`);
  if (kilobytes > 350) faults.push(`the first view weighs ${kilobytes.toFixed(0)} kB, more than 350`);
}
await weigh_first_view();

const looks = [["light", "en", 1920], ["dark", "zh", 1920], ["light", "zh", 390], ["dark", "en", 390]];
for (const [theme, language, width] of looks) {
  const context = await browser.newContext({ viewport: { width, height: width === 390 ? 844 : 1080 } });
  await context.addInitScript(([t, l]) => {
    localStorage.setItem("jidoka.theme", t);
    localStorage.setItem("jidoka.language", l);
  }, [theme, language]);
  const page = await context.newPage();
  let here = "";
  page.on("pageerror", (error) => faults.push(`${here}: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && !message.text().includes("status of 40") && faults.push(`${here}: ${message.text()}`));
  const look = async (name) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 1) faults.push(`${here}: ${wide} px wider than the screen`);
    if (pictures) await page.screenshot({ path: `${pictures}/${name}-${theme}-${language}-${width}.png`, fullPage: width === 390 });
  };
  here = `sign_in ${theme} ${language} ${width}`;
  await page.goto(base + "/");
  await page.locator("input[autocomplete=username]").fill("quality");
  await page.locator("input[type=password]").fill("wrong");
  await page.locator("button[type=submit]").click();
  await page.locator("[role=alert]").waitFor();
  if (only.length === 0 || only.includes("sign_in")) await look("sign_in");
  await page.locator("input[type=password]").fill("jidoka-demo");
  await page.locator("button[type=submit]").click();
  await page.locator("main").waitFor();
  for (const [name, path] of Object.entries(pages)) {
    if (only.length > 0 && !only.includes(name)) continue;
    here = `${name} ${theme} ${language} ${width}`;
    await page.goto(base + path);
    await page.locator("main h1, main .failure").first().waitFor();
    await page.waitForFunction(() => document.querySelector(".bone") === null);
    await page.waitForTimeout(350);
    if (name !== "nowhere" && (await page.locator(".failure[role=alert]").count()) > 0) faults.push(`${here}: shows a failure`);
    await look(name);
  }
  await context.close();
}
await browser.close();
await site.close();
await loader.close();
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${Object.keys(pages).length} pages, ${looks.length} looks: fine`);
process.exit(0);
