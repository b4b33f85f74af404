// Every page of the app at a plant with a day behind it, in both languages, both themes, on a wall screen and a phone:
// nothing complained, nothing wider than the screen, nobody kept out, no text left untranslated. With JIDOKA_PICTURES=FOLDER
// it also takes the pictures of the guide (pictures.mjs says which).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { root } from "../api/site.mjs";
import { launch, Visitor } from "./browser.mjs";
import { take_pictures } from "./pictures.mjs";
import { PlantDay } from "./plant_day.mjs";

// One address or more for each route of the app; a route without one fails.
const examples = (day) => ({
  "/board": ["/board", "/board?show=exceptions"],
  "/board/screen": ["/board/screen"],
  "/worklist": ["/worklist"],
  "/alarms/:id?": ["/alarms", "/alarms?show=all", `/alarms/${day.alarm}`],
  "/holds/:id?": ["/holds", "/holds?state=all", `/holds/${day.hold}`],
  "/items": ["/items", "/items?show=lots"],
  "/units/:id": ["/units/P-5005", "/units/SN-100128"],
  "/lots/:id": ["/lots/L-PA66-0417", "/lots/BOX-0001"],
  "/units/:id/passport": ["/units/P-5005/passport"],
  "/lots/:id/passport": ["/lots/L-PA66-0417/passport"],
  "/station/:equipment?": ["/station?choose", "/station/IM-02", "/station/IM-01"],
  "/equipment/:id?": ["/equipment", "/equipment/IM-01"],
  "/streams": ["/streams"],
  "/streams/:equipment/:tag": ["/streams/IM-01/melt_temp", "/streams/IM-01/bore_diameter", "/streams/IM-01/pressure"],
  "/streams/:equipment/:tag/limits": ["/streams/IM-02/melt_temp/limits", "/streams/IM-01/bore_diameter/limits"],
  "/capability": ["/capability", "/capability?stream=IM-01%2Fbore_diameter&size=5&lower=23.98&upper=24.02", "/capability?stream=IM-02%2Fmelt_temp&lower=227&upper=233&distribution=best"],
  "/gauge": ["/gauge"],
  "/documents": ["/documents"],
  "/documents/:kind/:id": ["/documents/control_plan/CP-HOUSING-A", "/documents/control_plan/CP-HOUSING-A?show=changes", "/documents/equipment/IM-01"],
  "/quarantine/:id?": ["/quarantine", "/quarantine/Q-1"],
  "/ledger": ["/ledger"],
  "/ledger/:index": [`/ledger/${day.entry}`],
  "/sampling": ["/sampling", "/sampling?standard=z1.4&type=multiple&lot_size=3000", "/sampling?view=switching&aql=4.0&lots=3,9,5,9,6,2", "/sampling?view=design"],
  "/expressions": ["/expressions"],
  "/backtest": ["/backtest"],
  "/sources": ["/sources"],
  "/sources/:id": ["/sources/press-gateway", "/sources/dryer"],
  "/users": ["/users"],
  "/tokens": ["/tokens"],
  "/guide/:page?": ["/guide", "/guide/holds", "/guide/connect", "/guide/no-such-page"],
});
const route_paths = [...readFileSync(path.join(root, "web/src/shell/routes.tsx"), "utf8").matchAll(/\{ path: "([^"]+)"/g)].map((match) => match[1]);

const texts = (language) => JSON.parse(readFileSync(path.join(root, `web/src/text/${language}.json`), "utf8"));
const english = texts("en");
const chinese = texts("zh");
// Whole English messages that have a Chinese form; seen on a Chinese page they are a lapse.
const only_english = Object.entries(english).filter(([key, text]) => /[a-z] [a-z]/.test(text) && !text.includes("{{") && chinese[key.replace(/_one$/, "_other")] !== text).map(([, text]) => text);

const untranslated = (page, language) =>
  page.evaluate(([keys, lapses]) => {
    const known = new Set(keys);
    const found = new Set();
    const look = (text) => {
      const said = text.trim();
      for (const word of said.match(/[a-z_]+\.[a-z0-9_.-]+/g) ?? []) if (known.has(word)) found.add(word);
      if (lapses.includes(said)) found.add(said);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("code, pre, script, style")) look(walker.currentNode.data);
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]"))
      for (const name of ["aria-label", "title", "placeholder"]) look(element.getAttribute(name) ?? "");
    return [...found];
  }, [Object.keys(english), language === "zh" ? only_english : []]);

const looks = ["en", "zh"].flatMap((language) => ["light", "dark"].flatMap((theme) => [1920, 390].map((width) => ({ language, theme, width }))));
// The rules that axe checks do not depend on the language: each theme and each width once. There every page is loaded anew, too.
const is_audited = ({ language, theme, width }) => (language === "en" && theme === "light" && width === 1920) || (language === "zh" && theme === "dark" && width === 390);

describe("A walk through every page", { timeout: 600_000 }, () => {
  let browser, day, addresses;
  before(async () => {
    browser = await launch();
    day = await PlantDay.begin({ words: ["--web", path.join(root, "web/dist")] });
    day.keep_alive();
    addresses = examples(day);
  });
  after(async () => {
    await browser?.close();
    await day?.end();
  });

  test("every route has an example", () => {
    assert.deepEqual(route_paths.filter((route) => !(route in addresses)), []);
    assert.deepEqual(Object.keys(addresses).filter((route) => !route_paths.includes(route)), []);
  });

  for (const look of looks)
    test(`in ${look.language}, ${look.theme}, ${look.width} pixels wide`, async () => {
      const visitor = await Visitor.open(browser, day.site, look);
      const faults = visitor.faults;
      await visitor.sign_in("admin", "jidoka-demo");
      await visitor.settled();
      for (const address of Object.values(addresses).flat()) {
        const fault = (what) => faults.push(`${address}: ${what}`);
        if (is_audited(look)) await visitor.visit(address);
        else await visitor.turn_to(address);
        if ((await visitor.page.locator("main .failure[role=alert]").count()) > 0) fault(`shows a failure: ${await visitor.page.locator("main .failure").first().innerText()}`);
        const beyond = await visitor.too_wide();
        if (beyond > 1) fault(`${beyond} px wider than the screen`);
        const reference = visitor.page.locator(".expressions-functions");  // speaks of NaN, as it should
        const shown = (await visitor.page.locator("main").innerText()).replace((await reference.count()) > 0 ? await reference.innerText() : "", "");
        const odd = /.*(\bundefined\b|NaN|\[object Object\]|Invalid Date|\{\{).*/.exec(shown)?.[0];
        if (odd) fault(odd);
        for (const text of await untranslated(visitor.page, look.language)) fault(`untranslated: ${text}`);
        if (is_audited(look)) for (const barrier of await visitor.barriers()) fault(barrier);
      }
      await visitor.close();
      assert.deepEqual(faults, []);
    });

  if (process.env.JIDOKA_PICTURES)
    test("takes the guide's pictures", async () => {
      for (const language of ["en", "zh"]) await take_pictures(browser, day, language, path.resolve(process.env.JIDOKA_PICTURES));
    });
});
