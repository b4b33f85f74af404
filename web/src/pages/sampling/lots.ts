// Lots as they stand in the address: numbers of nonconforming units, and the two events as letters. "0,2,1,resume,0".
export type LotEntry = number | "resume" | "irregular";
const most = 500;

export function lots_in(text: string): LotEntry[] {
  return text
    .split(",")
    .filter((word) => word === "resume" || word === "irregular" || /^\d{1,7}$/.test(word))
    .slice(0, most)
    .map((word) => (word === "resume" || word === "irregular" ? word : Number(word)));
}
export const lots_text = (entries: LotEntry[]): string => entries.slice(0, most).join(",");
