import { expect, test } from "vitest";
import { csv_text } from "./csv";

const columns = [
  { title: "Unit", csv: (row: { id: string; n?: number }) => row.id },
  { title: "Only shown" },
  { title: "Count", csv: (row: { id: string; n?: number }) => row.n },
];

test("rows become CSV that spreadsheets read, with quotes where they are needed", () => {
  expect(csv_text(columns, [{ id: 'a "b", c', n: 3 }, { id: "中" }])).toBe('\ufeffUnit,Count\r\n"a ""b"", c",3\r\n中,\r\n');
});

test("a cell cannot become a formula", () => {
  expect(csv_text(columns, [{ id: "=HYPERLINK(1)" }])).toContain("'=HYPERLINK(1)");
});
