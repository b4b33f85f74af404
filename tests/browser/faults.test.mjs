// What a page does when the world around it fails: the network goes and comes back, the session ends with a form half
// filled, somebody else was quicker, the server restarts under an open chart. Nothing typed is lost, nothing old is
// shown as new, and nobody has to reload.
import assert from "node:assert/strict";
import path from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { Shift } from "../api/shift.mjs";
import { root, Site, until } from "../api/site.mjs";
import { launch, Visitor } from "./browser.mjs";

const password = "jidoka-demo";
let browser, site, shift, visitor;
before(async () => (browser = await launch()));
after(() => browser?.close());

beforeEach(async () => {
  site = await Site.start({ env: { LINE_GATEWAY_SECRET: "x" }, words: ["--web", path.join(root, "web/dist")] });
  await site.save_user("quality", "quality_engineer", password);
  await site.save_user("chief", "quality_engineer", password);
  shift = new Shift(site, await site.token("station"));
  const began = Date.now() - 10 * 60_000;
  await shift.receive("RESIN-1", "RESIN-PA66", "25", "kg", "Huafeng Polymers");
  await shift.mould("SN-1", "IM-01", began, "RESIN-1");
  await shift.readings(Array.from({ length: 200 }, (_, n) => shift.reading("IM-01", "melt_temp", began + 2000 + n * 1000, 230 + (n % 9) / 10)));
  visitor = await Visitor.open(browser, site, { language: "en" });
  await visitor.sign_in("quality", password);
});
afterEach(async () => {
  await visitor?.close();
  await site?.stop();
});

const hold_unit = async () =>
  site.ok("POST", "/api/v1/holds", {
    token: await site.token("quality_engineer"),
    body: { scope: { kind: "unit", id: "SN-1" }, reason: "Flash on the sealing face." },
  });
const release_button = (place) => place.getByRole("button", { name: "Release", exact: true }).first();
const shown = () => visitor.page.locator("body").innerText();

describe("The network goes and comes back", { timeout: 120_000 }, () => {
  test("the page says so, and then knows what happened meanwhile", async () => {
    await visitor.visit("/holds");
    await visitor.context.setOffline(true);
    await until(async () => /connection lost|not connected|offline/i.test(await shown()), { what: "the page to say that it is cut off", seconds: 50 });
    await hold_unit();
    assert.doesNotMatch(await shown(), /Flash on the sealing face/);
    await visitor.context.setOffline(false);
    await until(async () => /Flash on the sealing face/.test(await shown()), { what: "the hold of the meantime", seconds: 30 });
    await until(async () => !/connection lost/i.test(await shown()), { what: "the page to be calm again", seconds: 30 });
  });
});

describe("The session ends while a form is half filled", { timeout: 120_000 }, () => {
  test("one signs in over the page, and what was sent goes on with all that was typed", async () => {
    const { id } = await hold_unit();
    const { page } = visitor;
    await visitor.visit(`/holds/${id}`);
    await release_button(page.locator("main")).click();
    const dialog = page.getByRole("dialog").filter({ has: page.locator("textarea") });
    const reason = "Flash trimmed, sealing face measured.";
    await dialog.locator("textarea").fill(reason);
    await visitor.context.clearCookies();
    await release_button(dialog).click();
    await page.locator("input[type=password]").waitFor();
    assert.equal((await site.ok("GET", `/api/v1/holds/${id}`, { token: shift.token })).state, "active");
    await page.locator("input[type=password]").fill(password);
    await page.locator("button[type=submit]").click();
    await page.locator("input[type=password]").waitFor({ state: "detached" });
    await dialog.waitFor({ state: "hidden" });
    const released = await site.ok("GET", `/api/v1/holds/${id}`, { token: shift.token });
    assert.deepEqual([released.state, released.released_by, released.release_reason], ["released", "quality", reason]);
  });
});

describe("Somebody else was quicker", { timeout: 120_000 }, () => {
  test("a release of what is released already changes nothing, and the newer state is shown", async () => {
    const { id } = await hold_unit();
    const { page } = visitor;
    // This page hears of nothing: its view grows old, as behind a proxy that buffers.
    await page.route("**/api/v1/events*", (route) => route.abort());
    await visitor.visit(`/holds/${id}`);
    await release_button(page.locator("main")).click();
    const dialog = page.getByRole("dialog").filter({ has: page.locator("textarea") });
    await dialog.locator("textarea").fill("I think it is fine.");
    await site.ok("POST", `/api/v1/holds/${id}/release`, { token: await site.token("quality_engineer"), body: { reason: "Measured by the laboratory." } });
    await release_button(dialog).click();
    await until(async () => /Measured by the laboratory/.test(await shown()), { what: "the page to show who released it and why" });
    const released = await site.ok("GET", `/api/v1/holds/${id}`, { token: shift.token });
    assert.equal(released.release_reason, "Measured by the laboratory.");
  });
});

describe("The server restarts under an open chart", { timeout: 120_000 }, () => {
  test("the chart goes on by itself, with what came since", async () => {
    const { page } = visitor;
    await visitor.visit("/streams/IM-01/melt_temp");
    await page.locator("main canvas, main svg").first().waitFor();
    const port = site.port;
    await site.kill();
    await until(async () => /connection lost|not connected|cannot be reached|offline/i.test(await shown()), { what: "the page to notice", seconds: 50 });
    await site.serve({ port });
    await shift.readings([shift.reading("IM-01", "melt_temp", Date.now() - 1000, 232.4)]);
    await until(async () => /232\.4/.test(await shown()), { what: "the newest value on the page", seconds: 60 });
    assert.doesNotMatch(await shown(), /connection lost/i);
  });
});
