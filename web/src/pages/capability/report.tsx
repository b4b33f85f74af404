// What a capability study found: the verdict in words, the indices with how surely they are known, and on which assumptions. Of a
// process that is not in control no index is shown: it would be no forecast.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Capability } from "@/api/studies";
import { say } from "@/text";
import { fixed, number_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { Table } from "@/widgets/table";
import { HistogramPlot, ProbabilityPlot } from "./pictures";

const index_text = (value: number | undefined) => (value === undefined ? "–" : fixed(value, 2));
const interval_text = (interval: number[] | undefined) => (interval?.length === 2 ? `${fixed(interval[0], 2)} … ${fixed(interval[1], 2)}` : "");
const figure = (value: number | undefined) => (value === undefined ? "–" : number_text(Number(value.toPrecision(5)), { most: 9 }));

export function Report({ study, uom, chart }: { study: Capability; uom: string; chart: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <Verdict study={study} chart={chart} />
      <Indices study={study} />
      <div className="halves">
        <section className="card">
          <h2>{t("capability.histogram")} <span>{t(`capability.shape.${study.distribution}`)}</span></h2>
          <HistogramPlot study={study} uom={uom} />
        </section>
        <section className="card">
          <h2>{t("capability.probability")} <span>{t("capability.probability_hint")}</span></h2>
          <ProbabilityPlot study={study} />
        </section>
      </div>
      <div className="halves">
        <Process study={study} />
        <Parts study={study} />
      </div>
      <Distribution study={study} />
    </div>
  );
}

function Verdict({ study, chart }: { study: Capability; chart: string | undefined }) {
  const { t } = useTranslation();
  const tone = study.verdict === "capable" ? "" : study.verdict === "not_stable" || study.verdict === "not_capable" ? "bad" : "warn";
  const others = (study.notes ?? []).filter((note) => note.code !== "not_stable");
  const needed = study.observed_needed;
  return (
    <section className="card" aria-live="polite">
      <h2><span className={`state ${tone}`} style={{ fontSize: 15 }}><Mark shape={study.verdict === "capable" ? "tick" : tone === "bad" ? "square" : "triangle"} /> {t(`capability.verdict.${study.verdict}`)}</span></h2>
      {study.verdict === "not_stable" ? (
        <p>
          {t("capability.not_stable_what", { count: study.control.signal_count, chart: t(`capability.chart.${study.control.chart}`) })}{" "}
          {chart && <Link className="link" to={chart}>{t("capability.open_chart")}</Link>}
        </p>
      ) : (
        <p>{needed === undefined ? t("capability.never_sure", { required: fixed(study.required, 2), n: study.n }) : t("capability.needed", { required: fixed(study.required, 2), needed: fixed(needed, 2), n: study.n, confidence: number_text(study.confidence * 100, { most: 2 }) })}</p>
      )}
      {others.map((note) => <p key={note.code} className="soft small" style={{ marginTop: 6 }}><Mark shape="triangle" /> {say(note.text)}</p>)}
    </section>
  );
}

function Indices({ study }: { study: Capability }) {
  const { t } = useTranslation();
  const stable = study.verdict !== "not_stable";
  const tile = (name: string, what: string, index: number | undefined, interval?: number[]) =>
    index === undefined ? null : (
      <div className="tile">
        <dt><b>{name}</b> {what}</dt>
        {stable ? <dd className="big">{index_text(index)}</dd> : <dd className="state bad"><Mark shape="square" /> {t("capability.verdict.not_stable")}</dd>}
        {stable && interval && <dd className="soft small">{interval_text(interval)}</dd>}
        <dd className="quiet small">n {study.n} · {t(`capability.shape.${study.distribution}`)}</dd>
      </div>
    );
  return (
    <dl className="tiles">
      {tile("Cpk", t("capability.within"), study.cpk, study.cpk_interval)}
      {tile("Cp", t("capability.within"), study.cp, study.cp_interval)}
      {tile("Ppk", t("capability.overall"), study.ppk, study.ppk_interval)}
      {tile("Pp", t("capability.overall"), study.pp, study.pp_interval)}
      {tile("Cpm", t("capability.about_target"), study.cpm, study.cpm_interval)}
    </dl>
  );
}

function Process({ study }: { study: Capability }) {
  const { t } = useTranslation();
  const row = (name: string, value: React.ReactNode) => (<><dt>{name}</dt><dd>{value}</dd></>);
  return (
    <section className="card">
      <h2>{t("capability.process")}</h2>
      <dl className="facts">
        {row("n", `${number_text(study.n)} · ${study.subgroup_size === 1 ? t("capability.single") : t("capability.subgroups_of", { count: study.subgroups, size: study.subgroup_size ?? "–" })}`)}
        {row(t("capability.mean"), number_text(Number(study.mean.toPrecision(8)), { most: 9 }))}
        {row(t("capability.sigma_within"), `${figure(study.sigma_within)} · ${t(`capability.sigma.${study.sigma_method}`)}`)}
        {row(t("capability.sigma_overall"), figure(study.sigma_overall))}
        {study.sigma_between !== undefined && row(t("capability.sigma_between"), figure(study.sigma_between))}
        {study.cpk_between_within !== undefined && study.verdict !== "not_stable" && row(t("capability.between_within"), index_text(study.cpk_between_within))}
      </dl>
    </section>
  );
}

function Parts({ study }: { study: Capability }) {
  const { t } = useTranslation();
  const { observed, within, overall } = study.ppm;
  const rows = [
    { name: t("capability.observed"), ...observed },
    ...(within ? [{ name: t("capability.expected_within"), ...within }] : []),
    { name: t("capability.expected_overall"), ...overall },
  ];
  return (
    <section className="card">
      <h2>{t("capability.ppm")} <span>{t("capability.ppm_hint")}</span></h2>
      <Table
        rows={rows} row_id={(one) => one.name} label={t("capability.ppm")}
        columns={[
          { id: "name", title: "", phone: "title", show: (one) => one.name },
          { id: "below", title: t("capability.below"), num: true, phone: "named", show: (one) => figure(one.below) },
          { id: "above", title: t("capability.above"), num: true, phone: "named", show: (one) => figure(one.above) },
          { id: "total", title: t("capability.total"), num: true, phone: "badge", show: (one) => figure(one.total) },
        ]}
      />
    </section>
  );
}

// Why this distribution: what the tests say, and what was compared.
function Distribution({ study }: { study: Capability }) {
  const { t } = useTranslation();
  const { anderson_darling, shapiro_wilk, rejected } = study.normality;
  const p = (value: number | undefined) => (value === undefined ? "–" : value < 0.0005 ? "< 0.0005" : fixed(value, 3));
  return (
    <section className="card">
      <h2>{t("capability.distribution")} <span>{t(`capability.method.${study.method}`)}</span></h2>
      <p>{t(rejected ? "capability.normal_rejected" : "capability.normal_kept")} {rejected && study.candidates.length > 0 && t("capability.best_taken")}</p>
      <p className="soft small" style={{ margin: "4px 0 10px" }}>
        {anderson_darling && `Anderson-Darling A² ${fixed(anderson_darling.statistic, 3)}, p ${p(anderson_darling.p)}`}
        {anderson_darling && shapiro_wilk && " · "}
        {shapiro_wilk && `Shapiro-Wilk W ${fixed(shapiro_wilk.statistic, 4)}, p ${p(shapiro_wilk.p)}`}
        {study.distribution !== "normal" && ` · ${study.fit.parameters.map((one) => `${one.name} ${figure(one.value)}`).join(", ")}`}
      </p>
      {study.candidates.length > 0 && (
        <Table
          rows={study.candidates} row_id={(fit) => fit.distribution} label={t("capability.compared")} chosen={study.distribution}
          columns={[
            { id: "name", title: t("capability.compared"), phone: "title", show: (fit) => <>{t(`capability.shape.${fit.distribution}`)} {fit.distribution === study.distribution && <span className="tag info"><Mark shape="tick" /> {t("capability.chosen")}</span>}</> },
            { id: "aic", title: "AIC", num: true, phone: "named", show: (fit) => number_text(fit.aic, { least: 1, most: 1 }) },
            { id: "ad", title: "A²", num: true, phone: "named", show: (fit) => fixed(fit.anderson_darling.statistic, 3) },
            { id: "p", title: "p", num: true, phone: "named", show: (fit) => p(fit.anderson_darling.p) },
            { id: "low", title: "x0.135 %", num: true, phone: "named", show: (fit) => figure(fit.x0135) },
            { id: "high", title: "x99.865 %", num: true, phone: "named", show: (fit) => figure(fit.x99865) },
          ]}
        />
      )}
    </section>
  );
}
