// What a gauge study found: the verdict in words, where the variation comes from, and the pictures that show why.
import { useTranslation } from "react-i18next";
import type { BySource, GaugeStudy } from "@/api/studies";
import { say } from "@/text";
import { fixed, number_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { Table, type Column } from "@/widgets/table";
import { ByAppraiser, ByPart, ComponentsPlot, Legend } from "./pictures";

const figure = (value: number | undefined) => (value === undefined ? "–" : number_text(Number(value.toPrecision(5)), { most: 10 }));
type Source = keyof BySource;
const sources: { key: Source; depth: number }[] = [
  { key: "total_grr", depth: 0 }, { key: "repeatability", depth: 1 }, { key: "reproducibility", depth: 1 }, { key: "appraiser", depth: 2 },
  { key: "interaction", depth: 2 }, { key: "part_to_part", depth: 0 }, { key: "total", depth: 0 },
];

export function Report({ study }: { study: GaugeStudy }) {
  const { t } = useTranslation();
  const tone = study.verdict === "acceptable" ? "" : study.verdict === "marginal" ? "warn" : "bad";
  return (
    <div className="stack">
      <section className="card" aria-live="polite">
        <h2><span className={`state ${tone}`} style={{ fontSize: 15 }}><Mark shape={tone === "" ? "tick" : tone === "warn" ? "triangle" : "square"} /> {t(`gauge.verdict.${study.verdict}`)}</span><span>ndc {study.ndc}</span></h2>
        <p>{say(study.text)}</p>
        {(study.ranges_beyond_limit ?? 0) > 0 && <p className="soft small" style={{ marginTop: 6 }}><Mark shape="triangle" /> {t("gauge.ranges_beyond", { count: study.ranges_beyond_limit ?? 0 })}</p>}
      </section>
      <div className="halves">
        <section className="card"><h2>{t("gauge.components")} <span>{t("gauge.components_hint")}</span></h2><ComponentsPlot study={study} /></section>
        <section className="card"><h2>{t("gauge.by_appraiser")} <span>{t("gauge.by_appraiser_hint")}</span></h2><ByAppraiser study={study} /></section>
        <section className="card"><h2>{t("gauge.by_part")} <span>{t("gauge.by_part_hint")}</span></h2><Legend study={study} /><ByPart study={study} what="mean" label={t("gauge.by_part")} /></section>
        <section className="card"><h2>{t("gauge.ranges")} <span>{t("gauge.ranges_hint")}</span></h2><Legend study={study} /><ByPart study={study} what="range" label={t("gauge.ranges")} /></section>
      </div>
      <Sources study={study} />
      <Anova study={study} />
    </div>
  );
}

function Sources({ study }: { study: GaugeStudy }) {
  const { t } = useTranslation();
  type Row = (typeof sources)[number];
  const column = (id: string, title: string, by: BySource | undefined, show: (value: number | undefined) => string, phone: Column<Row>["phone"]): Column<Row>[] =>
    by === undefined ? [] : [{ id, title, num: true, ...(phone ? { phone } : {}), show: (row) => show(by[row.key]) }];
  const percent = (value: number | undefined) => (value === undefined ? "–" : `${fixed(value, 2)} %`);
  return (
    <section className="card">
      <h2>{t("gauge.sources")} <span>{t("gauge.size", { parts: study.parts, appraisers: study.appraisers, trials: study.trials })}</span></h2>
      <Table<Row>
        rows={sources.filter((row) => study.sigma[row.key] !== undefined)} row_id={(row) => row.key} label={t("gauge.sources")}
        columns={[
          { id: "name", title: t("gauge.source"), phone: "title", show: (row) => <span className="placed" style={{ "--depth": row.depth } as React.CSSProperties}>{t(`gauge.source_name.${row.key}`)}</span> },
          ...column("variance", t("gauge.variance"), study.variance_components, figure, "named"),
          ...column("contribution", t("gauge.contribution"), study.percent_contribution, percent, "named"),
          ...column("sigma", "σ", study.sigma, figure, "named"),
          ...column("six", "6σ", study.study_variation, figure, "named"),
          ...column("study", t("gauge.of_study"), study.percent_study_variation, percent, "badge"),
          ...column("tolerance", t("gauge.of_tolerance"), study.percent_tolerance, percent, "named"),
        ]}
      />
    </section>
  );
}

function Anova({ study }: { study: GaugeStudy }) {
  const { t } = useTranslation();
  if (study.anova.length === 0) return null;
  const pooled = study.anova_pooled.length > 0;
  const p = (value: number | undefined) => (value === undefined ? "" : value < 0.0005 ? "< 0.0005" : fixed(value, 3));
  return (
    <section className="card">
      <h2>{t("gauge.anova")}</h2>
      {study.interaction_p !== undefined && <p className="soft small" style={{ marginBottom: 8 }}>{t(pooled ? "gauge.pooled" : "gauge.not_pooled", { p: fixed(study.interaction_p, 3) })}</p>}
      <Table
        rows={pooled ? study.anova_pooled : study.anova} row_id={(row) => row.source} label={t("gauge.anova")}
        columns={[
          { id: "source", title: t("gauge.source"), phone: "title", show: (row) => t(`gauge.anova_source.${row.source}`, { defaultValue: row.source }) },
          { id: "df", title: "df", num: true, phone: "named", show: (row) => row.df },
          { id: "ss", title: "SS", num: true, phone: "named", show: (row) => figure(row.sum_of_squares) },
          { id: "ms", title: "MS", num: true, phone: "named", show: (row) => (row.mean_square === undefined ? "" : figure(row.mean_square)) },
          { id: "f", title: "F", num: true, phone: "named", show: (row) => (row.f === undefined ? "" : fixed(row.f, 2)) },
          { id: "p", title: "p", num: true, phone: "badge", show: (row) => p(row.p) },
        ]}
      />
    </section>
  );
}
