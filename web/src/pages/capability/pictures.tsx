// The two pictures of a capability study: values against their limits, and against the distribution that is assumed of them.
import { useTranslation } from "react-i18next";
import type { Capability } from "@/api/studies";
import { path_of, Plot, Upright, with_air } from "@/widgets/plot";

export function HistogramPlot({ study, uom }: { study: Capability; uom: string }) {
  const { t } = useTranslation();
  const { from, width, counts, curve } = study.histogram;
  const { lower, target, upper } = study.specification;
  const x_range = with_air([...curve.map((point) => point.x), from, from + width * counts.length, ...[lower, upper].filter((limit) => limit !== undefined)], 0.03);
  const top = Math.max(...counts, ...curve.map((point) => point.count)) * 1.12;
  return (
    <Plot label={t("capability.histogram_label", { n: study.n })} x_range={x_range} y_range={[0, top]} x_label={uom} y_label={t("capability.values")}>
      {(scales) => (
        <>
          {counts.map((count, i) => {
            const left = scales.x(from + i * width);
            const right = scales.x(from + (i + 1) * width);
            return <rect key={i} className="plot-bar" x={left + 0.5} width={Math.max(0.5, right - left - 1)} y={scales.y(count)} height={scales.bottom - scales.y(count)} />;
          })}
          <path className="plot-curve" d={path_of(curve.map(({ x, count }) => ({ x, y: count })), scales)} />
          {lower !== undefined && <Upright at={lower} name={t("capability.lsl")} scales={scales} kind="limit" />}
          {target !== undefined && <Upright at={target} name={t("capability.target")} scales={scales} kind="centre" />}
          {upper !== undefined && <Upright at={upper} name={t("capability.usl")} scales={scales} kind="limit" />}
        </>
      )}
    </Plot>
  );
}

export function ProbabilityPlot({ study }: { study: Capability }) {
  const { t } = useTranslation();
  const points = study.probability_plot;
  const x_range = with_air(points.map((point) => point.expected));
  const y_range = with_air(points.map((point) => point.value));
  const ends = [Math.max(x_range[0], y_range[0]), Math.min(x_range[1], y_range[1])];
  return (
    <Plot label={t("capability.probability_label")} x_range={x_range} y_range={y_range} x_label={t("capability.expected")} y_label={t("capability.actual")}>
      {(scales) => (
        <>
          <path className="plot-curve" d={path_of(ends.map((end) => ({ x: end, y: end })), scales)} />
          {points.map((point, i) => <circle key={i} className="plot-dot" r="2.4" cx={scales.x(point.expected)} cy={scales.y(point.value)} />)}
        </>
      )}
    </Plot>
  );
}
