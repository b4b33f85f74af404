// What may not move on: the list, and one hold with why, scope, items and release.
import { Button, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { items_of, useHold, useHolds } from "@/api/queries";
import type { Hold } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { useCoversText } from "@/widgets/covers";
import { use_keys } from "@/widgets/keys";
import { VerbButton } from "@/widgets/may";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { HoldState } from "@/widgets/state";
import { ListTable, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { useWho } from "@/widgets/who";
import { HoldDetail } from "./detail";
import { PlaceHold } from "./place";

export default function HoldsPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const [search, set_search] = useSearchParams();
  const state = search.get("state") ?? "active";
  const who = useWho();
  const covers = useCoversText();
  const [placing, set_placing] = useState(false);
  // The palette and links of other pages ask for the form by the address.
  const asked = search.get("place") === "1";
  useEffect(() => {
    if (!asked) return;
    set_placing(true);
    set_search({}, { replace: true });
  }, [asked, set_search]);
  const words = usePlantWords();
  const list = useHolds(state === "all" ? undefined : state);
  const one = useHold(id);
  const keep = state === "active" ? "" : `?state=${state}`;
  const at = one.data?.scope.equipment ?? one.data?.because?.equipment;
  const place = id && at ? words.chain(at).filter((step) => words.equipment.has(step)) : [];
  useTrail([...place.map((step) => ({ text: words.equipment_name(step) || step, to: `/equipment/${encodeURIComponent(step)}` })), { text: t("nav.holds"), to: "/holds" }, ...(id ? [{ text: id }] : [])]);
  use_keys((key) => key === "Escape" && id !== undefined && (navigate(`/holds${keep}`), true));
  const columns: Column<Hold>[] = [
    { id: "id", title: t("column.hold"), phone: "title", show: (hold) => <b className="keep">{hold.id}</b>, csv: (hold) => hold.id },
    { id: "reason", title: t("column.reason"), phone: "full", show: (hold) => say(hold.reason), csv: (hold) => say(hold.reason) },
    {
      id: "covers", title: t("hold.covered"), show: (hold) => <span className="keep">{hold.counts ? covers(hold.counts) : "–"}</span>,
      csv: (hold) => hold.counts?.units,
    },
    ...(id
      ? []
      : ([
          {
            id: "shipped", title: t("hold.shipped_title"), num: true, phone: "named", csv: (hold) => hold.counts?.shipped,
            show: (hold) => (hold.counts?.shipped ? <b className="bad">{hold.counts.shipped}</b> : "0"),
          },
          { id: "state", title: t("column.state"), phone: "badge", show: (hold) => <HoldState state={hold.state} />, csv: (hold) => hold.state },
          { id: "by", title: t("column.by"), show: (hold) => who(hold.placed_by), csv: (hold) => hold.placed_by },
        ] satisfies Column<Hold>[])),
    { id: "placed", title: t("column.since"), show: (hold) => <When time={hold.placed_at} />, csv: (hold) => hold.placed_at },
  ];
  return (
    <>
      <PageHead
        title={t("nav.holds")} plain={id ?? t("nav.holds")} above_one={id !== undefined}
        acts={
          <>
            <Segmented
              value={state} options={["active", "released", "all"].map((value) => ({ value, label: value === "all" ? t("filter.all") : t(`hold.state.${value}`) }))}
              onChange={(value) => set_search(value === "active" ? {} : { state: value })}
            />
            <VerbButton permission="holds.place" onClick={() => set_placing(true)}>
              {t("hold.place")}
            </VerbButton>
          </>
        }
      />
      <div className={id ? "halves" : ""}>
        <div className={`card ${id ? "beside" : ""}`}>
          <ListTable<Hold>
            list={list} columns={columns} row_id={(hold) => hold.id} chosen={id} label={t("nav.holds")} open={(hold) => navigate(`/holds/${hold.id}${keep}`)}
            empty={
              <Empty title={t("board.no_holds")}>
                <p>{t("board.no_holds_what")}</p>
              </Empty>
            }
          />
        </div>
        {id && (
          <div className="stack">
            <Button className="back" onClick={() => navigate(`/holds${keep}`)}>
              ‹ {t("nav.holds")}
            </Button>
            <Asked answer={{ ...one, data: one.data ?? items_of<Hold>(list).find((hold) => hold.id === id) }}>{(hold) => <HoldDetail hold={hold} />}</Asked>
          </div>
        )}
      </div>
      <PlaceHold open={placing} done={(placed) => (set_placing(false), placed && navigate(`/holds/${placed}`))} />
    </>
  );
}
