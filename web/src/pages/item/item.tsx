// The passport of a unit or a lot: where it is and whether it may go on, what ran on it, what was measured, and its genealogy.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { useItem } from "@/api/queries";
import type { ItemHistory, ItemMore, Run } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { number_text, quantity_text, with_range } from "@/widgets/format";
import { Judged } from "@/widgets/judged";
import { Mark } from "@/widgets/mark";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { ItemState } from "@/widgets/state";
import { Table } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { RuleTag, stream_href, verdict_href } from "@/widgets/why";
import { HeldBy, MayRun } from "./may_run";
import { Genealogy } from "./genealogy";
import { Contents, ItemHolds } from "./item_more";
import { TimeLine } from "./time_line";
import "./item.css";

export default function ItemPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const kind = useLocation().pathname.startsWith("/lots/") ? "lot" : "unit";
  const item = useItem(kind, id);
  useTrail([{ text: t("nav.items"), to: kind === "lot" ? "/items?kind=lot" : "/items" }, { text: id }]);
  return <Asked answer={item} lines={10}>{(history) => <Passport key={`${kind} ${id}`} history={history} />}</Asked>;
}

function Passport({ history }: { history: ItemHistory }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { item } = history;
  const { holds, contents } = history as ItemMore;
  // A received lot or a box has only its genealogy.
  const bare = item.kind === "lot" && history.runs.length + history.verdicts.length + history.measurements.length === 0;
  const where = [
    item.shipped_to && t("item.at.customer", { to: item.shipped_to }),
    item.inside && t("item.at.inside", { box: item.inside }),
    !item.shipped_to && !item.inside && item.equipment && t("item.at.equipment", { equipment: item.equipment }),
  ].filter(Boolean);
  return (
    <>
      <PageHead title={item.id} plain={item.id} acts={<Button onClick={() => navigate(`/${item.kind}s/${encodeURIComponent(item.id)}/passport`)}>{t("passport.open")}</Button>}>
        <span className="tag">{t(`palette.kind.${item.kind}`)}</span>
        <ItemState state={item.state} />
        {item.kind === "unit" && <HeldBy item={item} />}
        <span className="sub">
          {[item.material, quantity_text(item, t), item.supplier ? t("item.from", { supplier: item.supplier }) : "", ...where].filter(Boolean).join(" · ")}
        </span>
        <span className="quiet small">
          {t("item.since")} <When time={item.created_at} />
        </span>
      </PageHead>
      {history.runs.length > 0 && (
        <section className="card" style={{ marginBottom: 14 }}>
          <h2>{t("item.time_line")}</h2>
          <TimeLine history={history} holds={(holds ?? []).map((one) => one.id)} />
        </section>
      )}
      {bare ? (
        <div className="stack">
          {holds && <ItemHolds holds={holds} />}
          {contents && contents.count > 0 && <Contents contents={contents} />}
          <Genealogy item={item} />
        </div>
      ) : (
        <div className="halves">
          <div className="stack">
            {item.kind === "unit" && <MayRun item={item} />}
            {holds && <ItemHolds holds={holds} />}
            {contents && contents.count > 0 && <Contents contents={contents} />}
            {(item.kind === "unit" || history.runs.length > 0) && <Runs runs={history.runs} />}
            <Verdicts history={history} />
            {(item.kind === "unit" || history.measurements.length > 0) && <Measurements history={history} />}
          </div>
          <Genealogy item={item} />
        </div>
      )}
    </>
  );
}

function Runs({ runs }: { runs: Run[] }) {
  const { t, i18n } = useTranslation();
  const words = usePlantWords();
  return (
    <section className="card">
      <h2>{t("item.runs")}</h2>
      {runs.length === 0 && <Empty title={t("item.no_runs")}><p>{t("item.no_runs_what")}</p></Empty>}
      <ol className="runs">
        {runs.map((run) => (
          <li key={run.number} className={run.result === "fail" ? "failed" : ""}>
            <span className={run.result === "fail" ? "bad" : "soft"}>
              <Mark shape={run.result === "pass" ? "tick" : run.result === "fail" ? "square" : "play"} />
            </span>
            <div>
              <div className="between">
                <b>
                  {run.operation} {words.operation_name(run.operation)}
                </b>
                <span className="quiet small">
                  <When time={run.started_at} />
                </span>
              </div>
              <p className="soft small">
                <Link className="link" to={`/equipment/${encodeURIComponent(run.equipment)}`}>{run.equipment}</Link>
                {run.person && ` · ${run.person}`} · {run.result ? t(`run.${run.result}`) : t("run.going")}
                {run.defect && <b className="bad"> · {i18n.exists(`defect.${run.defect}`) ? t(`defect.${run.defect}`) : run.defect}</b>}
                {run.ended_at && ` · ${number_text((new Date(run.ended_at).getTime() - new Date(run.started_at).getTime()) / 1000, { most: 1 })} s`}
              </p>
              {Object.keys(run.parameters).length > 0 && (
                <p className="parameters small">
                  {Object.entries(run.parameters).map(([name, value]) => (
                    <span key={name}>
                      <span className="quiet">{name.replaceAll("_", " ")}</span> {number_text(value)}
                    </span>
                  ))}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Verdicts({ history }: { history: ItemHistory }) {
  const { t } = useTranslation();
  if (history.verdicts.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("stream.verdicts")}</h2>
      <Table
        rows={history.verdicts} row_id={(verdict) => verdict.id} label={t("stream.verdicts")}
        columns={[
          { id: "time", title: t("column.time"), show: (verdict) => <When time={verdict.time} /> },
          { id: "found", title: t("column.found"), phone: "title", show: (verdict) => <RuleTag verdict={verdict} /> },
          { id: "why", title: t("column.why"), phone: "full", show: (verdict) => <Link className="link wraps" to={verdict_href(verdict)}>{say(verdict.text)}</Link> },
        ]}
      />
    </section>
  );
}

const few = 12;
function Measurements({ history }: { history: ItemHistory }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const rows = history.measurements;
  const [all, set_all] = useState(false);
  return (
    <section className="card">
      <h2>
        {t("item.measurements")} <span>{rows.length > 0 && t("table.all", { count: rows.length })}</span>
      </h2>
      {rows.length === 0 ? (
        <Empty title={t("item.no_measurements")}><p>{t("item.no_measurements_what")}</p></Empty>
      ) : (
        <>
          <Table
            rows={all ? rows : rows.slice(0, few)} row_id={(one) => `${one.stream} ${one.time}`} label={t("item.measurements")}
            columns={[
              { id: "time", title: t("column.time"), show: (one) => <When time={one.time} /> },
              { id: "stream", title: t("column.stream"), phone: "title", show: (one) => <Link className="link wraps" to={stream_href(one.stream)}>{words.stream_name(one.equipment, one.tag)}</Link> },
              { id: "equipment", title: t("column.equipment"), show: (one) => one.equipment },
              { id: "value", title: t("column.value"), num: true, phone: "badge", show: (one) => <Judged value={one.value} uom={one.uom} limits={words.lines.get(one.stream)?.specification} /> },
              {
                id: "spec", title: t("why.specification"), num: true,
                show: (one) => {
                  const spec = words.lines.get(one.stream)?.specification;
                  return spec ? <span className="soft">{with_range(spec.lower, spec.upper, one.uom)}</span> : "";
                },
              },
            ]}
          />
          {rows.length > few && !all && (
            <div className="table-foot">
              <Button size="small" onClick={() => set_all(true)}>{t("table.show_all", { count: rows.length })}</Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
