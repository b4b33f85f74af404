import { expect, test } from "vitest";
import { alarms } from "../../../tests/fake_api";
import { by_time, filtered, grouped, shown_state } from "./groups";

const none = { priority: "", state: "", equipment: "", text: "" };
const said = (alarm: (typeof alarms)[number]) => String((alarm.because.text as { en: string }).en);

test("alarms group by equipment and condition, what waits and is urgent first", () => {
  const older = { ...alarms[0]!, id: "A-12", state: "cleared" as const, last_at: "2020-01-01T00:00:00Z", count: 2 };
  const rows = grouped([...alarms, older], new Set());
  expect(rows.map((row) => (row.kind === "equipment" ? row.equipment : row.alarm.id))).toEqual(["IM-01", "A-41", "ST-02", "A-40", "IM-02", "A-38"]);
  expect(rows[0]).toMatchObject({ alarms: 2, occurrences: 11, waiting: 1, priority: "high" });
  const shelved = { ...alarms[0]!, shelved_until: new Date(Date.now() + 60_000).toISOString() };
  expect(grouped([shelved], new Set())[0]).toMatchObject({ alarms: 1, waiting: 0 });
  const head = rows[1]!;
  expect(head.kind === "alarm" && head.earlier).toBe(1);
  const open = grouped([...alarms, older], new Set([head.kind === "alarm" ? head.condition : ""]));
  expect(open.slice(1, 3).map((row) => row.kind === "alarm" && row.alarm.id)).toEqual(["A-41", "A-12"]);
});

test("filters narrow by priority, equipment, state and text", () => {
  const now = Date.now();
  expect(filtered(alarms, { ...none, priority: "high" }, said, now).map((one) => one.id)).toEqual(["A-41"]);
  expect(filtered(alarms, { ...none, state: "acknowledged" }, said, now).map((one) => one.id)).toEqual(["A-38"]);
  expect(filtered(alarms, { ...none, text: "torque" }, said, now).map((one) => one.id)).toEqual(["A-40"]);
  expect(shown_state({ ...alarms[0]!, shelved_until: new Date(now + 1000).toISOString() }, now)).toBe("shelved");
});

test("a hundred thousand alarms are put in order", () => {
  const many = Array.from({ length: 100_000 }, (_, n) => ({ ...alarms[n % 3]!, id: `A-${n}`, equipment: `E-${n % 400}`, last_at: new Date(n * 1000).toISOString() }));
  expect(grouped(many, new Set()).length).toBe(400 + 1200);
  expect(by_time(many)[0]).toMatchObject({ alarm: { id: "A-99999" } });
});
