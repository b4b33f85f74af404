// The pictures of a gauge study. Appraisers are told apart by dashes and marks as well as by colour.
import { useTranslation } from "react-i18next";
import type { GaugeStudy } from "@/api/studies";
import { fixed } from "@/widgets/format";
import { path_of, Plot, with_air } from "@/widgets/plot";

const looks = [
  { stroke: "var(--info)", dash: "" }, { stroke: "var(--warn)", dash: "7 4" }, { stroke: "var(--ok)", dash: "2 3" },
  { stroke: "var(--ink)", dash: "9 3 2 3" }, { stroke: "var(--quiet)", dash: "4 2" },
];
const look_of = (index: number) => looks[index % looks.length]!;
const names_of = (study: GaugeStudy, what: "part" | "appraiser") => [...new Set(study.means.map((mean) => mean[what]))];

export function Legend({ study }: { study: GaugeStudy }) {
  return (
    <div className="gauge-legend">
      {names_of(study, "appraiser").map((name, i) => (
        <span key={name}><svg viewBox="0 0 26 10" aria-hidden="true"><line x1="0" x2="26" y1="5" y2="5" stroke={look_of(i).stroke} strokeDasharray={look_of(i).dash} strokeWidth="2" /></svg>{name}</span>
      ))}
    </div>
  );
}

export function ComponentsPlot({ study }: { study: GaugeStudy }) {
  const { t } = useTranslation();
  const by = study.percent_tolerance ?? study.percent_study_variation;
  const bars = [
    { name: t("gauge.grr"), value: by.total_grr }, { name: t("gauge.repeatability"), value: by.repeatability },
    { name: t("gauge.reproducibility"), value: by.reproducibility }, { name: t("gauge.part_to_part"), value: by.part_to_part },
  ];
  const top = Math.max(100, ...bars.map((bar) => bar.value)) * 1.08;
  const tone = study.verdict === "acceptable" ? "" : study.verdict === "marginal" ? "warn" : "bad";
  return (
    <Plot label={bars.map((bar) => `${bar.name} ${fixed(bar.value, 1)} %`).join(", ")} x_range={[0.4, 4.6]} y_range={[0, top]} x_names={bars.map((bar) => bar.name)} y_label={t(study.percent_tolerance ? "gauge.of_tolerance" : "gauge.of_study")}>
      {(scales) => (
        <>
          {bars.map((bar, i) => {
            const left = scales.x(i + 1 - 0.28);
            return (
              <g key={bar.name}>
                <rect className={`plot-bar ${i === 0 ? tone : ""}`} x={left} width={scales.x(i + 1.28) - left} y={scales.y(bar.value)} height={scales.bottom - scales.y(bar.value)} />
                <text className="plot-value" x={scales.x(i + 1)} y={scales.y(bar.value) - 5} textAnchor="middle">{fixed(bar.value, 1)} %</text>
              </g>
            );
          })}
          {[[10, "warn"], [30, "bad"]].map(([at, kind]) => <line key={at} className={`plot-zone ${kind}`} x1={scales.left} x2={scales.right} y1={scales.y(Number(at))} y2={scales.y(Number(at))} />)}
        </>
      )}
    </Plot>
  );
}

// Of each part what every appraiser found: lines that cross are an interaction.
export function ByPart({ study, what, label }: { study: GaugeStudy; what: "mean" | "range"; label: string }) {
  const { t } = useTranslation();
  const parts = names_of(study, "part");
  const appraisers = names_of(study, "appraiser");
  const values = study.means.map((mean) => mean[what]);
  const limit = what === "range" ? study.range_limit : undefined;
  const y_range = with_air(what === "range" ? [0, ...values, ...(limit === undefined ? [] : [limit])] : values);
  return (
    <Plot label={label} x_range={[0.5, parts.length + 0.5]} y_range={what === "range" ? [0, y_range[1]] : y_range} x_names={parts} x_label={t("gauge.part")}>
      {(scales) => (
        <>
          {limit !== undefined && <line className="plot-zone bad" x1={scales.left} x2={scales.right} y1={scales.y(limit)} y2={scales.y(limit)} />}
          {appraisers.map((appraiser, a) => {
            const points = study.means.filter((mean) => mean.appraiser === appraiser).map((mean) => ({ x: parts.indexOf(mean.part) + 1, y: mean[what] }));
            return (
              <g key={appraiser}>
                <path className="plot-line" d={path_of(points, scales)} stroke={look_of(a).stroke} strokeDasharray={look_of(a).dash} />
                {points.map((point) => <circle key={point.x} r="3" cx={scales.x(point.x)} cy={scales.y(point.y)} fill={look_of(a).stroke} />)}
              </g>
            );
          })}
        </>
      )}
    </Plot>
  );
}

// All parts of each appraiser side by side, with the mean of all: one who reads high or low stands out.
export function ByAppraiser({ study }: { study: GaugeStudy }) {
  const { t } = useTranslation();
  const appraisers = names_of(study, "appraiser");
  const means = appraisers.map((appraiser) => {
    const own = study.means.filter((mean) => mean.appraiser === appraiser).map((mean) => mean.mean);
    return own.reduce((sum, one) => sum + one, 0) / own.length;
  });
  return (
    <Plot label={t("gauge.by_appraiser")} x_range={[0.5, appraisers.length + 0.5]} y_range={with_air(study.means.map((mean) => mean.mean))} x_names={appraisers} x_label={t("gauge.appraiser")}>
      {(scales) => (
        <>
          {study.means.map((mean, i) => <circle key={i} r="3" cx={scales.x(appraisers.indexOf(mean.appraiser) + 1)} cy={scales.y(mean.mean)} fill="var(--faint)" />)}
          <path className="plot-line" stroke="var(--info)" d={path_of(means.map((mean, i) => ({ x: i + 1, y: mean })), scales)} />
          {means.map((mean, i) => <rect key={i} x={scales.x(i + 1) - 5} y={scales.y(mean) - 5} width="10" height="10" fill="var(--info)" />)}
        </>
      )}
    </Plot>
  );
}
