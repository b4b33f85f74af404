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
import { tree_order } from "./tree_order";

interface Placed {
  part: EquipmentView;
  depth: number;
}

export default function EquipmentPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const words = usePlantWords();
  const all = useEquipment();
  const leave = () => navigate("/equipment");
  useTrail([{ text: t("nav.equipment"), to: "/equipment" }, ...(id ? words.chain(id).map((above) => ({ text: words.equipment_name(above) || above })) : [])]);
  use_keys((key) => key === "Escape" && id !== undefined && (leave(), true));
  const columns: Column<Placed>[] = [
    { id: "id", title: t("column.equipment"), phone: "title", show: ({ part, depth }) => <Named part={part} depth={depth} /> },
    { id: "name", title: t("column.name"), phone: "hide", show: ({ part }) => say(part.name) },
    { id: "state", title: t("column.state"), phone: "badge", show: ({ part }) => (part.level === "station" ? <EquipmentState state={part.state} /> : <span className="quiet">{t(`level.${part.level}`)}</span>) },
    ...(id
      ? []
      : ([
          { id: "item", title: t("equipment.now"), show: ({ part }) => (part.activity && !part.activity.ended_at ? `${part.activity.item} · ${part.activity.operation}` : "") },
          { id: "alarms", title: t("nav.alarms"), num: true, phone: "named", show: ({ part }) => count(part.alarms) },
          { id: "holds", title: t("nav.holds"), num: true, phone: "named", show: ({ part }) => count(part.holds) },
          { id: "since", title: t("column.since"), phone: "named", show: ({ part }) => (part.since ? <When time={part.since} /> : "") },
        ] satisfies Column<Placed>[])),
  ];
  return (
    <>
      <PageHead title={t("nav.equipment")} plain={id ?? t("nav.equipment")} above_one={id !== undefined} />
      <div className={id ? "halves" : ""}>
        <div className={`card ${id ? "beside" : ""}`}>
          <Asked answer={all} lines={6}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title={t("board.no_equipment")}>
                  <p>{t("board.no_equipment_next")}</p>
                </Empty>
              ) : (
                <Table rows={tree_order(items)} columns={columns} row_id={({ part }) => part.id} chosen={id} label={t("nav.equipment")} open={({ part }) => navigate(`/equipment/${encodeURIComponent(part.id)}`)} />
              )
            }
          </Asked>
        </div>
        {id && (
          <div className="stack">
            <Button className="back" onClick={leave}>
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
const count = (n: number) => (n > 0 ? <b className="bad">{n}</b> : "");
function Named({ part, depth }: Placed) {
  return (
    <span className="placed" style={{ "--depth": depth } as React.CSSProperties}>
      <b>{part.id}</b> <span className="narrow">{say(part.name)}</span>
    </span>
  );
}
