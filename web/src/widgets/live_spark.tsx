// The last values of a stream against its specification, live: drawn into a canvas, the newest value written beside it, both by
// hand and not through React. Points outside are marked; where there is nothing to draw, nothing is drawn.
import { useEffect, useRef } from "react";
import { live } from "@/api/live";
import { live_values, type Ring } from "@/api/live_values";
import { digits_within, with_uom } from "./format";
import { useTheme } from "./theme";

interface Look {
  lower: number | undefined;
  upper: number | undefined;
  faded: boolean;
}
// In CSS pixels. It is told by an observer: asking the canvas itself while others write beside theirs makes the browser lay the
// whole page out again for every stream.
interface Size {
  width: number;
  height: number;
}
const colours = new Map<string, { line: string; limit: string; bad: string }>();
function colours_of(canvas: HTMLCanvasElement, theme: string) {
  const known = colours.get(theme);
  if (known) return known;
  const style = getComputedStyle(canvas);
  const of = (name: string) => style.getPropertyValue(name).trim() || "#888";
  const read = { line: of("--soft"), limit: of("--faint"), bad: of("--bad") };
  colours.set(theme, read);
  return read;
}

function draw_spark(canvas: HTMLCanvasElement, ring: Ring, size: Size, { lower, upper, faded }: Look, theme: string) {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(size.width * ratio);
  const height = Math.round(size.height * ratio);
  const pen = canvas.getContext("2d");
  if (!pen || width === 0) return;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  } else pen.clearRect(0, 0, width, height);
  if (ring.length < 2) return;
  let low = Math.min(lower ?? Infinity, upper ?? Infinity);
  let high = Math.max(lower ?? -Infinity, upper ?? -Infinity);
  for (let i = 0; i < ring.length; ++i) {
    const value = ring.at(i);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = high - low || 1;
  const edge = 3 * ratio;
  const y = (value: number) => edge + (1 - (value - low) / span) * (height - 2 * edge);
  const x = (index: number) => 2 * ratio + (index * (width - 6 * ratio)) / (ring.length - 1);
  const ink = colours_of(canvas, theme);
  pen.globalAlpha = faded ? 0.5 : 1;
  pen.lineWidth = ratio;
  pen.strokeStyle = ink.limit;
  pen.setLineDash([3 * ratio, 3 * ratio]);
  for (const limit of [lower, upper]) {
    if (limit === undefined) continue;
    pen.beginPath();
    pen.moveTo(0, y(limit));
    pen.lineTo(width, y(limit));
    pen.stroke();
  }
  pen.setLineDash([]);
  pen.lineWidth = 1.3 * ratio;
  pen.strokeStyle = faded ? ink.limit : ink.line;
  pen.beginPath();
  for (let i = 0; i < ring.length; ++i) pen.lineTo(x(i), y(ring.at(i)));
  pen.stroke();
  pen.fillStyle = ink.bad;
  for (let i = 0; i < ring.length; ++i) {
    const value = ring.at(i);
    if ((lower === undefined || value >= lower) && (upper === undefined || value <= upper)) continue;
    pen.fillRect(x(i) - 2.5 * ratio, y(value) - 2.5 * ratio, 5 * ratio, 5 * ratio);
  }
}

interface Props extends Partial<Look> {
  stream: string;
  uom: string | undefined;
  label: string;
  height?: number;
  known?: number[] | undefined; // what the server knows of the past, oldest first
  value: React.RefObject<HTMLElement | null>; // where the newest value is written
  theme?: string;
}
export function LiveSpark({ stream, uom, label, lower, upper, faded = false, height = 36, known, value, theme }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const own_theme = useTheme().name;
  const shown_theme = theme ?? own_theme;
  useEffect(() => live.follow([stream]), [stream]);
  useEffect(() => {
    if (known) live_values.begin(stream, known);
  }, [stream, known]);
  useEffect(() => {
    const drawn = canvas.current;
    if (!drawn) return;
    const digits = digits_within(lower, upper);
    let written = "";
    if (faded && value.current) value.current.textContent = "–";
    const size: Size = { width: 0, height: 0 };
    const painter = (ring: Ring) => {
      draw_spark(drawn, ring, size, { lower, upper, faded }, shown_theme);
      const last = ring.last;
      const place = value.current;
      if (last === undefined || faded || !place) return;
      const text = with_uom(last, uom, digits);
      if (text === written && place.textContent === text) return;
      written = text;
      place.textContent = text;
      place.classList.toggle("bad", (upper !== undefined && last > upper) || (lower !== undefined && last < lower));
    };
    let stop: (() => void) | undefined;
    const show = (seen: boolean) => {
      stop?.();
      stop = seen ? live_values.paint(stream, painter) : undefined;
    };
    if (typeof IntersectionObserver === "undefined") show(true);
    const watcher = typeof IntersectionObserver === "undefined" ? null : new IntersectionObserver((seen) => show(seen.at(-1)!.isIntersecting));
    watcher?.observe(drawn);
    const measure =
      typeof ResizeObserver === "undefined"
        ? null
        : new ResizeObserver((sizes) => {
            const { width, height } = sizes.at(-1)!.contentRect;
            Object.assign(size, { width, height });
            live_values.repaint(stream);
          });
    measure?.observe(drawn);
    return () => {
      watcher?.disconnect();
      measure?.disconnect();
      stop?.();
    };
  }, [stream, uom, lower, upper, faded, value, shown_theme]);
  return <canvas ref={canvas} role="img" aria-label={label} style={{ width: "100%", height, display: "block" }} />;
}
