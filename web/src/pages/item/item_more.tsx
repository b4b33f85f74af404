// What holds an item, and what is in a box.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ItemHold, ItemMore } from "@/api/shapes";
import { say } from "@/text";
import { Table } from "@/widgets/table";
import { HoldState } from "@/widgets/state";

export function ItemHolds({ holds }: { holds: ItemHold[] }) {
  const { t } = useTranslation();
  if (holds.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("item.holds")}</h2>
      <Table
        rows={holds} row_id={(one) => one.id} label={t("item.holds")}
        columns={[
          { id: "id", title: t("nav.holds"), phone: "title", show: (one) => <Link className="link" to={`/holds/${one.id}`}>{one.id}</Link> },
          { id: "reason", title: t("column.reason"), phone: "full", show: (one) => say(one.reason) },
          { id: "state", title: t("column.state"), phone: "badge", show: (one) => (one.released_for_this && one.state === "active" ? <span className="soft">{t("item.let_go")}</span> : <HoldState state={one.state} />) },
        ]}
      />
    </section>
  );
}

export function Contents({ contents }: { contents: NonNullable<ItemMore["contents"]> }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{t("item.contents")} <span>{t("table.all", { count: contents.count })}</span></h2>
      <ul className="contents">
        {contents.items.map((one) => <li key={`${one.kind} ${one.id}`}><Link className="link" to={`/${one.kind}s/${encodeURIComponent(one.id)}`}>{one.id}</Link></li>)}
        {contents.count > contents.items.length && <li className="soft">{t("item.and_more", { count: contents.count - contents.items.length })}</li>}
      </ul>
    </section>
  );
}
