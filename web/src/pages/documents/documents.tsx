// What the plant is made of, as documents: control plans first, then equipment, operations and the rest.
import { Segmented } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { usePlant } from "@/api/queries";
import type { Document, Text } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { PageHead } from "@/widgets/page_head";
import { Table, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { useWho } from "@/widgets/who";

const order = ["control_plan", "equipment", "operation", "material", "source", "target", "role", "person"];

export default function DocumentsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const who = useWho();
  const plant = usePlant();
  const [search, set_search] = useSearchParams();
  const kind = search.get("kind") ?? "control_plan";
  useTrail([{ text: t("nav.documents") }]);
  const columns: Column<Document>[] = [
    { id: "id", title: t("column.document"), phone: "title", show: (one) => <b className="keep">{one.id}</b> },
    { id: "name", title: t("column.name"), phone: "full", show: (one) => about(one, t) },
    { id: "revision", title: t("column.revision"), num: true, phone: "badge", show: (one) => <span>{t("why.revision")} {one.revision}</span> },
    { id: "by", title: t("column.by"), show: (one) => who(one.by) },
    { id: "at", title: t("column.changed"), show: (one) => <When time={one.at} /> },
  ];
  return (
    <>
      <PageHead title={t("nav.documents")} plain={t("nav.documents")} />
      <Asked answer={plant} lines={8}>
        {({ items }) => {
          const kinds = [...new Set([...order, ...items.map((one) => one.kind)])].filter((one) => one === "control_plan" || items.some((item) => item.kind === one));
          const shown = items.filter((one) => one.kind === kind).toSorted((a, b) => a.id.localeCompare(b.id));
          return (
            <>
              <div className="filters" style={{ overflowX: "auto" }}>
                <Segmented value={kind} onChange={(value) => set_search(value === "control_plan" ? {} : { kind: value })} options={kinds.map((value) => ({ value, label: t(`document.kind.${value}`) }))} />
              </div>
              <div className="card">
                {shown.length === 0 ? (
                  <Empty title={t("documents.none")}>
                    <p>{t("documents.none_next")}</p>
                    <code className="mono">jidoka apply plant/</code>
                  </Empty>
                ) : (
                  <Table rows={shown} columns={columns} row_id={(one) => one.id} label={t("nav.documents")} open={(one) => navigate(`/documents/${one.kind}/${encodeURIComponent(one.id)}`)} />
                )}
              </div>
            </>
          );
        }}
      </Asked>
    </>
  );
}

function about(document: Document, t: TFunction): string {
  const body = (document.body ?? {}) as { name?: Text; part?: string; mode?: string; lines?: unknown[] };
  if (document.kind !== "control_plan") return say(body.name);
  return [body.part, t("documents.lines", { count: body.lines?.length ?? 0 }), body.mode ? t(`mode.${body.mode}`) : ""].filter(Boolean).join(" · ");
}
