// The pictures of the guide: where each is taken, what is done first, and which part of the page it shows.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { Visitor } from "./browser.mjs";

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const button = (page, name) => page.locator("main").getByRole("button", { name }).first().click();

// The worked example of the AIAG manual: ten parts, three appraisers, three trials.
const gauge_readings = [
  "0.29 0.41 0.64 0.08 0.25 0.07 0.04 -0.11 -0.15", "-0.56 -0.68 -0.58 -0.47 -1.22 -0.68 -1.38 -1.13 -0.96",
  "1.34 1.17 1.27 1.19 0.94 1.34 0.88 1.09 0.67", "0.47 0.50 0.64 0.01 1.03 0.20 0.14 0.20 0.11",
  "-0.80 -0.92 -0.84 -0.56 -1.20 -1.28 -1.46 -1.07 -1.45", "0.02 -0.11 -0.21 -0.20 0.22 0.06 -0.29 -0.67 -0.49",
  "0.59 0.75 0.66 0.47 0.55 0.83 0.02 0.01 0.21", "-0.31 -0.20 -0.17 -0.63 0.08 -0.34 -0.46 -0.56 -0.49",
  "2.26 1.99 2.01 1.80 2.12 2.19 1.77 1.45 1.87", "-1.36 -1.25 -1.31 -1.68 -1.62 -1.50 -1.49 -1.77 -2.16",
].join("\n");

// name → [address, {screen, part: what is cut out (the whole screen without it), tall: at most so high, before(page)}]
const pictures = (day, words) => ({
  board: ["/board", {}],
  "board-held": ["/board?show=exceptions", {}],
  "board-phone": ["/board", { screen: phone }],
  "big-screen": ["/board/screen", { tall: 810 }],
  worklist: ["/worklist", { tall: 700 }],
  search: ["/board", { before: async (page) => {
    await page.keyboard.press("Control+k");
    await page.locator(".sheet input").fill("IM-0");
    await page.locator(".hit").nth(3).waitFor();
  } }],
  hold: [`/holds/${day.hold}`, {}],
  release: [`/holds/${day.hold}`, { before: async (page) => {
    await button(page, words.release);
    await page.getByRole("dialog").locator("textarea").fill(words.reason);
  } }],
  alarms: ["/alarms", { tall: 520 }],
  alarm: [`/alarms/${day.alarm}`, {}],
  items: ["/items", { tall: 620 }],
  unit: ["/units/P-5005", {}],
  trace: ["/units/P-5005", { part: "main", before: (page) => page.locator(".trace, .genealogy, main svg").first().scrollIntoViewIfNeeded() }],
  passport: ["/units/P-5005/passport", {}],
  station: ["/station/IM-02", {}],
  equipment: ["/equipment", { tall: 560 }],
  press: ["/equipment/IM-01", {}],
  stream: ["/streams/IM-02/melt_temp", { slow: true }],
  "chart-signal": [`/holds/${day.hold}`, { before: async (page) => {
    await page.locator('main a[href*="/streams/IM-01/melt_temp?"]').first().click();
    await page.locator("aside .tag").first().waitFor();
    await page.waitForTimeout(900);
  } }],
  subgroups: ["/streams/IM-01/bore_diameter", { slow: true }],
  limits: ["/streams/IM-02/melt_temp/limits", { slow: true }],
  capability: ["/capability?stream=IM-01%2Fbore_diameter&size=5&lower=23.98&target=24&upper=24.02", { slow: true }],
  gauge: ["/gauge", { before: async (page) => {
    await page.evaluate((text) => {
      const pasted = new DataTransfer();
      pasted.setData("text", text);
      document.querySelector('[data-cell="0 0"]').dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
    }, gauge_readings);
    await page.locator("main button[type=submit]").click();
    await page.locator("main .halves").waitFor();
  } }],
  plan: ["/documents/control_plan/CP-HOUSING-A", {}],
  "plan-changes": ["/documents/control_plan/CP-HOUSING-A?show=changes", { tall: 640 }],
  documents: ["/documents", { tall: 640 }],
  quarantine: ["/quarantine", { tall: 460 }],
  replay: ["/quarantine/Q-1", {}],
  ledger: ["/ledger", { tall: 760 }],
  proof: [`/ledger/${day.entry}`, { slow: true }],
  "back-test": ["/backtest?plan=CP-HOUSING-A", { before: async (page) => {
    await page.locator("fieldset input").nth(1).fill("230.7");
    await page.locator("main .ant-btn-primary").first().click();
    await page.locator("table.side-by-side").first().waitFor();
  } }],
  expressions: ["/expressions", { tall: 760, before: (page) => page.locator(".expressions-result").waitFor() }],
  sources: ["/sources", { tall: 520 }],
  source: ["/sources/dryer", { slow: true }],
  sampling: ["/sampling", {}],
  "sampling-switching": ["/sampling?view=switching&lot_size=1200&aql=4.0&lots=3,2,9,5,9,6,2", {}],
  people: ["/users", { tall: 420 }],
  tokens: ["/tokens", { tall: 420 }],
});
const words = {
  en: { release: /^Release$/, reason: "Heater band replaced; parts measured, all in specification." },
  zh: { release: /^解除冻结$/, reason: "加热圈已更换；零件复测全部合格。" },
};

export async function take_pictures(browser, day, language, folder) {
  mkdirSync(path.join(folder, language), { recursive: true });
  const only = process.env.JIDOKA_ONLY?.split(",");
  const all = Object.entries(pictures(day, words[language])).filter(([name]) => !only || only.includes(name));
  for (const screen of [desk, phone]) {
    const visitor = await Visitor.open(browser, day.site, { language, ...screen });
    await visitor.sign_in("admin", "jidoka-demo");
    await visitor.settled();
    for (const [name, [address, how]] of all) {
      if ((how.screen ?? desk) !== screen) continue;
      await visitor.visit(address);
      await visitor.page.waitForTimeout(how.slow ? 900 : 300);
      await how.before?.(visitor.page);
      await visitor.page.waitForTimeout(400);
      const file = path.join(folder, language, `${name}.png`);
      if (how.part) await visitor.page.locator(how.part).first().screenshot({ path: file });
      else await visitor.page.screenshot({ path: file, clip: { x: 0, y: 0, width: screen.width, height: Math.min(screen.height, how.tall ?? screen.height) } });
    }
    await visitor.close();
  }
}
