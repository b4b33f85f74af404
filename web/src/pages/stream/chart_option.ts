// From a control chart of the API to an ECharts option. Centre line solid, control limits dashed, the 1σ and 2σ zones faint,
// specification limits only for individuals; a signalling point carries its rule's number, a learning point is hollow and quiet.
import type { EChartsCoreOption } from "echarts/core";
import type { ControlChart, ControlChartPanel, ControlChartPoint } from "@/api/shapes";
import { clock_text, decimals_for, fixed, hour_text, time_text, uom_text } from "@/widgets/format";
import { font, type palettes } from "@/widgets/palette";
import { rule_number } from "@/widgets/why";
import type { Chosen } from "./moment";

type Palette = (typeof palettes)["light" | "dark"];
export interface ChartWords {
  ucl: string;
  lcl: string;
  upper_spec: string;
  lower_spec: string;
  learning: string;
  rule: (number: string) => string;
}
type Limit = number | null | undefined;
const known = (limit: Limit): limit is number => limit !== undefined && limit !== null;

export function axis_range(panel: ControlChartPanel, specs: number[]): { min: number; max: number } {
  const values = [...panel.points.map((point) => point.value), ...[panel.lower, panel.upper, panel.center].filter(known), ...specs];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return { min: low - room < 0 && low >= 0 && panel.name === "spread" ? 0 : low - room, max: high + room };
}

// Specification limits belong on a chart of individuals only: a mean lies elsewhere than its values.
export function shown_specification(chart: ControlChart): { lower?: number; upper?: number } {
  if (chart.subgroup_size !== 1 || !chart.specification) return {};
  const { lower, upper } = chart.specification;
  return { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
}

const names = { "i-mr": ["X", "MR"], "xbar-r": ["X̄", "R"] } as const;

// "X bar" would read as a mean.
const axis_name = (quantity: string, uom: string) => (uom_text(uom) === "" ? quantity : `${quantity} (${uom_text(uom)})`);

export function chart_option(chart: ControlChart, p: Palette, words: ChartWords, chosen: Chosen | null, narrow: boolean): EChartsCoreOption {
  const spec = shown_specification(chart);
  const panels = chart.panels;
  const right = narrow ? 58 : 92;
  const grids = panels.length === 1 ? [{ top: 26, bottom: 32 }] : [{ top: 26, height: "50%" }, { top: "66%", bottom: 32 }];
  const times = panels[0]?.points ?? [];
  const first = times[0]?.index ?? 0;
  const one_day = times.length > 0 && new Date(times[0]!.time).toDateString() === new Date(times.at(-1)!.time).toDateString();
  const minutes = times.length > 1 ? (new Date(times.at(-1)!.time).getTime() - new Date(times[0]!.time).getTime()) / 60_000 : 0;
  const by_index = new Map(times.map((point) => [point.index, point]));
  const axis_text = (value: number) => {
    const point = by_index.get(value);
    return !point ? "" : !one_day ? time_text(point.time).replace(/:\d\d$/, "") : minutes < 10 ? clock_text(point.time) : hour_text(point.time);
  };
  return {
    animation: false,
    textStyle: { fontFamily: font },
    grid: grids.map((grid) => ({ left: narrow ? 46 : 62, right, ...grid })),
    axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: p.faint, type: "solid" } },
    tooltip: {
      trigger: "axis", backgroundColor: p.panel, borderColor: p.line, textStyle: { color: p.ink, fontSize: 13 }, confine: true,
      formatter: (hits: { data?: { panel?: number; point?: number } }[]) => tooltip_text(chart, hits, words),
    },
    dataZoom: [{ type: "inside", xAxisIndex: panels.map((_, i) => i), zoomOnMouseWheel: "ctrl", moveOnMouseWheel: "shift", minValueSpan: 10 }],
    xAxis: panels.map((_, i) => ({
      type: "value", gridIndex: i, min: first, max: times.at(-1)?.index ?? first + 1, minInterval: 1, splitLine: { show: false }, axisTick: { show: false },
      axisLine: { lineStyle: { color: p.line }, onZero: false }, axisPointer: { label: { show: false } }, splitNumber: narrow ? 3 : 7,
      axisLabel: { show: i === panels.length - 1, color: p.quiet, formatter: axis_text, hideOverlap: true, fontSize: 11 },
    })),
    yAxis: panels.map((panel, i) => ({
      type: "value", gridIndex: i, name: axis_name(names[chart.type][i] ?? "", chart.uom), nameLocation: "end", nameGap: 10,
      nameTextStyle: { color: p.soft, align: "right" }, ...axis_range(panel, i === 0 ? Object.values(spec) : []),
      splitLine: { show: false }, axisLine: { show: false }, axisTick: { show: false }, splitNumber: i === 0 ? 5 : 3,
      axisLabel: { color: p.quiet, fontSize: 11, showMinLabel: false, showMaxLabel: false, formatter: (value: number) => fixed(value, decimals_of(panel)) },
    })),
    series: panels.flatMap((panel, i) => panel_series(panel, i, p, words, chosen, spec, narrow)),
  };
}

function decimals_of(panel: ControlChartPanel): number {
  if (known(panel.upper) && known(panel.center)) return decimals_for(panel.name === "location" ? 2 * (panel.upper - panel.center) : panel.upper);
  const values = panel.points.map((point) => point.value);
  return decimals_for(Math.max(...values) - Math.min(...values));
}

function panel_series(panel: ControlChartPanel, i: number, p: Palette, words: ChartWords, chosen: Chosen | null, spec: { lower?: number; upper?: number }, narrow: boolean) {
  const decimals = decimals_of(panel);
  const limits = i === 0 ? spec : {};
  const outside = (value: number) => (limits.lower !== undefined && value < limits.lower) || (limits.upper !== undefined && value > limits.upper);
  const many = panel.points.length > 300;
  const dots = panel.points.filter((point) => point.rules.length > 0 || outside(point.value) || (chosen?.panel === i && chosen.index === point.index));
  return [
    {
      type: "line", xAxisIndex: i, yAxisIndex: i, symbol: "circle", symbolSize: many ? 0 : narrow ? 5 : 6, showSymbol: !many, lineStyle: { color: p.ink, width: 1.2 }, z: 3,
      data: panel.points.map((point) => ({
        value: [point.index, point.value], panel: i, point: point.index,
        itemStyle: { color: p.panel, borderColor: point.learning ? p.faint : p.ink, borderWidth: 1.3 },
      })),
      markLine: { silent: true, precision: 12, symbol: "none", animation: false, data: [...lines_of(panel, limits, p, words, decimals, narrow), ...(chosen ? [{ xAxis: chosen.index, lineStyle: { color: p.faint, type: "solid" as const, width: 1 }, label: { show: false } }] : [])] },
    },
    {
      type: "scatter", xAxisIndex: i, yAxisIndex: i, z: 5, labelLayout: { hideOverlap: true },
      data: dots.map((point) => dot(point, i, outside(point.value), p, chosen)),
    },
  ];
}

function dot(point: ControlChartPoint, panel: number, outside: boolean, p: Palette, chosen: Chosen | null) {
  const marked = point.rules.length > 0 || outside;
  const here = chosen?.panel === panel && chosen.index === point.index;
  return {
    value: [point.index, point.value], panel, point: point.index, symbol: outside ? "diamond" : marked ? "rect" : "circle", symbolSize: (outside ? 12 : 9) + (here ? 3 : 0),
    itemStyle: { color: marked ? p.bad : p.ink, borderColor: here ? p.ink : "transparent", borderWidth: here ? 2 : 0 },
    label: { show: point.rules.length > 0, formatter: point.rules.map(rule_number).join("·"), position: "top", distance: 4, color: p.bad, fontWeight: 700, fontSize: 12 },
  };
}

function lines_of(panel: ControlChartPanel, spec: { lower?: number; upper?: number }, p: Palette, words: ChartWords, decimals: number, narrow: boolean) {
  const line = (value: number, text: string, color: string, type: "solid" | "dashed" | "dotted", width = 1) => ({
    yAxis: value, lineStyle: { color, type, width },
    label: { show: text !== "", position: "end", formatter: narrow ? fixed(value, decimals) : `${text} ${fixed(value, decimals)}`, color: p.soft, fontSize: 11 },
  });
  const out = [];
  const { center, sigma, lower, upper } = panel;
  if (known(center) && known(sigma) && panel.name === "location") {
    for (const k of [-2, -1, 1, 2]) out.push(line(center + k * sigma, "", p.grid, "solid"));
  }
  if (known(center)) out.push(line(center, panel.name === "location" ? "x̄" : "CL", p.faint, "solid", 1.2));
  if (known(upper)) out.push(line(upper, words.ucl, p.bad, "dashed"));
  if (known(lower) && !(panel.name === "spread" && lower === 0)) out.push(line(lower, words.lcl, p.bad, "dashed"));
  if (spec.upper !== undefined) out.push(line(spec.upper, words.upper_spec, p.info, "dotted", 1.4));
  if (spec.lower !== undefined) out.push(line(spec.lower, words.lower_spec, p.info, "dotted", 1.4));
  return out;
}

function tooltip_text(chart: ControlChart, hits: { data?: { panel?: number; point?: number } }[], words: ChartWords): string {
  const index = hits.find((hit) => hit.data?.point !== undefined)?.data?.point;
  if (index === undefined) return "";
  const rows = chart.panels.map((panel, i) => {
    const point = panel.points.find((one) => one.index === index);
    if (!point) return "";
    const rules = point.rules.length > 0 ? ` <b>${words.rule(point.rules.map(rule_number).join(" · "))}</b>` : point.learning ? ` (${words.learning})` : "";
    return `<div>${names[chart.type][i] ?? ""} <b>${fixed(point.value, decimals_of(panel))}</b> ${uom_text(chart.uom)}${rules}</div>`;
  });
  const time = chart.panels[0]?.points.find((one) => one.index === index)?.time;
  return `<div>${time ? time_text(time) : ""}</div>${rows.join("")}`;
}
