// A browser at a site: Chromium without a window, one page in one language, theme and width, with everything that it
// complains about collected. The driver is the web's own development dependency.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../api/site.mjs";

const from_web = createRequire(path.join(root, "web/package.json"));
const { chromium } = from_web("playwright-core");
const axe = readFileSync(from_web.resolve("axe-core/axe.min.js"), "utf8");
export const pictures = path.join(root, "build/screenshots");

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });

export class Visitor {
  faults = [];

  static async open(browser, site, { language, theme = "light", width = 1920, height = width < 600 ? 844 : 1080 }) {
    const visitor = new Visitor();
    visitor.name = `${theme}-${language}-${width}`;
    visitor.site = site;
    visitor.context = await browser.newContext({ viewport: { width, height }, locale: language === "zh" ? "zh-CN" : "en-GB" });
    await visitor.context.addInitScript(([chosen_theme, chosen_language]) => {
      localStorage.setItem("jidoka.theme", chosen_theme);
      localStorage.setItem("jidoka.language", chosen_language);
      for (const user of ["admin", "quality", "process"]) localStorage.setItem(`jidoka tour ${user}`, "done");
    }, [theme, language]);
    visitor.page = await visitor.context.newPage();
    visitor.page.setDefaultTimeout(15_000);
    visitor.page.on("pageerror", (error) => visitor.faults.push(`${visitor.page.url()}: ${error.message}`));
    visitor.page.on("console", (message) => {
      // The first question, who is signed in, is answered with 401 as it must be; the browser logs that by itself.
      const is_sign_in = /\/api\/v1\/(me|session)$/.test(message.location().url ?? "") && /401/.test(message.text());
      if (["error", "warning"].includes(message.type()) && !is_sign_in) visitor.faults.push(`${visitor.page.url()}: ${message.text()}`);
    });
    return visitor;
  }

  async sign_in(user, password) {
    await this.page.goto(this.site.address + "/");
    await this.page.locator("input[autocomplete=username]").fill(user);
    await this.page.locator("input[type=password]").fill(password);
    await this.page.locator("button[type=submit]").click();
    await this.page.locator("main").waitFor();
  }
  async visit(target) {
    await this.page.goto(this.site.address + target);
    await this.settled();
  }
  // As a link within the app does it: the page changes, the app stays.
  async turn_to(target) {
    await this.page.evaluate((address) => {
      history.pushState({}, "", address);
      dispatchEvent(new PopStateEvent("popstate"));
    }, target);
    await this.page.waitForTimeout(30);
    await this.settled();
  }
  async settled() {
    await this.page.locator("main h1, main .failure, main article, main .card").first().waitFor();
    await this.page.waitForFunction(() => document.querySelector(".bone") === null);
  }
  async too_wide() {
    return this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }
  // What keeps somebody out who sees little, or works by keyboard or screen reader: the serious findings of axe-core (WCAG 2.2 AA).
  async barriers() {
    await this.page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null && document.getAnimations().every((one) => !(one instanceof CSSTransition)));
    await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      return grave.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
    });
  }
  async picture(name) {
    mkdirSync(pictures, { recursive: true });
    await this.page.waitForTimeout(300);  // what fades in has faded in
    await this.page.screenshot({ path: path.join(pictures, `${name}-${this.name}.png`) });
  }
  async close() {
    await this.context.close();
  }
}
