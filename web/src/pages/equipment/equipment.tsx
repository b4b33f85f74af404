// Equipment with its state; stop and restart, each with a reason.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useEquipment, useOneEquipment } from "@/api/queries";
import type { EquipmentView } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { use_keys } from "@/widgets/keys";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { EquipmentState } from "@/widgets/state";
import { Table, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { EquipmentDetail } from "./detail";

export default function EquipmentPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const words = usePlantWords();
  const all = useEquipment();
  const leave = () => navigate("/equipment");
  useTrail([{ text: t("nav.equipment"), to: "/equipment" }, ...(id ? words.chain(id).map((above) => ({ text: words.equipment_name(above) || above })) : [])]);
  use_keys((key) => key === "Escape" && id !== undefined && (leave(), true));
  const columns: Column<EquipmentView>[] = [
    { id: "id", title: t("column.equipment"), show: (one) => <b className="keep">{one.id}</b> },
    { id: "name", title: t("column.name"), show: (one) => say(one.name) },
    { id: "state", title: t("column.state"), show: (one) => (one.level === "station" ? <EquipmentState state={one.state} /> : t(`level.${one.level}`)) },
    ...(id
      ? []
      : ([
          { id: "in", title: t("equipment.in"), show: (one) => one.in ?? "" },
          { id: "item", title: t("equipment.now"), show: (one) => (one.activity && !one.activity.ended_at ? `${one.activity.item} · ${one.activity.operation}` : "") },
          { id: "alarms", title: t("nav.alarms"), num: true, show: (one) => count(one.alarms) },
          { id: "holds", title: t("nav.holds"), num: true, show: (one) => count(one.holds) },
          { id: "since", title: t("column.since"), show: (one) => (one.since ? <When time={one.since} /> : "") },
        ] satisfies Column<EquipmentView>[])),
  ];
  return (
    <>
      <PageHead title={t("nav.equipment")} plain={id ?? t("nav.equipment")} />
      <div className={id ? "halves" : ""}>
        <div className={`card ${id ? "wide" : ""}`}>
          <Asked answer={all} lines={6}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title={t("board.no_equipment")}>
                  <p>{t("board.no_equipment_next")}</p>
                </Empty>
              ) : (
                <Table rows={items} columns={columns} row_id={(one) => one.id} chosen={id} label={t("nav.equipment")} open={(one) => navigate(`/equipment/${encodeURIComponent(one.id)}`)} />
              )
            }
          </Asked>
        </div>
        {id && (
          <div className="stack">
            <Button className="narrow" onClick={leave}>
              ‹ {t("nav.equipment")}
            </Button>
            <One id={id} known={all.data?.items.find((one) => one.id === id)} />
          </div>
        )}
      </div>
    </>
  );
}
function One({ id, known }: { id: string; known: EquipmentView | undefined }) {
  const one = useOneEquipment(id);
  return <Asked answer={{ ...one, data: one.data ?? known }}>{(equipment) => <EquipmentDetail equipment={equipment} />}</Asked>;
}
const count = (n: number) => (n > 0 ? <b className="bad">{n}</b> : "0");
