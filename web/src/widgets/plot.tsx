// A plot of a study as SVG: axes with round numbers, and whatever is drawn inside with the scales that it is given. Its label is
// what those hear who do not see it.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { number_text } from "./format";

export interface Scales {
  x: (value: number) => number;
  y: (value: number) => number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}
interface Props {
  label: string;
  x_range: [number, number];
  y_range: [number, number];
  x_names?: string[] | undefined; // instead of numbers: the names of 1, 2, 3 …
  x_label?: string | undefined;
  y_label?: string | undefined;
  height?: number;
  children: (scales: Scales) => ReactNode;
}

const edge = { right: 26, top: 12, bottom: 44 };

export function round_ticks(low: number, high: number, wanted: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.min(50, last - first + 1) }, (_, i) => (first + i) * step);
}
const digits_of = (ticks: number[]) => Math.min(9, Math.max(0, -Math.floor(Math.log10(Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)) || 1) + 1e-9)));

export function Plot({ label, x_range, y_range, x_names, x_label, y_label, height = 300, children }: Props) {
  // As many units as it has pixels, so that its words keep their size on a phone.
  const box = useRef<SVGSVGElement>(null);
  const [width, set_width] = useState(640);
  useEffect(() => {
    if (!box.current || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(([entry]) => entry && entry.contentRect.width > 0 && set_width(Math.round(entry.contentRect.width)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const y_ticks = round_ticks(y_range[0], y_range[1], 5);
  const text = (ticks: number[], tick: number) => number_text(tick, { least: digits_of(ticks), most: digits_of(ticks) });
  const left = (y_label ? 30 : 14) + 7 * Math.max(...y_ticks.map((tick) => text(y_ticks, tick).length));
  const right = width - edge.right;
  const top = edge.top;
  const bottom = height - edge.bottom;
  const x = (value: number) => left + ((value - x_range[0]) / (x_range[1] - x_range[0] || 1)) * (right - left);
  const y = (value: number) => bottom - ((value - y_range[0]) / (y_range[1] - y_range[0] || 1)) * (bottom - top);
  const x_ticks = round_ticks(x_range[0], x_range[1], width < 420 ? 3 : 6);
  const most_names = Math.max(4, Math.floor(width / 30));
  const named = x_names && x_names.length > most_names ? x_names.map((name, i) => (i % Math.ceil(x_names.length / most_names) === 0 ? name : "")) : x_names;
  return (
    <svg ref={box} className="plot" viewBox={`0 0 ${width} ${height}`} style={{ height }} role="img" aria-label={label}>
      {y_ticks.map((tick) => (
        <g key={tick}>
          <line className="plot-grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 7} y={y(tick) + 4} textAnchor="end">{text(y_ticks, tick)}</text>
        </g>
      ))}
      {named
        ? named.map((name, i) => <text key={i} x={x(i + 1)} y={bottom + 17} textAnchor="middle">{name}</text>)
        : x_ticks.map((tick) => <text key={tick} x={x(tick)} y={bottom + 17} textAnchor="middle">{text(x_ticks, tick)}</text>)}
      <line className="plot-axis" x1={left} x2={right} y1={bottom} y2={bottom} />
      {x_label && <text x={(left + right) / 2} y={height - 7} textAnchor="middle">{x_label}</text>}
      {y_label && <text transform={`translate(13 ${(top + bottom) / 2}) rotate(-90)`} textAnchor="middle">{y_label}</text>}
      {children({ x, y, left, right, top, bottom })}
    </svg>
  );
}

// An upright line with its name, such as a specification limit.
export function Upright({ at, name, scales, kind }: { at: number; name: string; scales: Scales; kind: "limit" | "centre" }) {
  const x = scales.x(at);
  const flips = x > scales.right - 60;
  return (
    <g className={`plot-${kind}`}>
      <line x1={x} x2={x} y1={scales.top} y2={scales.bottom} />
      <text x={flips ? x - 4 : x + 4} y={scales.top + 9} textAnchor={flips ? "end" : "start"}>{name}</text>
    </g>
  );
}

export const path_of = (points: { x: number; y: number }[], scales: Scales) =>
  points.map((point, i) => `${i === 0 ? "M" : "L"}${scales.x(point.x).toFixed(1)} ${scales.y(point.y).toFixed(1)}`).join("");

// A little air about what is shown.
export function with_air(values: number[], share = 0.06): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = (high - low || Math.abs(high) || 1) * share;
  return [low - air, high + air];
}
