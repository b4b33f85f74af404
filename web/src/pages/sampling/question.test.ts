import { expect, test } from "vitest";
import { aqls_of, question_of, types_of } from "./question";

const asked = (text: string) => question_of(new URLSearchParams(text));

test("an empty address asks for the usual plan", () => {
  expect(asked("")).toEqual({ standard: "iso-2859-1", lot_size: 1200, level: "II", aql: "1.0", severity: "normal", type: "single", sigma: "unknown" });
});

test("what the address says is taken, what it cannot say is not", () => {
  expect(asked("standard=z1.4&lot_size=35000&level=S-3&aql=0.65&severity=tightened&type=double")).toEqual({ standard: "z1.4", lot_size: 35000, level: "S-3", aql: "0.65", severity: "tightened", type: "double", sigma: "unknown" });
  expect(asked("lot_size=1").lot_size).toBe(1200);
  expect(asked("lot_size=2.5").lot_size).toBe(1200);
  expect(asked("aql=0.7&level=IV&standard=x")).toMatchObject({ aql: "1.0", level: "II", standard: "iso-2859-1" });
});

test("a standard narrows what goes with it", () => {
  expect(asked("standard=z1.9&level=S-1&aql=15&type=double&sigma=known")).toMatchObject({ level: "II", aql: "1.0", type: "single", sigma: "known" });
  expect(asked("type=multiple").type).toBe("single");
  expect(aqls_of("z1.9")).toEqual(["0.10", "0.15", "0.25", "0.40", "0.65", "1.0", "1.5", "2.5", "4.0", "6.5", "10"]);
  expect(types_of("z1.4")).toHaveLength(3);
});
