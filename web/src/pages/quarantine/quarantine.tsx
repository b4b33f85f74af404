// Readings that are not trusted, each with the reason; corrected and replayed, or discarded.
import { Button, Checkbox, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { items_of, useQuarantine } from "@/api/queries";
import type { QuarantinedReading, RawReading } from "@/api/shapes";
import { say } from "@/text";
import { Empty } from "@/widgets/asked";
import { use_keys } from "@/widgets/keys";
import { PageHead } from "@/widgets/page_head";
import { ListTable, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { Bulk } from "./bulk";
import { Settle } from "./settle";

export const raw_of = (one: QuarantinedReading) => (one.reading ?? {}) as RawReading;

export default function QuarantinePage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const [search, set_search] = useSearchParams();
  const state = search.get("state") ?? "open";
  const list = useQuarantine(state === "all" ? undefined : state);
  const keep = state === "open" ? "" : `?state=${state}`;
  useTrail([{ text: t("nav.quarantine"), to: "/quarantine" }, ...(id ? [{ text: id }] : [])]);
  const leave = () => navigate(`/quarantine${keep}`);
  use_keys((key) => key === "Escape" && id !== undefined && (leave(), true));
  const chosen = items_of<QuarantinedReading>(list).find((one) => one.id === id);
  const [picked, set_picked] = useState<ReadonlySet<string>>(new Set());
  const open_ones = items_of<QuarantinedReading>(list).filter((one) => one.state === "open");
  const pick = (one: string) => {
    const next = new Set(picked);
    if (!next.delete(one)) next.add(one);
    set_picked(next);
  };
  const columns: Column<QuarantinedReading>[] = [
    ...(id
      ? []
      : ([{ id: "pick", title: "", phone: "hide", show: (one) => one.state === "open" && <Checkbox checked={picked.has(one.id)} onClick={(event) => event.stopPropagation()} onChange={() => pick(one.id)} aria-label={t("quarantine.choose", { id: one.id })} /> }] satisfies Column<QuarantinedReading>[])),
    { id: "id", title: t("column.reading"), phone: "title", show: (one) => <b className="keep">{one.id}</b>, csv: (one) => one.id },
    { id: "text", title: t("column.why"), phone: "full", show: (one) => say(one.text), csv: (one) => say(one.text) },
    { id: "stream", title: t("column.stream"), show: (one) => <span className="mono keep">{raw_of(one).equipment}/{raw_of(one).tag}</span>, csv: (one) => `${raw_of(one).equipment}/${raw_of(one).tag}` },
    { id: "value", title: t("column.value"), num: true, phone: "badge", show: (one) => `${raw_of(one).value ?? ""} ${raw_of(one).uom ?? ""}`, csv: (one) => raw_of(one).value },
    ...(id ? [] : ([{ id: "source", title: t("column.source"), show: (one) => one.source, csv: (one) => one.source }] satisfies Column<QuarantinedReading>[])),
    { id: "at", title: t("column.time"), show: (one) => <When time={one.at} />, csv: (one) => one.at },
  ];
  return (
    <>
      <PageHead
        title={t("nav.quarantine")} plain={id ?? t("nav.quarantine")} above_one={chosen !== undefined}
        acts={
          <Segmented
            value={state} onChange={(value) => set_search(value === "open" ? {} : { state: value })}
            options={["open", "replayed", "discarded", "all"].map((value) => ({ value, label: value === "all" ? t("filter.all") : t(`quarantine.state.${value}`) }))}
          />
        }
      />
      {!id && open_ones.length > 1 && (
        <div className="filters">
          <Checkbox checked={picked.size > 0 && open_ones.every((one) => picked.has(one.id))} indeterminate={picked.size > 0 && !open_ones.every((one) => picked.has(one.id))} onChange={(event) => set_picked(new Set(event.target.checked ? open_ones.map((one) => one.id) : []))}>{t("quarantine.choose_all", { count: open_ones.length })}</Checkbox>
        </div>
      )}
      {!id && <Bulk chosen={open_ones.filter((one) => picked.has(one.id))} clear={() => set_picked(new Set())} />}
      <div className={chosen ? "split" : ""}>
        <div className={`card ${chosen ? "beside" : ""}`}>
          <ListTable<QuarantinedReading>
            list={list} columns={columns} row_id={(one) => one.id} chosen={id} label={t("nav.quarantine")} open={(one) => navigate(`/quarantine/${one.id}${keep}`)}
            empty={
              <Empty title={t("quarantine.none")}>
                <p>{t("quarantine.none_what")}</p>
              </Empty>
            }
          />
        </div>
        {chosen && (
          <div className="stack">
            <Button className="back" onClick={leave}>
              ‹ {t("nav.quarantine")}
            </Button>
            <Settle key={chosen.id} reading={chosen} done={leave} />
          </div>
        )}
      </div>
    </>
  );
}
