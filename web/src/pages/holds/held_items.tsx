// What a hold covers, by where each thing is now: at work, in stock, packed, shipped and to whom. One can be let go or scrapped here.
import { Button, Segmented } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { path } from "@/api/client";
import { items_of, useHoldItems, useVerb } from "@/api/queries";
import type { Hold, Item } from "@/api/shapes";
import { Asked, Empty } from "@/widgets/asked";
import { csv_text, offer_file } from "@/widgets/csv";
import { number_text } from "@/widgets/format";
import { VerbButton } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { ItemState } from "@/widgets/state";
import { Table, type Column } from "@/widgets/table";
import { tell } from "@/widgets/toasts";

export const item_href = (item: Pick<Item, "kind" | "id">) => `/${item.kind}s/${encodeURIComponent(item.id)}`;
// The farther away, the sooner somebody must act.
const order: Item["state"][] = ["shipped", "packed", "in_process", "available", "consumed", "scrapped"];
const a_page = 1000;
const most = 20_000;
const shown_at_once = 200;

export function HeldItems({ hold, release }: { hold: Hold; release: (item: Item) => void }) {
  const { t } = useTranslation();
  const [search, set_search] = useSearchParams();
  const [scrapping, set_scrapping] = useState<Item | null>(null);
  const [shown, set_shown] = useState(shown_at_once);
  const list = useHoldItems(hold.id, a_page);
  const items = items_of<Item>(list);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && items.length < most) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, items.length]);
  const scrap = useVerb<{ item: Item; reason: string }>(({ item }) => path(`${item.kind}s`, item.id, "scrap"), ({ reason }) => ({ reason }), ["items", "holds", "board"]);
  const where = (item: Item) =>
    item.shipped_to ? t("item.at.customer", { to: item.shipped_to }) : item.inside ? t("item.at.inside", { box: item.inside }) : item.state === "in_process" && item.equipment ? t("item.at.equipment", { equipment: item.equipment }) : (item.equipment ?? "");
  const counts = useMemo(() => new Map(order.map((state) => [state, items.filter((item) => item.state === state).length])), [items]);
  const customers = useMemo(() => [...new Set(items.flatMap((item) => (item.shipped_to ? [item.shipped_to] : [])))], [items]);
  const place = (search.get("at") ?? "") as Item["state"] | "";
  const rows = useMemo(() => items.filter((item) => place === "" || item.state === place).toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.shipped_to ?? "").localeCompare(b.shipped_to ?? "") || (a.id < b.id ? -1 : 1)), [items, place]);
  const may_end = (item: Item) => !["scrapped", "shipped", "consumed"].includes(item.state);
  const columns: Column<Item>[] = [
    { id: "id", title: t("column.item"), phone: "title", csv: (item) => item.id, show: (item) => <Link className="link" to={item_href(item)}>{item.id}</Link> },
    { id: "material", title: t("column.material"), csv: (item) => item.material, show: (item) => <span className="keep">{item.material}</span> },
    { id: "state", title: t("column.state"), phone: "badge", csv: (item) => t(`item.state.${item.state}`), show: (item) => <ItemState state={item.state} /> },
    { id: "where", title: t("column.where"), csv: where, show: (item) => <span className="keep">{where(item)}</span> },
    {
      id: "verb", title: "", phone: "verb",
      show: (item) =>
        hold.state === "active" ? (
          <span className="row" style={{ justifyContent: "flex-end", gap: 4 }}>
            <VerbButton permission="holds.release" role={hold.release_role} size="small" onClick={() => release(item)}>
              {t("hold.release_single")}
            </VerbButton>
            {may_end(item) && <VerbButton permission="produce" size="small" onClick={() => set_scrapping(item)}>{t("hold.scrap")}</VerbButton>}
          </span>
        ) : null,
    },
  ];
  const named = [{ title: t("column.hold"), csv: () => hold.id }, ...columns, { title: t("hold.customer"), csv: (item: Item) => item.shipped_to }];
  return (
    <section className="card">
      <h2>{t("hold.items")} <span>{isFetchingNextPage && t("asked.loading")}</span></h2>
      <Asked answer={list}>
        {() =>
          items.length === 0 ? (
            <Empty title={t("hold.nothing")}><p>{t("hold.nothing_what")}</p></Empty>
          ) : (
            <>
              <Segmented
                size="small" value={place} style={{ marginBottom: 10 }} onChange={(value) => set_search((before) => ({ ...Object.fromEntries([...before].filter(([name]) => name !== "at")), ...(value ? { at: value } : {}) }), { replace: true })}
                options={[{ value: "", label: `${t("filter.all")} ${number_text(items.length)}` }, ...order.filter((state) => counts.get(state)! > 0).map((state) => ({ value: state as string, label: `${t(`item.state.${state}`)} ${number_text(counts.get(state))}` }))]}
              />
              {customers.length > 0 && (place === "" || place === "shipped") && <p className="bad" style={{ marginBottom: 8, fontWeight: 550 }}>{t("hold.tell_customers", { who: customers.join(t("hold.and")) })}</p>}
              <Table<Item> rows={rows.slice(0, shown)} columns={columns} row_id={(item) => `${item.kind} ${item.id}`} label={`${hold.id} ${t("hold.items")}`} />
              <div className="table-foot">
                <span>{t(hasNextPage ? "table.first" : "table.all", { count: rows.length })}</span>
                <span className="row">
                  {rows.length > shown && <Button size="small" onClick={() => set_shown(shown + 1000)}>{t("table.more")}</Button>}
                  <Button size="small" type="text" disabled={hasNextPage && items.length < most} onClick={() => offer_file(`${hold.id}.csv`, csv_text(named, rows))}>{t("table.csv")}</Button>
                </span>
              </div>
            </>
          )
        }
      </Asked>
      <ReasonDialog
        open={scrapping !== null} title={t("hold.scrap_title", { item: scrapping?.id ?? "" })} verb={t("hold.scrap")} label={t("reason.label")} danger done={() => set_scrapping(null)}
        act={async (reason) => {
          await scrap.mutateAsync({ item: scrapping!, reason });
          tell(t("hold.scrapped", { item: scrapping!.id }));
        }}
      >
        <p style={{ marginBottom: 12 }}>{t("hold.scrap_what")}</p>
      </ReasonDialog>
    </section>
  );
}
