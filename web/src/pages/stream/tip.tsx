// What stands under the pointer: the time, the value and the spread, the rules, the unit and the lot, and what happened there.
import { useTranslation } from "react-i18next";
import { fixed, time_text, uom_text } from "@/widgets/format";
import { rule_number } from "@/widgets/why";
import { decimals_of, range_of, type Frame, type Scene } from "./scene";
import { first_from, span_of } from "./view";

export interface TipText {
  x: number;
  at: number;
  value: string;
  spread: string;
  rules: string;
  learning: boolean;
  late: boolean;
  unit: string | undefined;
  lot: string | undefined;
  events: string[];
  subgroup: number; // 0: of readings, not of points
  reach: string; // of a bucket: least … greatest
  count: number;
}

const nearest = (times: ArrayLike<number>, at: number): number => {
  const after = first_from(times, at);
  if (after === 0) return 0;
  return after < times.length && times[after]! - at < at - times[after - 1]! ? after : after - 1;
};

export function tip_of(scene: Scene, frame: Frame, x: number): TipText | null {
  const at = scene.view.from + ((x - frame.left) / (frame.right - frame.left)) * span_of(scene.view);
  const reach = (span_of(scene.view) / (frame.right - frame.left)) * 14;
  const plot = scene.chart;
  const { low, high } = range_of(scene, 0);
  const decimals = decimals_of(plot?.chart.panels[0], low, high);
  const tip: TipText = { x, at, value: "", spread: "", rules: "", learning: false, late: false, unit: undefined, lot: undefined, events: [], subgroup: 0, reach: "", count: 0 };
  tip.events = scene.events.filter((event) => Math.abs(event.at - at) <= reach / 2).map((event) => event.text);
  const fine = scene.fine;
  if (plot && plot.times[0]!.length > 0) point_under(scene, tip, at, reach, decimals);
  if (fine?.kind === "samples" && fine.times.length > 0) {
    const i = nearest(fine.times, tip.value === "" ? at : tip.at);
    if (Math.abs(fine.times[i]! - at) <= reach) {
      if (tip.value === "") {
        tip.value = fixed(fine.values[i], decimals);
        tip.at = fine.times[i]!;
      }
      tip.unit = fine.units[i];
      tip.lot = fine.lots[i];
      tip.late = fine.late.has(fine.times[i]!);
    }
  } else if (tip.value === "") bucket_under(scene, tip, at, decimals);
  return tip.value === "" && tip.events.length === 0 ? null : tip;
}
function point_under(scene: Scene, tip: TipText, at: number, reach: number, decimals: number) {
  const plot = scene.chart!;
  const i = nearest(plot.times[0]!, at);
  const time = plot.times[0]![i]!;
  if (Math.abs(time - at) > reach) return;
  const point = plot.chart.panels[0]!.points[i]!;
  const spread = plot.chart.panels[1]?.points.find((one) => one.index === point.index);
  tip.at = time;
  tip.value = fixed(point.value, decimals);
  tip.spread = spread ? fixed(spread.value, decimals_of(plot.chart.panels[1], 0, 1)) : "";
  tip.rules = [...new Set([...point.rules, ...(spread?.rules ?? [])])].map(rule_number).join(" · ");
  tip.learning = point.learning;
  tip.subgroup = plot.chart.subgroup_size;
}
function bucket_under(scene: Scene, tip: TipText, at: number, decimals: number) {
  const layer = scene.fine?.kind === "buckets" ? scene.fine : scene.overview;
  if (!layer) return;
  const i = first_from(layer.to, at);
  if (i >= layer.from.length || layer.from[i]! > at) return;
  tip.value = fixed(layer.mean[i], decimals);
  tip.reach = `${fixed(layer.min[i], decimals)} … ${fixed(layer.max[i], decimals)}`;
  tip.count = layer.count[i]!;
}

export function Tip({ tip, width, uom = "" }: { tip: TipText; width: number; uom?: string }) {
  const { t } = useTranslation();
  const side = tip.x > width / 2 ? { right: width - tip.x + 14 } : { left: tip.x + 14 };
  return (
    <div className="chart-tip" style={side} aria-hidden="true">
      <div className="quiet">{time_text(tip.at)}</div>
      {tip.value && <div><b>{tip.value}</b> {uom_text(uom)}{tip.count > 0 && <span className="soft"> {t("stream.tip.mean", { count: tip.count })}</span>}</div>}
      {tip.reach && <div className="soft">{tip.reach}</div>}
      {tip.spread && <div className="soft">{t(tip.subgroup > 1 ? "stream.tip.range" : "stream.tip.moving_range")} {tip.spread}</div>}
      {tip.rules && <div className="bad"><b>{t("why.rule", { number: tip.rules })}</b></div>}
      {tip.learning && <div className="soft">{t("why.learning")}</div>}
      {tip.late && <div className="soft">{t("stream.tip.late")}</div>}
      {(tip.unit || tip.lot) && <div>{[tip.unit, tip.lot].filter(Boolean).join(" · ")}</div>}
      {tip.events.map((text) => <div key={text} className="info">{text}</div>)}
    </div>
  );
}
