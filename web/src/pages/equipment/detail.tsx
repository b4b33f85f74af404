// One piece of equipment: state and why, what it is doing, its streams, and what it was told.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { path } from "@/api/client";
import { useCommands, useVerb } from "@/api/queries";
import type { Command, EquipmentView } from "@/api/shapes";
import { say } from "@/text";
import { Empty } from "@/widgets/asked";
import { with_uom } from "@/widgets/format";
import { VerbButton } from "@/widgets/may";
import { usePlantWords } from "@/widgets/plan_lines";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { EquipmentState } from "@/widgets/state";
import { ListTable } from "@/widgets/table";
import { tell } from "@/widgets/toasts";
import { When } from "@/widgets/when";
import { useWho } from "@/widgets/who";
import { stream_href } from "@/widgets/why";

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
          {equipment.id} {say(equipment.name)} <EquipmentState state={equipment.state} />
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
      <section className="card">
        <h2>{t("nav.streams")}</h2>
        {equipment.streams.length === 0 && <Empty title={t("board.no_streams")}><p>{t("streams.none_next")}</p></Empty>}
        {equipment.streams.map((stream) => (
          <div className="between" key={stream.id} style={{ padding: "5px 0" }}>
            <Link className="link" to={stream_href(stream.id)}>{words.stream_name(stream.equipment, stream.tag)}</Link>
            <span>
              <b>{with_uom(stream.last_value, stream.uom)}</b>{" "}
              <span className="quiet small" style={{ display: "inline-block", minWidth: 62, textAlign: "right" }}><When time={stream.last_time} /></span>
            </span>
          </div>
        ))}
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

function Commands({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{t("equipment.commands")}</h2>
      <ListTable<Command>
        list={useCommands(id)} row_id={(command) => command.id} label={`${id} ${t("equipment.commands")}`}
        columns={[
          { id: "at", title: t("column.time"), show: (command) => <When time={command.queued_at} />, csv: (command) => command.queued_at },
          { id: "command", title: t("equipment.command"), phone: "title", show: (command) => <b className="keep">{t(`command.name.${command.command}`, { defaultValue: command.command })}</b>, csv: (command) => command.command },
          { id: "reason", title: t("column.reason"), phone: "full", show: (command) => say(command.reason), csv: (command) => say(command.reason) },
          {
            id: "state", title: t("column.state"), phone: "badge", csv: (command) => command.state,
            show: (command) => <span className={command.state === "failed" ? "bad" : "soft"}>{t(`command.${command.state}`)}{command.detail && command.state === "failed" ? `: ${command.detail}` : ""}</span>,
          },
        ]}
        empty={<p className="soft small">{t("equipment.no_commands")}</p>}
      />
    </section>
  );
}
