// The arithmetic of the picture of a curve: where its axes end and are marked, and what stands under the pointer.
import type { SamplingCurvePoint } from "@/api/shapes";

export type Figure = "oc" | "aoq" | "asn";
export const value_of = (figure: Figure, point: SamplingCurvePoint): number | undefined => (figure === "oc" ? point.accept : figure === "aoq" ? point.aoq : point.asn);

// 1, 2 or 5 times a power of ten, so that `wanted` steps or a few more reach the end.
export function step_of(end: number, wanted: number): number {
  const raw = end / wanted;
  if (!(raw > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * ([1, 2, 5].find((times) => times * power >= raw * (1 - 1e-9)) ?? 10);
}
export function marks_to(end: number, wanted: number): number[] {
  const step = step_of(end, wanted);
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => i * step);
}

export function end_of(figure: Figure, points: SamplingCurvePoint[]): number {
  if (figure === "oc") return 1;
  const most = Math.max(0, ...points.map((point) => value_of(figure, point) ?? 0));
  return most > 0 ? most * 1.08 : 1;
}

export function nearest(points: SamplingCurvePoint[], p: number): SamplingCurvePoint | undefined {
  return points.reduce<SamplingCurvePoint | undefined>((best, point) => (best === undefined || Math.abs(point.p - p) < Math.abs(best.p - p) ? point : best), undefined);
}

// A chance or fraction in percent, with the digits that tell neighbours apart.
export function percent_text(fraction: number | undefined): string {
  if (fraction === undefined) return "–";
  const percent = fraction * 100;
  return `${Number(percent.toPrecision(percent >= 99 && percent < 100 ? 4 : 3))} %`;
}
