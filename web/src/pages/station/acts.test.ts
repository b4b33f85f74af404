import { expect, test } from "vitest";
import { Refused, Unreachable } from "@/api/client";
import { Acts } from "./acts";

const noon = new Date("2026-01-01T12:00:00Z");
const act = (item: string) => ({ address: `/api/v1/units/${item}/start`, body: { operation: "OP10" }, verb: "start" as const, item });
function station() {
  const store = new Map<string, string>();
  const memory = { getItem: (name: string) => store.get(name) ?? null, setItem: (name: string, value: string) => void store.set(name, value) };
  const network = { up: true, refuse: "" };
  const seen: { address: string; key: string; body: Record<string, unknown> }[] = [];
  const post = async (address: string, body: unknown, key: string) => {
    seen.push({ address, key, body: body as Record<string, unknown> });
    if (!network.up) throw new Unreachable("unreachable");
    if (network.refuse !== "" && address.includes(network.refuse)) throw new Refused({ type: "held", title: "Held", status: 409, detail: "It is held.", text: { en: "It is held.", zh: "已冻结。" } });
  };
  const done: string[] = [];
  return { network, seen, done, memory, make: () => new Acts(memory, post, (one) => done.push(one.item)) };
}

test("what is done through a gap waits, survives a reload, and goes in order with the same keys", async () => {
  const { network, seen, done, make } = station();
  const before = make();
  network.up = false;
  await before.perform(act("SN-1"), noon, false);
  await before.perform(act("SN-2"), noon, false);
  expect(before.waiting.map((one) => one.item)).toEqual(["SN-1", "SN-2"]);
  const first_key = seen[0]!.key;
  network.up = true;
  const after = make();
  await after.flush();
  expect(done).toEqual(["SN-1", "SN-2"]);
  expect(seen.filter((one) => one.address.includes("SN-1")).every((one) => one.key === first_key)).toBe(true);
  expect(after.list).toEqual([]);
});
test("what was done while others wait says when it was done; the body of an act never changes", async () => {
  const { network, seen, make } = station();
  const acts = make();
  network.up = false;
  await acts.perform(act("SN-1"), noon, false);
  await acts.perform(act("SN-2"), noon, false);
  network.up = true;
  await acts.flush();
  expect(seen.filter((one) => one.address.includes("SN-1")).map((one) => one.body.time)).toEqual([undefined, undefined, undefined]);
  expect(seen.at(-1)!.body.time).toBe(noon.toISOString());
});
test("a hold set meanwhile wins: the act is refused and said, and the next one goes on", async () => {
  const { network, done, make } = station();
  network.refuse = "SN-1";
  const acts = make();
  await acts.perform(act("SN-1"), noon, true);
  await acts.perform(act("SN-2"), noon, true);
  expect(done).toEqual(["SN-2"]);
  expect(acts.refused.map((one) => [one.item, one.problem?.status])).toEqual([["SN-1", 409]]);
  acts.understood(acts.refused[0]!.key);
  expect(acts.list).toEqual([]);
});
test("two callers send nothing twice", async () => {
  const { seen, make } = station();
  const acts = make();
  await Promise.all([acts.perform(act("SN-1"), noon, false), acts.flush(), acts.flush()]);
  expect(seen).toHaveLength(1);
});
test("a memory that is not readable begins anew", () => {
  const { memory, make } = station();
  memory.setItem("jidoka.station.acts", "{broken");
  expect(make().list).toEqual([]);
});
