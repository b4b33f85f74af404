// One panel of a chart over a series, drawn as SVG: its lines, its points, those that signal and those left out.
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { decimals_for, fixed, number_text } from "@/widgets/format";
import type { AnalysisPanel } from "./study";

interface Props {
  panel: AnalysisPanel;
  excluded: Set<number>; // subgroups
  phase1: number | null;
  chosen: number | null; // subgroup
  choose: (subgroup: number) => void;
  subgroups: number;
}
const width = 1000;
const height = 240;
const left = 8;
const right = 8;
const top = 14;
const bottom = 22;

type Line = (number | null)[];
const level_of = (line: Line) => {
  const there = line.filter((value) => value !== null);
  return there.length > 0 && there.every((value) => value === there[0]) ? there[0] : undefined;
};

export function Drawing({ panel, excluded, phase1, chosen, choose, subgroups }: Props) {
  const { t } = useTranslation();
  const [over, set_over] = useState<number | null>(null);
  const signals = useMemo(() => new Map(panel.signals.map((one) => [one.index, one])), [panel]);
  const all = [panel.points, panel.center, panel.lower, panel.upper].flat().filter((value): value is number => value !== null);
  const low = all.length ? Math.min(...all) : 0;
  const high = all.length ? Math.max(...all) : 1;
  const pad = (high - low || Math.abs(high) || 1) * 0.06;
  const x = (subgroup: number) => left + ((width - left - right) * (subgroup + 0.5)) / Math.max(1, subgroups);
  const y = (value: number) => top + ((height - top - bottom) * (high + pad - value)) / (high - low + 2 * pad);
  const decimals = decimals_for(high - low);
  const path = (line: Line, steps: boolean) => {
    let text = "";
    line.forEach((value, i) => {
      if (value === null) return;
      const at = i + panel.first;
      const gap = i === 0 || line[i - 1] === null;
      text += steps ? `${gap ? "M" : "L"}${x(at - 0.5)} ${y(value)}L${x(at + 0.5)} ${y(value)}` : `${gap ? "M" : "L"}${x(at)} ${y(value)}`;
    });
    return text;
  };
  const levels: [string, Line, string][] = [["UCL", panel.upper, "control"], ["CL", panel.center, "centre"], ["LCL", panel.lower, "control"]];
  const nearest = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const subgroup = Math.round(((((event.clientX - box.left) / box.width) * width - left) / (width - left - right)) * subgroups - 0.5);
    return Math.max(panel.first, Math.min(panel.first + panel.points.length - 1, subgroup));
  };
  const walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const from = chosen ?? (step > 0 ? panel.first - 1 : panel.first + panel.points.length);
    choose(Math.max(panel.first, Math.min(panel.first + panel.points.length - 1, from + step)));
  };
  const shown = over ?? chosen;
  const value = shown === null ? null : (panel.points[shown - panel.first] ?? null);
  const name = t(`limits.panel.${panel.name}`, { defaultValue: panel.name });
  return (
    <figure className="limits-panel">
      <figcaption>
        <b>{name}</b>
        <span className="soft">
          {shown !== null && value !== null && `${t("limits.point", { index: shown + 1 })} · ${fixed(value, decimals)}${(signals.get(shown - panel.first)?.rules ?? []).map((rule) => ` · ${t(`rule.${rule}`)}`).join("")}`}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" tabIndex={0} aria-label={t("limits.drawing", { panel: name, count: panel.points.length, signals: panel.signals.length })}
        onPointerMove={(event) => set_over(nearest(event))} onPointerLeave={() => set_over(null)} onClick={(event) => choose(nearest(event as unknown as PointerEvent<SVGSVGElement>))} onKeyDown={walk}
      >
        {phase1 !== null && phase1 < subgroups && <rect className="phase1" x={left} y={0} width={x(phase1 - 0.5) - left} height={height - bottom + 4} />}
        {levels.map(([label, line, kind]) => <path key={label} className={kind} d={path(line, true)} />)}
        <path className="data" d={path(panel.points, false)} />
        {shown !== null && <line className="cursor" x1={x(shown)} x2={x(shown)} y1={top} y2={height - bottom} />}
      </svg>
      <div className="limits-marks" aria-hidden="true">
        {panel.points.map((at, i) => {
          if (at === null) return null;
          const subgroup = i + panel.first;
          const kind = excluded.has(subgroup) ? "hollow" : signals.has(i) ? "bad" : panel.points.length <= 150 ? "dot" : "";
          if (kind === "" && subgroup !== chosen) return null;
          return <i key={i} className={`${kind} ${subgroup === chosen ? "chosen" : ""}`} style={{ left: `${(x(subgroup) / width) * 100}%`, top: `${(y(at) / height) * 100}%` }} />;
        })}
        {levels.map(([label, line]) => {
          const level = level_of(line);
          return level !== undefined && <span key={label} style={{ top: `${(y(level) / height) * 100}%` }}>{label} {number_text(level, { least: 0, most: decimals })}</span>;
        })}
        {phase1 !== null && phase1 < subgroups && <em style={{ left: `${(left / width) * 100}%` }}>{t("limits.phase1_mark")}</em>}
      </div>
    </figure>
  );
}
