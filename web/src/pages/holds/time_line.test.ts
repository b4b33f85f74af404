import { expect, test } from "vitest";
import { holds } from "../../../tests/fake_api";
import { moments_of } from "./time_line";

test("the moments of an active hold stand in order and end now", () => {
  const now = Date.now();
  const moments = moments_of(holds[0]!, now);
  expect(moments.map((one) => one.id)).toEqual(["last_good", "found", "placed", "now"]);
  expect(moments.at(-1)!.at).toBe(now);
});

test("a hold by hand on a lot has only its placing and its release", () => {
  const released = { ...holds[1]!, state: "released" as const, released_at: new Date().toISOString() };
  expect(moments_of(released, Date.now()).map((one) => one.id)).toEqual(["placed", "released"]);
});
