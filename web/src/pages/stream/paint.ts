// Draws a scene on a canvas. Every frame is drawn anew from typed arrays: at most a few thousand strokes, however many readings
// the stream has.
import type { ControlChart } from "@/api/shapes";
import { fixed, number_text, uom_text } from "@/widgets/format";
import { font, type palettes } from "@/widgets/palette";
import type { Buckets, Samples } from "./detail";
import { decimals_of, frame_of, has_room, layers_of, mark_of, plots_own, points_in, range_of, time_at, x_of, type Frame, type Mark, type Plotted, type Scene } from "./scene";
import { first_from, span_of, time_ticks, value_ticks } from "./view";

type Palette = (typeof palettes)["light" | "dark"];
export interface Words {
  ucl: string;
  lcl: string;
  upper_spec: string;
  lower_spec: string;
  zoom_in: string;
}
interface Brush {
  pen: CanvasRenderingContext2D;
  frame: Frame;
  scene: Scene;
  p: Palette;
  words: Words;
}
type Scale = (value: number) => number;
const names: Record<ControlChart["type"], string[]> = {
  "i-mr": ["X", "MR"], "xbar-r": ["X̄", "R"], "xbar-s": ["X̄", "S"], median: ["X̃", "R"], "moving-average": ["MA"], ewma: ["EWMA"], cusum: ["C⁺ (σ)", "C⁻ (σ)"], p: ["p"], np: ["np"], c: ["c"], u: ["u"],
};
// Sums are in standard errors, counts and shares in items: the stream's unit of measure says nothing of them.
const unitless = new Set<ControlChart["type"]>(["cusum", "p", "np", "c", "u"]);

export function paint(pen: CanvasRenderingContext2D, width: number, height: number, scene: Scene, p: Palette, words: Words, uom: string): Frame {
  const panels = scene.chart ? scene.chart.chart.panels.length : 1;
  const frame = frame_of(width, height, panels);
  const brush: Brush = { pen, frame, scene, p, words };
  pen.clearRect(0, 0, width, height);
  pen.font = `11px ${font}`;
  paint_axis(brush);
  paint_events(brush);
  frame.panels.forEach((area, i) => {
    const { low, high } = range_of(scene, i);
    const y: Scale = (value) => area.bottom - ((value - low) / (high - low)) * (area.bottom - area.top);
    const decimals = decimals_of(scene.chart?.chart.panels[i], low, high);
    paint_lines(brush, i, y, decimals);
    pen.save();
    pen.beginPath();
    pen.rect(frame.left, area.top - 16, frame.right - frame.left, area.bottom - area.top + 24);
    pen.clip();
    paint_data(brush, i, y);
    pen.restore();
    paint_values(brush, i, y, low, high, decimals, uom);
  });
  if (scene.pointer !== null) vertical(brush, x_of(frame, scene.view, scene.pointer), p.faint, [2, 3]);
  return frame;
}

function vertical({ pen, frame }: Brush, x: number, color: string, dash: number[], width = 1) {
  if (x < frame.left || x > frame.right) return;
  pen.strokeStyle = color;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(Math.round(x) + 0.5, frame.panels[0]!.top - 10);
  pen.lineTo(Math.round(x) + 0.5, frame.panels.at(-1)!.bottom);
  pen.stroke();
  pen.setLineDash([]);
}

function paint_axis({ pen, frame, scene, p }: Brush) {
  const y = frame.panels.at(-1)!.bottom + 18;
  pen.fillStyle = p.quiet;
  pen.textAlign = "center";
  for (const tick of time_ticks(scene.view, (frame.right - frame.left) / 84)) {
    const x = x_of(frame, scene.view, tick.at);
    if (x >= frame.left - 2 && x <= frame.right + 2) pen.fillText(tick.text, x, y);
  }
  pen.strokeStyle = p.line;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(frame.left, Math.round(frame.panels.at(-1)!.bottom) + 0.5);
  pen.lineTo(frame.right, Math.round(frame.panels.at(-1)!.bottom) + 0.5);
  pen.stroke();
}

function paint_events(brush: Brush) {
  const { pen, frame, scene, p } = brush;
  let free = -Infinity; // labels that would lie on each other are left out; the lines stay
  pen.textAlign = "left";
  for (const event of scene.events) {
    const x = x_of(frame, scene.view, event.at);
    if (x < frame.left || x > frame.right) continue;
    const color = event.kind === "stop" || event.kind === "hold" ? p.bad : p.info;
    vertical(brush, x, color, event.kind === "plan" || event.kind === "limits" ? [6, 3] : [2, 2]);
    const width = pen.measureText(event.text).width;
    if (x < free || x + width > frame.right + 90) continue;
    pen.fillStyle = color;
    pen.fillText(event.text, x + 4, frame.panels[0]!.top - 14);
    free = x + width + 14;
  }
}

function paint_lines(brush: Brush, panel: number, y: Scale, decimals: number) {
  const { pen, frame, scene, p, words } = brush;
  const lines = scene.chart?.chart.panels[panel];
  const narrow = frame.width < 640;
  const used: number[] = [];
  const line = (value: number | null | undefined, text: string, color: string, dash: number[], width = 1) => {
    if (value === undefined || value === null) return;
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.setLineDash(dash);
    pen.beginPath();
    pen.moveTo(frame.left, y(value));
    pen.lineTo(frame.right, y(value));
    pen.stroke();
    pen.setLineDash([]);
    if (text === "" || used.some((other) => Math.abs(other - y(value)) < 11)) return;
    used.push(y(value));
    pen.fillStyle = p.soft;
    pen.textAlign = "left";
    pen.fillText(narrow ? fixed(value, decimals) : `${text} ${fixed(value, decimals)}`, frame.right + 6, y(value) + 4);
  };
  if (lines) {
    const { center, sigma, lower, upper } = lines;
    if (panel === 0 && typeof center === "number" && typeof sigma === "number") for (const k of [-2, -1, 1, 2]) line(center + k * sigma, "", p.grid, []);
    line(upper, words.ucl, p.bad, [6, 4]);
    if (!(panel === 1 && lower === 0)) line(lower, words.lcl, p.bad, [6, 4]);
    line(center, panel === 0 ? "x̄" : "CL", p.faint, [], 1.2);
  }
  if (panel !== 0) return;
  line(scene.specification.upper, words.upper_spec, p.info, [2, 3], 1.4);
  line(scene.specification.lower, words.lower_spec, p.info, [2, 3], 1.4);
}

function paint_values({ pen, frame, scene, p }: Brush, panel: number, y: Scale, low: number, high: number, decimals: number, uom: string) {
  const area = frame.panels[panel]!;
  pen.fillStyle = p.quiet;
  pen.textAlign = "right";
  for (const value of value_ticks(low, high, (area.bottom - area.top) / 46)) {
    if (y(value) > area.top + 6 && y(value) < area.bottom - 2) pen.fillText(scene.chart ? fixed(value, decimals) : number_text(value), frame.left - 8, y(value) + 4);
  }
  const quantity = scene.chart ? (names[scene.chart.chart.type]![panel] ?? "") : "";
  const unit = scene.chart && unitless.has(scene.chart.chart.type) ? "" : uom_text(uom);
  pen.fillStyle = p.soft;
  pen.textAlign = "left";
  pen.fillText(unit === "" ? quantity : quantity === "" ? unit : `${quantity} (${unit})`, 6, area.top - 8);
}

function paint_data(brush: Brush, panel: number, y: Scale) {
  const { scene, frame, pen, p } = brush;
  const plot = scene.chart;
  const reaches = plot !== null && reach_of(plot) * 4 >= span_of(scene.view);
  const points = plot && reaches ? points_in(plot, panel, scene.view) : null;
  const subgroups = (plot?.chart.subgroup_size ?? 1) > 1;
  const roomy = plot !== null && points !== null && has_room(points.last - points.first, frame);
  if (panel === 0) for (const layer of layers_of(scene)) paint_layer(brush, layer, y, subgroups, roomy && !subgroups);
  const own = plot !== null && (panel === 1 || plots_own(plot.chart.type));
  if (plot && points && (roomy || own || subgroups)) paint_points(brush, panel, y, points.first, points.last, roomy);
  if (own && (!points || points.last - points.first < 2)) {
    pen.fillStyle = p.quiet;
    pen.textAlign = "center";
    pen.fillText(brush.words.zoom_in, (frame.left + frame.right) / 2, (frame.panels[panel]!.top + frame.panels[panel]!.bottom) / 2);
  }
  paint_marks(brush, panel, y);
}

// More points than the screen has columns are drawn as one stroke a column, from the least to the greatest in it: that looks the same
// and costs what the screen is wide, not what the stream is long.
function line_through({ pen, frame, scene }: Brush, times: ArrayLike<number>, values: ArrayLike<number>, first: number, last: number, y: Scale) {
  const per_time = (frame.right - frame.left) / span_of(scene.view);
  const x = (at: number) => frame.left + (at - scene.view.from) * per_time;
  if (last - first <= 2 * (frame.right - frame.left)) {
    pen.beginPath();
    for (let i = first; i < last; i++) pen.lineTo(x(times[i]!), y(values[i]!));
    pen.stroke();
    return;
  }
  let column = -Infinity;
  let low = 0;
  let high = 0;
  pen.fillStyle = pen.strokeStyle;
  const put = () => {
    if (column === -Infinity) return;
    const top = Math.round(y(high));
    pen.fillRect(column, top, 1, Math.max(1, Math.round(y(low)) - top));
  };
  for (let i = first; i < last; i++) {
    const at = Math.floor(x(times[i]!));
    const value = values[i]!;
    if (at !== column) {
      put();
      column = at;
      low = high = value;
    } else if (value < low) low = value;
    else if (value > high) high = value;
  }
  put();
}

const reach_of = ({ times: [location] }: Plotted) => (location && location.length > 1 ? location.at(-1)! - location[0]! : 0);

// Buckets: the reach from least to greatest as a band, the mean as a line. Readings: a line through each.
function paint_layer(brush: Brush, layer: Buckets | Samples, y: Scale, faint: boolean, marked: boolean) {
  const { pen, frame, scene, p } = brush;
  const { view } = scene;
  pen.lineWidth = 1.2;
  if (layer.kind === "samples") {
    const first = Math.max(0, first_from(layer.times, view.from) - 1);
    const last = Math.min(layer.times.length, first_from(layer.times, view.to) + 1);
    pen.strokeStyle = faint ? p.line : p.ink;
    line_through(brush, layer.times, layer.values, first, last, y);
    if (marked || faint) return;
    if (has_room(last - first, frame)) for (let i = first; i < last; i++) circle(pen, x_of(frame, view, layer.times[i]!), y(layer.values[i]!), 2.6, layer.late.has(layer.times[i]!) ? p.faint : p.ink, p.panel);
    return;
  }
  paint_buckets(brush, layer, y, faint);
}

// One upright bar a column, or a bucket's width where buckets are wider than that; the means as a line through the columns.
function paint_buckets({ pen, frame, scene, p }: Brush, layer: Buckets, y: Scale, faint: boolean) {
  const per_time = (frame.right - frame.left) / span_of(scene.view);
  const first = first_from(layer.to, scene.view.from);
  const columns: number[] = [];
  const means: number[] = [];
  pen.fillStyle = p.faint;
  pen.globalAlpha = faint ? 0.35 : 0.55;
  let column = -Infinity;
  let width = 1;
  let low = 0;
  let high = 0;
  const put = () => {
    if (column === -Infinity) return;
    const top = Math.round(y(high));
    pen.fillRect(column, top, width, Math.max(1, Math.round(y(low)) - top));
  };
  for (let i = first; i < layer.from.length && layer.from[i]! <= scene.view.to; i++) {
    const at = Math.floor(frame.left + (layer.from[i]! - scene.view.from) * per_time);
    if (at !== column) {
      put();
      column = at;
      width = Math.max(1, Math.round((layer.to[i]! - layer.from[i]!) * per_time));
      low = layer.min[i]!;
      high = layer.max[i]!;
      columns.push(at + width / 2);
      means.push(layer.mean[i]!);
    } else {
      low = Math.min(low, layer.min[i]!);
      high = Math.max(high, layer.max[i]!);
    }
  }
  put();
  pen.globalAlpha = 1;
  if (faint) return;
  pen.strokeStyle = p.ink;
  pen.lineWidth = 1.2;
  pen.lineJoin = "bevel";
  pen.beginPath();
  columns.forEach((x, i) => pen.lineTo(x, y(means[i]!)));
  pen.stroke();
}

function circle(pen: CanvasRenderingContext2D, x: number, y: number, radius: number, edge: string, fill: string) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 6.2832);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = edge;
  pen.lineWidth = 1.3;
  pen.stroke();
}

function paint_points(brush: Brush, panel: number, y: Scale, first: number, last: number, roomy: boolean) {
  const { pen, frame, scene, p } = brush;
  const plot = scene.chart!;
  const times = plot.times[panel]!;
  const points = plot.chart.panels[panel]!.points;
  const late = scene.fine?.kind === "samples" ? scene.fine.late : null;
  pen.strokeStyle = p.ink;
  pen.lineWidth = 1.2;
  line_through(brush, times, plot.values[panel]!, first, last, y);
  if (!roomy) return;
  for (let i = first; i < last; i++) {
    const quiet = points[i]!.learning || late?.has(times[i]!);
    circle(pen, x_of(frame, scene.view, times[i]!), y(points[i]!.value), 3, quiet ? p.faint : p.ink, quiet ? p.panel : p.panel);
  }
}

function paint_marks(brush: Brush, panel: number, y: Scale) {
  const { pen, frame, scene, p } = brush;
  if (scene.chosen?.panel === panel) vertical(brush, x_of(frame, scene.view, scene.chosen.at), p.faint, []);
  const is_chosen = (mark: Mark) => scene.chosen !== null && scene.chosen.panel === panel && Math.abs(scene.chosen.at - mark.at) < 1;
  const seen = visible_marks(scene).filter((mark) => mark.panel === panel && (mark.rules !== "" || mark.outside || is_chosen(mark))).map((mark) => ({ mark, x: x_of(frame, scene.view, mark.at) }));
  for (const { mark, x } of seen) shape(pen, x, y(mark.value), mark, is_chosen(mark), p);
  let free = -Infinity; // a number that would lie on its neighbour's is left out
  pen.textAlign = "center";
  pen.font = `700 12px ${font}`;
  pen.fillStyle = p.bad;
  for (const { mark, x } of seen) {
    if (mark.rules === "" || x < free) continue;
    pen.fillText(mark.rules, x, y(mark.value) - 9);
    free = x + 6 * mark.rules.length + 6;
  }
  pen.font = `11px ${font}`;
}
function shape(pen: CanvasRenderingContext2D, x: number, y: number, mark: Mark, chosen: boolean, p: Palette) {
  const reach = chosen ? 6.5 : 4.5;
  pen.beginPath();
  if (mark.outside) {
    pen.moveTo(x, y - reach - 1.5);
    pen.lineTo(x + reach + 1.5, y);
    pen.lineTo(x, y + reach + 1.5);
    pen.lineTo(x - reach - 1.5, y);
    pen.closePath();
  } else if (mark.rules !== "") pen.rect(x - reach, y - reach, 2 * reach, 2 * reach);
  else pen.arc(x, y, reach, 0, 6.2832);
  pen.fillStyle = mark.rules !== "" || mark.outside ? p.bad : p.ink;
  pen.fill();
  if (!chosen) return;
  pen.strokeStyle = p.ink;
  pen.lineWidth = 2;
  pen.stroke();
}

// From the chart's own points where it has them, from the verdicts elsewhere; and the chosen point, which may say nothing.
export function visible_marks(scene: Scene): Mark[] {
  const { chart: plot, view, chosen } = scene;
  const out = within(plot?.marks ?? [], view);
  const from = plot?.times[0]?.[0] ?? Infinity;
  const to = plot?.times[0]?.at(-1) ?? -Infinity;
  for (const mark of within(scene.verdicts, view)) if (mark.at < from || mark.at > to) out.push(mark);
  if (plot && chosen && !out.some((mark) => mark.panel === chosen.panel && Math.abs(mark.at - chosen.at) < 1)) {
    const times = plot.times[chosen.panel] ?? [];
    const k = first_from(times, chosen.at - 0.5);
    const point = plot.chart.panels[chosen.panel]?.points[k];
    if (point && Math.abs(times[k]! - chosen.at) < 1) out.push(mark_of(point, times[k]!, chosen.panel, scene.specification));
  }
  return out;
}
function within(marks: Mark[], { from, to }: { from: number; to: number }): Mark[] {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.at < from) low = middle + 1;
    else high = middle;
  }
  const out: Mark[] = [];
  for (let i = low; i < marks.length && marks[i]!.at <= to; i++) out.push(marks[i]!);
  return out;
}
// Each plain point counts for a click while it has room enough to be meant.
function plain_points(scene: Scene, frame: Frame, panel: number): Mark[] {
  if (!scene.chart?.times[panel]) return [];
  const { first, last } = points_in(scene.chart, panel, scene.view);
  if (!has_room(last - first, frame)) return [];
  return scene.chart.chart.panels[panel]!.points.slice(first, last).map((point, i) => mark_of(point, scene.chart!.times[panel]![first + i]!, panel, scene.specification));
}

// The point or mark that a click means: the nearest within a finger's width.
export function hit(scene: Scene, frame: Frame, x: number, y: number): { at: number; panel: number } | null {
  const panel = frame.panels.findIndex((area) => y >= area.top - 16 && y <= area.bottom + 12);
  if (panel < 0) return null;
  const { low, high } = range_of(scene, panel);
  const area = frame.panels[panel]!;
  const height = (value: number) => area.bottom - ((value - low) / (high - low)) * (area.bottom - area.top);
  let best: { at: number; panel: number } | null = null;
  let nearest = 18;
  for (const mark of [...visible_marks(scene), ...plain_points(scene, frame, panel)]) {
    if (mark.panel !== panel) continue;
    const distance = Math.hypot(x_of(frame, scene.view, mark.at) - x, (height(mark.value) - y) / 2) - (mark.rules !== "" || mark.outside ? 6 : 0);
    if (distance >= nearest) continue;
    nearest = distance;
    best = { at: mark.at, panel };
  }
  return best ?? (scene.chart ? null : { at: time_at(frame, scene.view, x), panel });
}
export const per_pixel = (scene: Scene, frame: Frame) => span_of(scene.view) / (frame.right - frame.left);
