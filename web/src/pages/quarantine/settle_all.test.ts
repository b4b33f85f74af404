import { expect, test } from "vitest";
import { settle_all } from "./settle_all";

const why = (error: unknown) => (error === "network" ? null : String(error));
test("what is refused is skipped with its reason, and the rest goes on", async () => {
  const seen: number[] = [];
  const outcome = await settle_all(["Q-1", "Q-2", "Q-3"], async (id) => { if (id === "Q-2") throw "still wrong"; }, why, (done) => seen.push(done));
  expect(outcome).toEqual({ settled: 2, skipped: [{ id: "Q-2", why: "still wrong" }] });
  expect(seen).toEqual([1, 2, 3]);
});
test("a lost network ends it, and what is left is counted as skipped", async () => {
  const outcome = await settle_all(["Q-1", "Q-2", "Q-3"], async (id) => { if (id !== "Q-1") throw "network"; }, why, () => {});
  expect([outcome.settled, outcome.skipped.map((one) => one.id)]).toEqual([1, ["Q-2", "Q-3"]]);
});
test("when nothing went at all, the caller is told as of any failure", async () => {
  await expect(settle_all(["Q-1"], async () => { throw "network"; }, why, () => {})).rejects.toBe("network");
});
