// Numbers as people type and paste them: with a comma or a point, from a spreadsheet or a list.

// One number; undefined for nothing, NaN for what is none.
export function typed_number(text: string): number | undefined {
  const plain = text.trim().replace(/\u2212/g, "-").replace(",", ".");
  if (plain === "") return undefined;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

// A list of numbers. A comma parts them when points stand in the text or a space follows it; else it is the decimal sign.
export function typed_list(text: string): { values: number[]; wrong: string[] } {
  const comma_parts = text.includes(".") || /,\s/.test(text);
  const words = text.split(comma_parts ? /[\s;,]+/ : /[\s;]+/).filter((word) => word !== "");
  const values: number[] = [];
  const wrong: string[] = [];
  for (const word of words) {
    const value = typed_number(word);
    if (value === undefined || Number.isNaN(value)) wrong.push(word);
    else values.push(value);
  }
  return { values, wrong };
}

// A block as a spreadsheet copies it: rows by line, cells by tab, else by semicolon, else by space.
export function typed_block(text: string): string[][] {
  const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
  const by = text.includes("\t") ? "\t" : text.includes(";") ? ";" : / +/;
  return lines.map((line) => (by instanceof RegExp ? line.trim() : line).split(by).map((cell) => cell.trim()));
}
