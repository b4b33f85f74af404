// One document, read only: any revision, with what it changed against the one before.
import { Button, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useDocument } from "@/api/queries";
import type { Document } from "@/api/shapes";
import { Asked } from "@/widgets/asked";
import { PageHead } from "@/widgets/page_head";
import { Table } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { useWho } from "@/widgets/who";
import { DifferencesView } from "./differences_view";
import { PlanTable } from "./plan_table";
import { marked_lines, yaml_text } from "./yaml";
import "./document.css";

export default function DocumentPage() {
  const { t } = useTranslation();
  const { kind = "", id = "" } = useParams();
  const navigate = useNavigate();
  const document = useDocument(kind, id);
  useTrail([{ text: t(`document.kind.${kind}`, { defaultValue: kind }), to: `/documents?kind=${kind}` }, { text: id }]);
  return (
    <>
      <PageHead title={id} plain={id} acts={<Button onClick={() => navigate(`/documents?kind=${kind}`)}>‹ {t(`document.kind.${kind}`, { defaultValue: kind })}</Button>} />
      <Asked answer={document} lines={10}>{({ revisions }) => <Revisions revisions={revisions.toSorted((a, b) => b.revision - a.revision)} />}</Asked>
    </>
  );
}

function Revisions({ revisions }: { revisions: Document[] }) {
  const { t } = useTranslation();
  const [search, set_search] = useSearchParams();
  const who = useWho();
  const wanted = Number(search.get("revision") ?? revisions[0]?.revision);
  const shown = revisions.find((one) => one.revision === wanted) ?? revisions[0];
  const against = Number(search.get("against") ?? "");
  const before = revisions.find((one) => one.revision === against && one !== shown) ?? revisions.find((one) => one.revision < (shown?.revision ?? 0));
  if (!shown) return null;
  const is_plan = shown.kind === "control_plan";
  const ways = [...(is_plan ? ["lines"] : []), "whole", ...(before ? ["changes"] : [])];
  const asked = search.get("show") ?? "";
  const way = ways.includes(asked) ? asked : ways[0]!;
  const changes = way === "changes" && before !== undefined;
  const set = (values: Record<string, string>) => set_search({ ...Object.fromEntries(search), ...values }, { replace: true });
  const text = yaml_text(shown.body).split("\n");
  const lines = changes ? marked_lines(yaml_text(before.body).split("\n"), text) : text.map((one) => ({ text: one, change: "" as const }));
  return (
    <div className={way === "lines" || (is_plan && changes) ? "stack" : "split"}>
      <section className="card">
        <h2 style={{ alignItems: "center" }}>
          {t("documents.revision", { revision: shown.revision })}
          {ways.length > 1 && (
            <Segmented
              size="small" value={way} onChange={(value) => set({ show: value })}
              options={ways.map((value) => ({ value, label: t(`documents.show.${value}`, { revision: before?.revision ?? "" }) }))}
            />
          )}
        </h2>
        {changes && revisions.length > 2 && (
          <p className="row" style={{ marginBottom: 10 }}>
            <span className="soft">{t("documents.against")}</span>
            <Select size="small" value={before.revision} aria-label={t("documents.against")} onChange={(value) => set({ against: String(value) })} options={revisions.filter((one) => one !== shown).map((one) => ({ value: one.revision, label: t("documents.revision", { revision: one.revision }) }))} />
          </p>
        )}
        {way === "lines" ? <PlanTable document={shown} /> : is_plan && changes ? <DifferencesView before={before} after={shown} /> : <pre className="source" tabIndex={0} aria-label={t("documents.whole")}>
          {lines.map((line, i) => (
            <div key={i} className={line.change}>
              <span aria-hidden="true">{line.change === "added" ? "+ " : line.change === "removed" ? "− " : "  "}</span>
              {line.text}
            </div>
          ))}
        </pre>}
      </section>
      <section className="card">
        <h2>{t("documents.revisions")}</h2>
        <Table
          rows={revisions} row_id={(one) => String(one.revision)} chosen={String(shown.revision)} label={t("documents.revisions")} open={(one) => set({ revision: String(one.revision) })}
          columns={[
            { id: "revision", title: t("column.revision"), phone: "title", show: (one) => <b>{one.revision}</b> },
            { id: "at", title: t("column.changed"), show: (one) => <When time={one.at} /> },
            { id: "by", title: t("column.by"), show: (one) => who(one.by) },
            { id: "state", title: t("column.state"), phone: "badge", show: (one) => (one.in_force ? <b>{t("documents.in_force")}</b> : <span className="quiet">{t("documents.superseded")}</span>) },
          ]}
        />
        <p className="quiet small" style={{ marginTop: 10 }}>{t("documents.how")}</p>
      </section>
    </div>
  );
}
