// The curves of a plan: what it accepts, what is left after sorting, how many units it takes; and the figures beside them.
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SamplingCurve } from "@/api/shapes";
import { number_text } from "@/widgets/format";
import { percent_text, type Figure } from "./curve";
import { CurvePlot } from "./curve_plot";

const span_text = (least: number, most: number) => (most - least < 0.05 ? number_text(most, { most: 1 }) : `${number_text(least, { most: 1 })} … ${number_text(most, { most: 1 })}`);

export function CurveCard({ curve, aql, accept_at_aql }: { curve: SamplingCurve; aql?: number; accept_at_aql?: number | undefined }) {
  const { t } = useTranslation();
  const [figure, set_figure] = useState<Figure>("oc");
  const has_aoq = curve.points.some((point) => point.aoq !== undefined);
  const figures: Figure[] = has_aoq ? ["oc", "aoq", "asn"] : ["oc", "asn"];
  const sizes = curve.points.map((point) => point.asn);
  return (
    <section className="card">
      <h2>
        {t(`sampling.figure.${figure}`)}
        <Segmented size="small" value={figure} onChange={(value) => set_figure(value)} options={figures.map((value) => ({ value, label: t(`sampling.tab.${value}`) }))} />
      </h2>
      <div className="curve-and-facts">
        <CurvePlot curve={curve} figure={figure} aql={aql} />
        <dl className="facts">
          {accept_at_aql !== undefined && <><dt>{t("sampling.at_aql")}</dt><dd>{percent_text(accept_at_aql)}</dd></>}
          <dt>{t("sampling.p95")}</dt><dd>{percent_text(curve.p95)}</dd>
          <dt>{t("sampling.p50")}</dt><dd>{percent_text(curve.p50)}</dd>
          <dt>{t("sampling.p10")}</dt><dd>{percent_text(curve.p10)}</dd>
          {curve.aoql && <><dt>AOQL</dt><dd>{t("sampling.aoql", { aoq: percent_text(curve.aoql.aoq), p: percent_text(curve.aoql.p) })}</dd></>}
          <dt>{t("sampling.asn")}</dt><dd>{span_text(Math.min(...sizes), Math.max(...sizes))}</dd>
        </dl>
      </div>
    </section>
  );
}
