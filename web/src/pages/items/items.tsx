// Units and lots, found by any part of their number, by material and by state. The filters live in the address.
import { Input, Segmented, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useItems } from "@/api/queries";
import type { Item } from "@/api/shapes";
import { Empty } from "@/widgets/asked";
import { quantity_text } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { ItemState } from "@/widgets/state";
import { ListTable, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";

const states: Item["state"][] = ["available", "in_process", "consumed", "packed", "shipped", "scrapped"];

export default function ItemsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = usePlantWords();
  const [search, set_search] = useSearchParams();
  const kind = search.get("kind") === "lot" ? "lot" : "unit";
  const text = search.get("text") ?? "";
  const state = search.get("state") ?? "";
  const [typed, set_typed] = useState(text);
  const change = (name: string, value: string) =>
    set_search((before) => {
      const after = new URLSearchParams(before);
      if (value === "") after.delete(name);
      else after.set(name, value);
      return after;
    }, { replace: true });
  useEffect(() => {
    const timer = setTimeout(() => typed !== text && change("text", typed), 200);
    return () => clearTimeout(timer);
  });
  const list = useItems(kind, { text, state });
  useTrail([{ text: t("nav.items") }]);
  const columns: Column<Item>[] = [
    { id: "id", title: t(kind === "unit" ? "column.unit" : "column.lot"), phone: "title", show: (item) => <b className="keep">{item.id}</b>, csv: (item) => item.id },
    { id: "material", title: t("column.material"), show: (item) => item.material, csv: (item) => item.material },
    { id: "state", title: t("column.state"), phone: "badge", show: (item) => <ItemState state={item.state} />, csv: (item) => item.state },
    ...(kind === "lot"
      ? ([
          { id: "quantity", title: t("column.quantity"), num: true, show: (item) => quantity_text(item, t), csv: (item) => item.quantity },
          { id: "supplier", title: t("column.supplier"), show: (item) => item.supplier ?? "", csv: (item) => item.supplier },
        ] satisfies Column<Item>[])
      : []),
    ...(kind === "unit"
      ? ([{
          id: "operation", title: t("column.operation"), csv: (item) => item.operation,
          show: (item) => (item.operation ? `${item.operation} ${words.operation_name(item.operation)}` : ""),
        }] satisfies Column<Item>[])
      : []),
    { id: "where", title: t("column.where"), show: (item) => item.shipped_to ?? item.inside ?? item.equipment ?? "", csv: (item) => item.shipped_to ?? item.inside ?? item.equipment },
    { id: "changed", title: t("column.changed"), show: (item) => <When time={item.changed_at} />, csv: (item) => item.changed_at },
  ];
  return (
    <>
      <PageHead title={t("nav.items")} plain={t("nav.items")} />
      <div className="filters">
        <Segmented value={kind} options={[{ value: "unit", label: t("items.units") }, { value: "lot", label: t("items.lots") }]} onChange={(value) => change("kind", value === "lot" ? "lot" : "")} />
        <Input allowClear style={{ width: 260 }} value={typed} placeholder={t(kind === "unit" ? "items.find_unit" : "items.find_lot")} aria-label={t(kind === "unit" ? "items.find_unit" : "items.find_lot")} onChange={(event) => set_typed(event.target.value)} />
        <Select
          style={{ width: 150 }} value={state} aria-label={t("column.state")} onChange={(value) => change("state", value)}
          options={[{ value: "", label: t("filter.any_state") }, ...states.map((value) => ({ value, label: t(`item.state.${value}`) }))]}
        />
      </div>
      <div className="card">
        <ListTable<Item>
          list={list} columns={columns} row_id={(item) => item.id} label={t(kind === "unit" ? "items.units" : "items.lots")}
          open={(item) => navigate(`/${item.kind}s/${encodeURIComponent(item.id)}`)}
          empty={
            <Empty title={t(text || state ? "items.none_found" : kind === "unit" ? "items.no_units" : "items.no_lots")}>
              <p>{t(text || state ? "items.none_found_next" : kind === "unit" ? "items.no_units_next" : "items.no_lots_next")}</p>
            </Empty>
          }
        />
      </div>
    </>
  );
}
