// One piece of equipment: state and why, what it is doing, its streams, and what it was told.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { path } from "@/api/client";
import { useVerb } from "@/api/queries";
import type { EquipmentView } from "@/api/shapes";
import { say } from "@/text";
import { Empty } from "@/widgets/asked";
import { Mark } from "@/widgets/mark";
import { VerbButton } from "@/widgets/may";
import { usePlantWords } from "@/widgets/plan_lines";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { EquipmentState } from "@/widgets/state";
import { tell } from "@/widgets/toasts";
import { When } from "@/widgets/when";
import { useWho } from "@/widgets/who";
import { Commands } from "./commands";
import { Parameter } from "./parameters";
import { TimeLine } from "./time_line";

export function EquipmentDetail({ equipment }: { equipment: EquipmentView }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const who = useWho();
  const [asking, set_asking] = useState<"" | "stop" | "restart">("");
  const touches = ["equipment", "board", "permit"];
  const stop = useVerb<{ reason: string }>(() => path("equipment", equipment.id, "stop"), (body) => body, touches);
  const restart = useVerb<{ reason: string }>(() => path("equipment", equipment.id, "restart"), (body) => body, touches);
  const stopped = equipment.stop !== undefined;
  return (
    <>
      <section className="card">
        <h2>
          {equipment.id} {say(equipment.name)} <span className="row"><Connection equipment={equipment} /><EquipmentState state={equipment.state} /></span>
        </h2>
        {equipment.stop && (
          <div className="failure" style={{ marginBottom: 12 }}>
            <b>{say(equipment.stop.reason)}</b>
            <span>
              {t("equipment.stopped_by", { who: who(equipment.stop.stopped_by) })} <When time={equipment.stop.stopped_at} />
              {equipment.stop.verdict ? ` · ${t("equipment.by_verdict", { id: equipment.stop.verdict })}` : ""}
            </span>
            <span>{t("equipment.stopped_next")}</span>
          </div>
        )}
        {!equipment.stop && (equipment.state === "no_data" || equipment.state === "not_connected" || equipment.state === "idle") && (
          <p className="soft" style={{ marginBottom: 12 }}>{t(`equipment.what.${equipment.state}`)}</p>
        )}
        <div className="row" style={{ marginBottom: 14 }}>
          {stopped ? (
            <VerbButton permission="equipment.restart" type="primary" onClick={() => set_asking("restart")}>
              {t("equipment.restart")}
            </VerbButton>
          ) : (
            <VerbButton permission="equipment.stop" danger onClick={() => set_asking("stop")}>
              {t("equipment.stop")}
            </VerbButton>
          )}
          {equipment.alarms > 0 && <Link className="link" to="/alarms">{t("board.alarms", { count: equipment.alarms })}</Link>}
          {equipment.holds > 0 && <Link className="link" to="/holds">{t("equipment.holds", { count: equipment.holds })}</Link>}
        </div>
        <dl className="facts">
          {equipment.since && (<><dt>{t("column.since")}</dt><dd><When time={equipment.since} /></dd></>)}
          {equipment.activity && (
            <>
              <dt>{t(equipment.activity.ended_at ? "equipment.last_run" : "equipment.now")}</dt>
              <dd>
                <Link className="link" to={`/units/${encodeURIComponent(equipment.activity.item)}`}>{equipment.activity.item}</Link> · {equipment.activity.operation}{" "}
                {words.operation_name(equipment.activity.operation)} · <When time={equipment.activity.started_at} />
              </dd>
            </>
          )}
        </dl>
      </section>
      <TimeLine id={equipment.id} />
      <section className="card">
        <h2>{t("equipment.parameters")}</h2>
        {equipment.streams.length === 0 && <Empty title={t("board.no_streams")}><p>{t("streams.none_next")}</p></Empty>}
        {equipment.streams.map((stream) => <Parameter key={stream.id} stream={stream} />)}
      </section>
      <Commands id={equipment.id} />
      <ReasonDialog
        open={asking !== ""} title={t(asking === "restart" ? "equipment.restart_title" : "equipment.stop_title", { id: equipment.id })}
        verb={t(asking === "restart" ? "equipment.restart" : "equipment.stop")} label={t("reason.label")} danger={asking === "stop"} done={() => set_asking("")}
        act={async (reason) => {
          await (asking === "restart" ? restart : stop).mutateAsync({ reason });
          tell(t(asking === "restart" ? "equipment.restarted" : "equipment.was_stopped", { id: equipment.id }));
        }}
      />
    </>
  );
}

// Whether its signals come, where the server says it; that it is connected is no news.
function Connection({ equipment }: { equipment: EquipmentView }) {
  const { t } = useTranslation();
  const { connection } = equipment as { connection?: string };
  if (connection !== "silent" && connection !== "not_connected") return null;
  return <span className="tag warn"><Mark shape={connection === "silent" ? "hatch" : "unplugged"} /> {t(`board.signals.${connection}`)}</span>;
}
