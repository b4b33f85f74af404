import { expect, test } from "vitest";
import { holds } from "../../../tests/fake_api";
import { moments_of, place_on } from "./time_line";

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

test("what led to the hold is to scale, and now stands at the end however late it is", () => {
  const place = place_on([{ id: "last_good", at: 0 }, { id: "found", at: 50 }, { id: "placed", at: 100 }, { id: "now", at: 1_000_000 }]);
  expect([0, 50, 100, 1_000_000].map(place)).toEqual([0, 40, 80, 100]);
});
