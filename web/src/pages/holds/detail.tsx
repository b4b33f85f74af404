// One hold: what it covers and where that is now, why, who may lift it, and the release of all or of one item.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { path } from "@/api/client";
import { useHoldItems, useVerb } from "@/api/queries";
import type { Hold, HoldScope, Item } from "@/api/shapes";
import { say } from "@/text";
import { Empty } from "@/widgets/asked";
import { useCoversText } from "@/widgets/covers";
import { time_text } from "@/widgets/format";
import { useRoleNames, VerbButton } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { HoldState, ItemState } from "@/widgets/state";
import { ListTable } from "@/widgets/table";
import { tell } from "@/widgets/toasts";
import { When } from "@/widgets/when";
import { useWho } from "@/widgets/who";
import { Why } from "@/widgets/why";

export function useScopeText() {
  const { t } = useTranslation();
  return (scope: HoldScope) => {
    if (scope.kind !== "exposure") return t(`hold.scope.${scope.kind}`, { id: scope.id ?? "" });
    const from = scope.from ? time_text(scope.from) : t("hold.scope.ever");
    return t(scope.to ? "hold.scope.exposure" : "hold.scope.exposure_open", { equipment: scope.equipment ?? "", from, to: scope.to ? time_text(scope.to) : "" });
  };
}
export const item_href = (item: Pick<Item, "kind" | "id">) => `/${item.kind}s/${encodeURIComponent(item.id)}`;

export function HoldDetail({ hold }: { hold: Hold }) {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  const scope_text = useScopeText();
  const who = useWho();
  const covers = useCoversText();
  const [releasing, set_releasing] = useState<"" | "all" | Item>("");
  const release = useVerb<{ reason: string; item_kind?: string; item?: string }>(() => path("holds", hold.id, "release"), (body) => body, ["holds", "board", "items", "permit"]);
  const one = typeof releasing === "object" ? releasing : null;
  const counts = hold.counts;
  return (
    <>
      <section className="card">
        <h2>
          {hold.id} <HoldState state={hold.state} />
        </h2>
        <p style={{ fontSize: 16, fontWeight: 600 }}>{say(hold.reason)}</p>
        <p className="soft" style={{ marginBottom: 12 }}>{scope_text(hold.scope)}</p>
        {counts && (
          <div className="row" style={{ gap: 26, marginBottom: 14 }}>
            {(["units", "lots", "packed", "shipped"] as const).map((where) => (
              <div key={where}>
                <div className={`big ${where === "shipped" && counts.shipped > 0 ? "bad" : ""}`}>{counts[where]}</div>
                <div className="soft small">{t(`hold.count.${where}`)}</div>
              </div>
            ))}
          </div>
        )}
        {hold.state === "active" ? (
          <div className="row" style={{ marginBottom: 16 }}>
            <VerbButton permission="holds.release" role={hold.release_role} type="primary" onClick={() => set_releasing("all")}>
              {t("hold.release")}
            </VerbButton>
            <span className="soft small">{t("hold.who", { who: role_name(hold.release_role || "quality_engineer") })}</span>
          </div>
        ) : (
          <p style={{ marginBottom: 16 }}>
            {t("hold.released_by", { who: who(hold.released_by) })} · <When time={hold.released_at} /><br />{hold.release_reason}
          </p>
        )}
        <h3 className="card-title">{t("why.title")}</h3>
        {hold.because ? <Why verdict={hold.because} said={say(hold.reason)} /> : <p>{t("hold.by_hand", { who: who(hold.placed_by) })}</p>}
        <p className="quiet small" style={{ marginTop: 10 }}>
          {t("hold.placed_by", { who: who(hold.placed_by) })} · <When time={hold.placed_at} />
        </p>
      </section>
      <HoldItems hold={hold} release={set_releasing} />
      <ReasonDialog
        open={releasing !== ""} title={one ? t("hold.release_single_title", { item: one.id, hold: hold.id }) : t("hold.release_title", { hold: hold.id })}
        verb={one ? t("hold.release_single") : t("hold.release")} label={t("hold.release_reason")} hint={t("hold.release_hint")} done={() => set_releasing("")}
        act={async (reason) => {
          await release.mutateAsync(one ? { reason, item_kind: one.kind, item: one.id } : { reason });
          tell(one ? t("hold.one_released", { item: one.id }) : t("hold.released", { hold: hold.id }));
        }}
      >
        <p style={{ marginBottom: 12 }}>
          {one
            ? t("hold.release_single_what")
            : counts
              ? t("hold.release_what", { what: covers(counts) })
              : scope_text(hold.scope)}
        </p>
      </ReasonDialog>
    </>
  );
}

const order: Item["state"][] = ["shipped", "packed", "in_process", "available", "consumed", "scrapped"];
function HoldItems({ hold, release }: { hold: Hold; release: (item: Item) => void }) {
  const { t } = useTranslation();
  const items = useHoldItems(hold.id);
  const by_place = {
    ...items,
    data: items.data && { ...items.data, pages: items.data.pages.map((page) => ({ ...page, items: page.items.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)) })) },
  } as typeof items;
  return (
    <section className="card">
      <h2>{t("hold.items")}</h2>
      <ListTable<Item>
        list={by_place} row_id={(item) => `${item.kind} ${item.id}`} label={`${hold.id} ${t("hold.items")}`}
        columns={[
          { id: "id", title: t("column.item"), phone: "title", csv: (item) => item.id, show: (item) => <Link className="link" to={item_href(item)}>{item.id}</Link> },
          { id: "material", title: t("column.material"), csv: (item) => item.material, show: (item) => <span className="keep">{item.material}</span> },
          { id: "state", title: t("column.state"), phone: "badge", csv: (item) => item.state, show: (item) => <ItemState state={item.state} /> },
          { id: "where", title: t("column.where"), csv: where_of, show: where_of },
          {
            id: "verb", title: "", phone: "verb",
            show: (item) =>
              hold.state === "active" ? (
                <VerbButton permission="holds.release" role={hold.release_role} size="small" onClick={() => release(item)}>
                  {t("hold.release_single")}
                </VerbButton>
              ) : null,
          },
        ]}
        empty={
          <Empty title={t("hold.nothing")}>
            <p>{t("hold.nothing_what")}</p>
          </Empty>
        }
      />
    </section>
  );
}
const where_of = (item: Item) => item.shipped_to ?? item.inside ?? item.equipment ?? "";
