// @vitest-environment jsdom
// The whole app against the fake plant: what a person sees when something goes wrong.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { client } from "../src/api/queries";
import { App } from "../src/shell/app";
import { speak, start_language } from "../src/text";
import { answer } from "./fake_api";

interface World { signed_in: boolean; refuse: (address: string) => number | null; posted: { address: string; headers: Headers; body: unknown }[] }
let world: World;

async function fake_fetch(address: string, init: RequestInit = {}): Promise<Response> {
  if (address.startsWith("/api/v1/events")) return new Response(new ReadableStream(), { headers: { "Content-Type": "text/event-stream" } });
  const yaml = new Headers(init.headers).get("Content-Type") === "application/yaml";
  const body = !init.body ? {} : yaml ? String(init.body) : (JSON.parse(String(init.body)) as unknown);
  if (init.method === "POST") world.posted.push({ address, headers: new Headers(init.headers), body });
  const refused = world.refuse(address);
  if (refused === 0) throw new TypeError("network");
  const told = refused === null ? answer(init.method ?? "GET", address, world.signed_in, body) : { status: refused, body: { type: "x", title: "It broke", status: refused, detail: "The disk is full." } };
  if (address === "/api/v1/session" && told.status === 200) world.signed_in = true;
  return new Response(typeof told.body === "string" ? told.body : JSON.stringify(told.body), { status: told.status });
}

beforeAll(async () => {
  vi.stubGlobal("fetch", fake_fetch);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }));
  vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });
  window.scrollTo = () => {};
  Element.prototype.scrollIntoView = () => {};
  await import("antd/es/locale/zh_CN"); // the app loads it when Chinese is on; here it must not outlive the test
  await start_language();
});
beforeEach(async () => {
  world = { signed_in: true, refuse: () => null, posted: [] };
  client.clear();
  await speak("en");
});
afterEach(cleanup);

function open(path: string) {
  window.history.replaceState(null, "", path);
  render(<App />);
}
async function sign_in(password: string) {
  fireEvent.change(await screen.findByLabelText("User"), { target: { value: "quality" } });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: password } });
  fireEvent.click(screen.getByRole("button", { name: /Sign in/ }));
}
const slow = { timeout: 20_000 };

test("a wrong password says what to do, and the right one opens the board", async () => {
  world.signed_in = false;
  open("/board");
  await sign_in("wrong");
  expect((await screen.findByRole("alert")).textContent).toContain("an administrator can set a new one");
  await sign_in("jidoka-demo");
  expect(await screen.findByText("Injection press 1", {}, slow)).toBeTruthy();
}, 60_000);

test("an error is never shown as an empty list", async () => {
  world.refuse = (address) => (address.startsWith("/api/v1/holds") ? 500 : null);
  open("/holds");
  const alert = await screen.findByRole("alert", {}, slow);
  expect(alert.textContent).toContain("The disk is full.");
  expect(screen.queryByText("Nothing is held")).toBeNull();
}, 60_000);

test("a language that comes late does not take away what was typed", async () => {
  world.signed_in = false;
  open("/board");
  const user = await screen.findByLabelText("User");
  fireEvent.change(user, { target: { value: "quality" } });
  await speak("zh");
  await new Promise((resolve) => setTimeout(resolve, 50)); // antd's own words are there now
  expect(screen.getByLabelText<HTMLInputElement>("用户名")).toBe(user);
  expect((user as HTMLInputElement).value).toBe("quality");
}, 60_000);

test("when the session ends, the page and what was typed stay until somebody signs in again", async () => {
  open("/items");
  const field = (await screen.findByPlaceholderText("Part of a serial number", {}, slow)) as HTMLInputElement;
  world.signed_in = false;
  fireEvent.change(field, { target: { value: "SN-104" } });
  expect(await screen.findByText(/Your session has ended/, {}, slow)).toBeTruthy();
  expect(field.isConnected).toBe(true);
  expect(field.value).toBe("SN-104");
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "jidoka-demo" } });
  fireEvent.click(screen.getByRole("button", { name: /Sign in/ }));
  expect(await screen.findByText("SN-10412", {}, slow)).toBeTruthy();
  expect(field.value).toBe("SN-104");
}, 60_000);

test("a scan opens its unit from anywhere, and an unknown code says what was expected", async () => {
  open("/alarms");
  await screen.findByRole("heading", { name: "Alarms" }, slow);
  const scan = (code: string) => [...code, "Enter"].forEach((key) => fireEvent.keyDown(document.body, { key }));
  scan("SN-99999");
  expect(await screen.findByText(/“SN-99999” is unknown\. A serial number or lot number was expected/, {}, slow)).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 80));
  scan("SN-10412");
  expect(await screen.findByRole("heading", { name: "SN-10412" }, slow)).toBeTruthy();
}, 60_000);

test("a release needs a reason, and what was written stays when the server refuses", async () => {
  open("/holds/H-17");
  fireEvent.click(await screen.findByRole("button", { name: "Release" }, slow));
  const field = await screen.findByLabelText(/Why may it go on/, {}, slow);
  const verb = () => within(screen.getByRole("dialog")).getByRole("button", { name: /Release/ });
  fireEvent.click(verb());
  expect(await screen.findByText(/A reason is needed/)).toBeTruthy();
  world.refuse = (address) => (address.endsWith("/release") ? 409 : null);
  fireEvent.change(field, { target: { value: "Re-measured, all within 233" } });
  fireEvent.click(verb());
  expect(await screen.findByText(/What you wrote is kept/, {}, slow)).toBeTruthy();
  expect((field as HTMLTextAreaElement).value).toBe("Re-measured, all within 233");
  world.refuse = () => null;
  fireEvent.click(verb());
  await waitFor(() => expect(world.posted.filter((one) => one.address === "/api/v1/holds/H-17/release")).toHaveLength(2), slow);
  const sent = world.posted.at(-1)!;
  expect(sent.body).toEqual({ reason: "Re-measured, all within 233" });
  expect(sent.headers.get("X-Jidoka-Request")).toBe("1");
  expect(sent.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
}, 60_000);

test("a verb that meets an ended session waits for the sign-in and is then sent again, as it was", async () => {
  open("/holds/H-17");
  fireEvent.click(await screen.findByRole("button", { name: "Release" }, slow));
  fireEvent.change(await screen.findByLabelText(/Why may it go on/, {}, slow), { target: { value: "All re-measured" } });
  world.signed_in = false;
  fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: /Release/ }));
  fireEvent.change(await screen.findByLabelText("Password", {}, slow), { target: { value: "jidoka-demo" } });
  fireEvent.click(screen.getByRole("button", { name: /Sign in/ }));
  expect(await screen.findByText("Hold H-17 is released.", {}, slow)).toBeTruthy();
  const sent = world.posted.filter((one) => one.address === "/api/v1/holds/H-17/release");
  expect(sent.map((one) => one.body)).toEqual([{ reason: "All re-measured" }, { reason: "All re-measured" }]);
  expect(sent[0]!.headers.get("Idempotency-Key")).toBe(sent[1]!.headers.get("Idempotency-Key"));
}, 60_000);

test("each role lands on its decision, and a person may choose another page", async () => {
  open("/");
  expect(await screen.findByRole("heading", { name: "To decide" }, slow)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /Mei Lin/ }));
  fireEvent.change(screen.getByLabelText("Start page"), { target: { value: "/sources" } });
  cleanup();
  open("/");
  expect(await screen.findByRole("heading", { name: "Sources" }, slow)).toBeTruthy();
  localStorage.clear();
}, 60_000);

test("a token is shown once", async () => {
  open("/tokens");
  fireEvent.click(await screen.findByRole("button", { name: "New token" }, slow));
  fireEvent.change(within(await screen.findByRole("dialog", {}, slow)).getByLabelText(/Name/), { target: { value: "oven gateway" } });
  fireEvent.click(screen.getByRole("button", { name: "Create" }));
  expect(((await screen.findByLabelText("The token", {}, slow)) as HTMLTextAreaElement).value).toMatch(/^jdk_/);
  expect(world.posted.at(-1)!.body).toEqual({ name: "oven gateway", role: "source" });
  fireEvent.click(screen.getByRole("button", { name: "I have it" }));
  await waitFor(() => expect(document.body.innerHTML).not.toContain("jdk_"), slow);
}, 60_000);

test("a message is tried against the mapping, and saving shows the difference first", async () => {
  open("/sources/press-gateway");
  fireEvent.change(await screen.findByLabelText(/^Message/, {}, slow), { target: { value: '{"melt_temp":231.2}' } });
  expect(await screen.findByText("It becomes", {}, slow)).toBeTruthy();
  expect(screen.getByText("IM-01/melt_temp")).toBeTruthy();
  const text = screen.getByLabelText(/^Source document/) as HTMLTextAreaElement;
  fireEvent.change(text, { target: { value: text.value.replace("{key}", "{topic.3}") } });
  fireEvent.click(screen.getByRole("button", { name: "Save …" }));
  expect(await screen.findByText(/reading\.tag: \{key\} → \{topic\.3\}/, {}, slow)).toBeTruthy();
  const dry = world.posted.find((one) => one.address.includes("dry_run=true"))!;
  expect(dry.headers.get("Content-Type")).toBe("application/yaml");
}, 60_000);

test("a changed limit is tried on history, shown side by side, and the draft that was tried can be put in force", async () => {
  open("/backtest?plan=CP-HOUSING-A");
  fireEvent.change(await screen.findByLabelText("10.1 Upper limit", {}, slow), { target: { value: "232" } });
  fireEvent.click(screen.getByRole("button", { name: "Run back-test" }));
  expect(await screen.findByText(/3 only by the draft, 0 only by what is in force, 1 by both/, {}, slow)).toBeTruthy();
  const asked = world.posted.find((one) => one.address === "/api/v1/backtests")!.body as { documents: { kind: string; revision: number; lines: { id: string; specification: { upper: number } }[] }[]; streams: string[] };
  expect(asked.documents[0]).toMatchObject({ kind: "control_plan", id: "CP-HOUSING-A", revision: 4 });
  expect(asked.documents[0]!.lines.find((line) => line.id === "10.1")!.specification.upper).toBe(232);
  expect(screen.getAllByText(/232.5 °C, above the upper limit 232 °C/).length).toBe(3);
  fireEvent.click(screen.getByRole("button", { name: "Apply this draft …" }));
  await screen.findByRole("dialog", {}, slow);
  expect(world.posted.at(-1)!.address).toContain("dry_run=true");
}, 60_000);

test("the alarm console works by keyboard: move, acknowledge with a note", async () => {
  open("/alarms");
  await screen.findByText("Melt temperature of IM-01 is 234.1 °C, above 233 °C", {}, slow);
  const press = async (key: string) => {
    fireEvent.keyDown(document.body, { key });
    await new Promise((resolve) => setTimeout(resolve, 90)); // slower than a scanner
  };
  await press("j");
  await press("a");
  fireEvent.change(await screen.findByLabelText(/^Note/, {}, slow), { target: { value: "Heater looked at" } });
  fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: /Acknowledge/ }));
  await waitFor(() => expect(world.posted.at(-1)).toMatchObject({ address: "/api/v1/alarms/A-41/acknowledge", body: { note: "Heater looked at" } }), slow);
}, 60_000);

test("filters of the alarms stand in the address", async () => {
  open("/alarms?priority=high");
  await screen.findByText("Melt temperature of IM-01 is 234.1 °C, above 233 °C", {}, slow);
  expect(screen.queryByText(/Screw torque of ST-02/)).toBeNull();
  expect(screen.getByText("1 of 3")).toBeTruthy();
}, 60_000);

test("a held item is scrapped from its hold, with a reason", async () => {
  open("/holds/H-17?at=packed");
  const row = within((await screen.findByText("SN-10407", {}, slow)).closest("tr")!);
  expect(screen.queryByText("SN-10405")).toBeNull();
  fireEvent.click(row.getByRole("button", { name: "Scrap" }));
  const dialog = await screen.findByRole("dialog", {}, slow);
  fireEvent.change(within(dialog).getByLabelText(/^Reason/), { target: { value: "Burnt" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Scrap" }));
  await waitFor(() => expect(world.posted.at(-1)).toMatchObject({ address: "/api/v1/units/SN-10407/scrap", body: { reason: "Burnt" } }), slow);
}, 60_000);

test("the tour walks from the board to the hold by keyboard, and stays dismissed", async () => {
  open("/board");
  fireEvent.click(await screen.findByRole("button", { name: "Show me" }, slow));
  expect(await screen.findByText("What Jidoka watches", {}, slow)).toBeTruthy();
  for (const at of ["A value drifts", "What it may have touched is held"]) {
    await new Promise((resolve) => setTimeout(resolve, 90));
    fireEvent.keyDown(document.body, { key: "n" });
    expect(await screen.findByText(at, {}, slow)).toBeTruthy();
  }
  await waitFor(() => expect(window.location.pathname).toBe("/holds/H-17"), slow);
  fireEvent.click(screen.getByRole("button", { name: /End the tour/ }));
  cleanup();
  open("/board");
  await screen.findByText("Injection press 1", {}, slow);
  expect(screen.queryByText("Show me")).toBeNull();
  localStorage.clear();
}, 60_000);

test("the same page speaks Chinese", async () => {
  await speak("zh");
  open("/holds");
  expect(await screen.findByText("树脂批次 L6 缺少合格证", {}, slow)).toBeTruthy();
  expect(screen.getAllByText("冻结").length).toBeGreaterThan(0);
}, 60_000);

test("a fact of the ledger is told in words and proven by the browser itself", async () => {
  localStorage.removeItem("jidoka.ledger.pin");
  open("/ledger/17");
  expect(await screen.findByText(/stands in the record of 23 facts, unchanged/, {}, slow)).toBeTruthy();
  expect(screen.getByText(/The key was first seen now/)).toBeTruthy();
  expect(screen.getByText(/Hold H-17 on all that ran at IM-01/)).toBeTruthy();
}, 20_000);

test("a station keeps its acts through a network gap and sends them with the same key", async () => {
  localStorage.removeItem("jidoka.station.acts");
  open("/station/ST-02");
  const good = await screen.findByRole("button", { name: "Good: SN-10416" }, slow);
  world.refuse = (address) => (address.endsWith("/complete") ? 0 : null);
  fireEvent.click(good);
  expect(await screen.findByText(/1 act waits/, {}, slow)).toBeTruthy();
  const complete = () => world.posted.filter((one) => one.address === "/api/v1/units/SN-10416/complete");
  world.refuse = () => null;
  window.dispatchEvent(new Event("online"));
  await waitFor(() => expect(screen.queryByText(/1 act waits/)).toBeNull(), slow);
  expect(complete().length).toBeGreaterThan(1);
  expect(new Set(complete().map((one) => one.headers.get("Idempotency-Key"))).size).toBe(1);
  expect(complete().at(-1)!.body).toEqual({ operation: "OP20", equipment: "ST-02", person: "quality", result: "pass" });
}, 30_000);
