// What a quality engineer sees when a press drifts: the board turns red by itself, the hold says what it covers and
// why, the unit says where it came from, and a release with a reason lets go. In English and in Chinese.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { Shift } from "../api/shift.mjs";
import { root, Site, until } from "../api/site.mjs";
import { launch, Visitor } from "./browser.mjs";

const words = {
  en: { out: /upper specification|above|out of spec/i, release: "Release", stopped: /stopped/i, held: /held/i, one_held: /\b1 held/, released: "Released", reason: "The heater was replaced, parts measured." },
  zh: { out: /规格/, release: "解除冻结", stopped: /停机/, held: /冻结/, one_held: /冻结 1 件/, released: /已解除|已放行/, reason: "加热圈已更换，零件复测合格。" },
};

const pages_of_this_tree = ["--web", path.join(root, "web/dist")];
let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const [language, text] of Object.entries(words))
  describe(`A drift, seen in ${language === "zh" ? "Chinese" : "English"}`, { timeout: 180_000 }, () => {
    let site, visitor, shift, feed;
    const began = Date.now() - 30 * 60_000;
    let drift = 0;
    let next = 200;

    before(async () => {
      site = await Site.start({ env: { LINE_GATEWAY_SECRET: "x" }, words: pages_of_this_tree });
      await site.save_user("quality", "quality_engineer", "jidoka-demo");
      shift = new Shift(site, await site.token("station"));
      await shift.receive("RESIN-1", "RESIN-PA66", "25", "kg", "Huafeng Polymers");
      await shift.receive("SCREWS-1", "SCREW-M4", "1000", undefined, "Ningbo Fasteners");
      const history = Array.from({ length: 200 }, (_, n) => shift.reading("IM-01", "melt_temp", began + n * 5000, 230 + Math.round(8 * Math.sin(n)) / 10));
      await shift.readings(history);
      for (let n = 0; n < 4; ++n) await shift.mould(`SN-${n}`, "IM-01", began + 900_000 + n * 30_000, "RESIN-1");
      await shift.assemble("P-0", "SN-0", "SCREWS-1", began + 1_050_000);
      feed = setInterval(() => {
        const value = Math.round((230 + drift) * 10 + 8 * Math.sin(next++)) / 10;  // goes on as the history did
        shift.readings([shift.reading("IM-01", "melt_temp", Date.now(), value)]).catch(() => {});
        if (drift > 0) drift = Math.min(drift + 1, 6);
      }, 250);
      visitor = await Visitor.open(browser, site, { language });
    });
    after(async () => {
      clearInterval(feed);
      await visitor?.close();
      await site?.stop();
    });

    test("one signs in, and the board shows the plant running", async () => {
      await visitor.sign_in("quality", "jidoka-demo");
      await visitor.visit("/board");
      await visitor.page.locator(".station").filter({ hasText: "IM-01" }).waitFor();
      assert.equal(await visitor.page.locator(".attention-row").count(), 0);
      await visitor.picture(`1-board-before`);
    });

    test("the drift becomes an alarm and a hold on the board, live", async () => {
      const { page } = visitor;
      await shift.start("SN-9", "OP10", "IM-01", Date.now());
      drift = 1;
      await page.locator(".station.stopped").filter({ hasText: "IM-01" }).waitFor();
      await page.locator(".attention-row").nth(1).waitFor();
      const rows = (await page.locator(".attention-row").allInnerTexts()).join("\n");
      assert.match(rows, text.out);
      assert.match(rows, /IM-01/);
      assert.match(rows, /H-1/);
      const card = page.locator(".station.stopped");
      assert.match(await card.innerText(), text.stopped);
      await until(async () => text.one_held.test(await card.innerText()), { what: "the station to say that one unit is held" });
      await visitor.picture("2-board-held");
    });

    test("the hold leads to the unit, and the unit to where it came from", async () => {
      const { page } = visitor;
      await page.locator('.attention-row a[href="/holds/H-1"]').first().click();
      await page.locator("main h2").filter({ hasText: "H-1" }).waitFor();
      await page.locator('a[href="/units/SN-9"]').first().waitFor();
      await visitor.picture("3-hold");
      await page.locator('a[href="/units/SN-9"]').first().click();
      await page.waitForURL(/\/units\/SN-9/);
      await visitor.settled();
      await until(async () => text.held.test(await page.locator("main").innerText()), { what: "the unit to say that it is held" });
      await visitor.picture("4-unit-held");
      await visitor.visit("/units/P-0");
      await page.getByText("RESIN-1").first().waitFor();
      await page.getByText("SN-0", { exact: true }).first().waitFor();
      await visitor.picture("5-genealogy");
    });

    test("the stream shows why, with the points that made it", async () => {
      await visitor.visit("/streams/IM-01/melt_temp");
      await visitor.page.locator("main canvas, main svg").first().waitFor();
      assert.match(await visitor.page.locator("main").innerText(), /230|233/);
      await visitor.picture("6-stream");
      // From the hold, the chart opens at the moment that caused it, however long ago that was.
      await visitor.visit("/holds/H-1");
      await visitor.page.locator('main a[href*="/streams/IM-01/melt_temp?"]').first().click();
      await visitor.page.waitForURL(/[?&]at=/);
      await visitor.page.locator("aside .tag.bad").waitFor();
      assert.match(await visitor.page.locator("aside").innerText(), /H-1/);
    });

    test("a release without a reason is not sent; with one it lets go, and the record says who", async () => {
      const { page } = visitor;
      drift = 0;
      await visitor.visit("/holds/H-1");
      await page.locator("main").getByRole("button", { name: text.release, exact: true }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      await dialog.getByRole("button", { name: text.release, exact: true }).click();
      const held = await site.ok("GET", "/api/v1/holds/H-1", { token: shift.token });
      assert.equal(held.state, "active");
      await dialog.locator("textarea").fill(text.reason);
      await visitor.picture("7-release");
      await dialog.getByRole("button", { name: text.release, exact: true }).click();
      await dialog.waitFor({ state: "hidden" });
      await page.getByText(text.reason).first().waitFor();
      const released = await site.ok("GET", "/api/v1/holds/H-1", { token: shift.token });
      assert.deepEqual([released.state, released.released_by, released.release_reason], ["released", "quality", text.reason]);
      await visitor.picture("8-released");
    });

    test("nothing was complained about on the way", () => assert.deepEqual(visitor.faults, []));
  });
