// Every stream of readings, those under a control plan first.
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useStreams } from "@/api/queries";
import type { Stream } from "@/api/shapes";
import { Asked, Empty } from "@/widgets/asked";
import { ago_text, number_text, with_range } from "@/widgets/format";
import { Judged } from "@/widgets/judged";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { Table, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { stream_href } from "@/widgets/why";

export default function StreamsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const streams = useStreams();
  const words = usePlantWords();
  const [text, set_text] = useState("");
  useTrail([{ text: t("nav.streams") }]);
  const spec = (stream: Stream) => {
    const limits = words.lines.get(stream.id)?.specification;
    return limits ? with_range(limits.lower, limits.upper, stream.uom) : "";
  };
  const columns: Column<Stream>[] = [
    { id: "stream", title: t("column.stream"), phone: "title", csv: (one) => one.id, show: (one) => <b style={{ fontWeight: 550 }}>{words.stream_name(one.equipment, one.tag)}</b> },
    { id: "equipment", title: t("column.equipment"), csv: (one) => one.equipment, show: (one) => `${one.equipment} ${words.equipment_name(one.equipment)}`.trim() },
    { id: "tag", title: t("column.tag"), phone: "hide", csv: (one) => one.tag, show: (one) => <span className="mono">{one.tag}</span> },
    { id: "last", title: t("column.last_value"), num: true, phone: "badge", csv: (one) => one.last_value, show: (one) => <Judged value={one.last_value} uom={one.uom} limits={words.lines.get(one.id)?.specification} /> },
    { id: "spec", title: t("why.specification"), num: true, csv: spec, show: spec },
    {
      id: "plan", title: t("column.plan"), csv: (one) => words.lines.get(one.id)?.plan,
      show: (one) => {
        const line = words.lines.get(one.id);
        return line ? `${line.plan.replace("@", ` ${t("why.revision")} `)} · ${t("why.line", { line: line.line })}` : <span className="quiet">{t("streams.uncontrolled")}</span>;
      },
    },
    { id: "count", title: t("column.samples"), num: true, phone: "hide", csv: (one) => one.count, show: (one) => number_text(one.count) },
    { id: "age", title: t("column.age"), num: true, csv: (one) => one.last_time, show: (one) => (one.last_time ? ago_text(one.last_time) : "–") },
  ];
  const lower = text.trim().toLowerCase();
  return (
    <>
      <PageHead title={t("nav.streams")} plain={t("nav.streams")} />
      <div className="filters">
        <Input allowClear style={{ width: 260 }} value={text} placeholder={t("streams.find")} aria-label={t("streams.find")} onChange={(event) => set_text(event.target.value)} />
      </div>
      <div className="card">
        <Asked answer={streams} lines={8}>
          {({ items }) => {
            const shown = items
              .filter((one) => lower === "" || `${one.id} ${words.stream_name(one.equipment, one.tag)}`.toLowerCase().includes(lower))
              .toSorted((a, b) => Number(words.lines.has(b.id)) - Number(words.lines.has(a.id)) || a.id.localeCompare(b.id));
            if (items.length === 0) return <Empty title={t("streams.none")}><p>{t("streams.none_next")}</p></Empty>;
            if (shown.length === 0) return <Empty title={t("items.none_found")}><p>{t("items.none_found_next")}</p></Empty>;
            return <Table rows={shown} columns={columns} row_id={(one) => one.id} label={t("nav.streams")} open={(one) => navigate(stream_href(one.id))} />;
          }}
        </Asked>
      </div>
    </>
  );
}
