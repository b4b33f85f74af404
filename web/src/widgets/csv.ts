// The rows on the screen as CSV (RFC 4180), with a byte order mark so that spreadsheets read Chinese.
interface CsvColumn<Row> {
  title: string;
  csv?: (row: Row) => string | number | undefined;
}
export function csv_text<Row>(columns: CsvColumn<Row>[], rows: Row[]): string {
  const kept = columns.filter((column) => column.csv);
  const lines = [kept.map((column) => column.title), ...rows.map((row) => kept.map((column) => column.csv!(row) ?? ""))];
  return "\ufeff" + lines.map((cells) => cells.map(cell_text).join(",")).join("\r\n") + "\r\n";
}
function cell_text(cell: string | number): string {
  if (typeof cell === "number") return String(cell);
  // A cell that begins like a formula would run in a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(cell) ? "'" + cell : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
export function offer_file(name: string, text: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
