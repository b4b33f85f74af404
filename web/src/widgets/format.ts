// Numbers, times, durations and units of measure as people read them, in the language that is on.
import i18next from "i18next";
import { language } from "@/text";

const uoms: Record<string, string> = {
  "1": "", Cel: "°C", "[degF]": "°F", K: "K", "N.m": "N·m", "mL/min": "mL/min", um: "µm", Ohm: "Ω", "kg/m3": "kg/m³", "m/s2": "m/s²", "10*-6": "ppm",
};
export const uom_text = (uom: string | undefined) => (uom === undefined ? "" : (uoms[uom] ?? uom));

// Making a format costs far more than using it, and a chart uses dozens in every frame.
const number_formats = new Map<number, Intl.NumberFormat>();
function number_format(least: number, most: number): Intl.NumberFormat {
  const known = number_formats.get(least * 100 + most);
  if (known) return known;
  const made = new Intl.NumberFormat("en", { minimumFractionDigits: least, maximumFractionDigits: most });
  number_formats.set(least * 100 + most, made);
  return made;
}
const date_formats = new Map<string, Intl.DateTimeFormat>();
function date_format(name: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`;
  const known = date_formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale(), parts);
  date_formats.set(key, made);
  return made;
}

// Groups of thousands by a narrow no-break space (ISO 80000-1, 7.3.1), which reads the same in both languages.
// An exact decimal may come as a text; what is not a number is shown as it stands.
export function number_text(exact: number | string | undefined | null, digits?: { least?: number; most?: number }): string {
  const value = typeof exact === "string" ? Number(exact) : exact;
  if (value === undefined || value === null || Number.isNaN(value)) return typeof exact === "string" ? exact : "–";
  return number_format(digits?.least ?? 0, digits?.most ?? 4)
    .format(value)
    .replaceAll(",", "\u202f")
    .replace(/^-/, "−");
}

// A specification or the limits of a chart, also one-sided.
export function range_text(lower: number | undefined, upper: number | undefined): string {
  if (lower === undefined) return upper === undefined ? "–" : `≤ ${number_text(upper)}`;
  return upper === undefined ? `≥ ${number_text(lower)}` : `${number_text(lower)} … ${number_text(upper)}`;
}

export function with_range(lower: number | undefined, upper: number | undefined, uom: string | undefined): string {
  const text = range_text(lower, upper);
  return text === "–" ? text : `${text} ${uom_text(uom)}`.trim();
}

// As many decimals as the limits of a chart need to tell its points apart: three significant figures of their distance.
export function decimals_for(span: number): number {
  if (!(span > 0)) return 3;
  return Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(span))));
}
export const fixed = (value: number | undefined | null, decimals: number) => number_text(value, { least: decimals, most: decimals });

export function with_uom(value: number | string | undefined | null, uom: string | undefined, digits?: { least?: number; most?: number }): string {
  const text = number_text(value, digits);
  const unit = uom_text(uom);
  return unit === "" || text === "–" ? text : unit === "%" ? `${text} %` : `${text} ${unit}`;
}

// How much of a thing there is: a plain count is one of pieces, and what was never counted says nothing.
export function quantity_text({ quantity, uom }: { quantity?: number | string; uom: string }, t: (key: string, values: { count: string }) => string): string {
  if (quantity === undefined) return "";
  return uom_text(uom) === "" ? t("count.pieces", { count: number_text(quantity) }) : with_uom(quantity, uom);
}

// A value beside its specification: one digit fewer than the limits need may be dropped when it is nought.
export function digits_within(lower: number | undefined, upper: number | undefined): { least: number; most: number } {
  if (lower === undefined || upper === undefined) return { least: 0, most: 4 };
  const most = decimals_for(upper - lower);
  return { least: Math.max(0, most - 1), most };
}

const locale = () => (language() === "zh" ? "zh-CN" : "en-GB");
export function clock_text(time: string | number | Date): string {
  return date_format("clock", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(new Date(time));
}
export function hour_text(time: string | number | Date): string {
  return date_format("hour", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(time));
}
// The clock alone for today, the day as well for any other day.
export function time_text(time: string | number | Date, now: Date = new Date()): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  if (date.toDateString() === now.toDateString()) return clock_text(date);
  const same_year = date.getFullYear() === now.getFullYear();
  const day = new Intl.DateTimeFormat(locale(), same_year ? { month: "short", day: "numeric" } : { year: "numeric", month: "short", day: "numeric" });
  return `${day.format(date)} ${clock_text(date)}`;
}

export const day_text = (time: string | number | Date): string => date_format("day", { month: "short", day: "numeric" }).format(new Date(time));

export function duration_text(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [value, unit] =
    seconds < 60 ? [seconds, "s"] : seconds < 3600 ? [Math.floor(seconds / 60), "min"] : seconds < 172_800 ? [Math.floor(seconds / 3600), "h"] : [Math.floor(seconds / 86_400), "d"];
  return i18next.t(`duration.${unit}`, { value });
}
export const ago_text = (time: string | number | Date, now = Date.now()) => duration_text(now - new Date(time).getTime());
