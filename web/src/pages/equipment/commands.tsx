// What a piece of equipment was told, how far each command came, and the answer that a person can give for it.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { path } from "@/api/client";
import { useCommands, useVerb } from "@/api/queries";
import type { Command } from "@/api/shapes";
import { say } from "@/text";
import { clock_text, duration_text } from "@/widgets/format";
import { Mark, type Shape } from "@/widgets/mark";
import { usePermission, useRoleNames } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { ListTable } from "@/widgets/table";
import { tell } from "@/widgets/toasts";
import { When } from "@/widgets/when";

// Absent where a server does not follow commands that far.
type Followed = Command & { acknowledged_at?: string; escalated_to?: string; acknowledge_within_s?: number; late?: boolean };
const states: Record<string, [Shape, string]> = { queued: ["ring", "soft"], delivered: ["arrow", "soft"], acknowledged: ["tick", "soft"], refused: ["square", "bad"], timed_out: ["triangle", "warn"], failed: ["square", "bad"] };

export function Commands({ id }: { id: string }) {
  const { t } = useTranslation();
  const may = usePermission("commands.acknowledge");
  const [asking, set_asking] = useState<{ command: Command; accepted: boolean } | null>(null);
  const acknowledge = useVerb<{ id: string; accepted: boolean; detail: string }>((body) => path("commands", body.id, "acknowledge"), ({ accepted, detail }) => ({ accepted, ...(detail === "" ? {} : { detail }) }), ["commands"]);
  const name = (command: Command) => t(`command.name.${command.command}`, { defaultValue: command.command });
  return (
    <section className="card">
      <h2>{t("equipment.commands")}</h2>
      <ListTable<Command>
        list={useCommands(id)} row_id={(command) => command.id} label={`${id} ${t("equipment.commands")}`}
        columns={[
          { id: "at", title: t("column.time"), show: (command) => <When time={command.queued_at} />, csv: (command) => command.queued_at },
          { id: "command", title: t("equipment.command"), phone: "title", show: (command) => <b className="keep">{name(command)}</b>, csv: (command) => command.command },
          { id: "reason", title: t("column.reason"), phone: "full", show: (command) => say(command.reason), csv: (command) => say(command.reason) },
          { id: "state", title: t("column.state"), phone: "badge", csv: (command) => command.state, show: (command) => <CommandState command={command} /> },
          ...(may
            ? [{
                id: "verb", title: "", phone: "verb" as const,
                show: (command: Command) => (command.state === "delivered" || command.state === "timed_out") && (command as Followed).acknowledge_within_s !== undefined && (
                  <span className="row">
                    <Button size="small" onClick={() => set_asking({ command, accepted: true })}>{t("command.accept")}</Button>
                    <Button size="small" danger onClick={() => set_asking({ command, accepted: false })}>{t("command.refuse")}</Button>
                  </span>
                ),
              }]
            : []),
        ]}
        empty={<p className="soft small">{t("equipment.no_commands")}</p>}
      />
      <ReasonDialog
        open={asking !== null} title={t(asking?.accepted ? "command.accept_title" : "command.refuse_title", { id: asking?.command.id ?? "" })} verb={t(asking?.accepted ? "command.accept" : "command.refuse")}
        label={t(asking?.accepted ? "command.note" : "reason.label")} optional={asking?.accepted ?? false} danger={asking?.accepted === false} done={() => set_asking(null)}
        act={async (detail) => {
          await acknowledge.mutateAsync({ id: asking!.command.id, accepted: asking!.accepted, detail });
          tell(t(asking!.accepted ? "command.was_accepted" : "command.was_refused", { id: asking!.command.id }));
        }}
      />
    </section>
  );
}

function CommandState({ command }: { command: Followed }) {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  const [shape, tone] = states[command.state] ?? ["ring", "soft"];
  const until = command.state === "delivered" && command.acknowledge_within_s !== undefined ? t("command.awaited", { within: duration_text(command.acknowledge_within_s * 1000) }) : "";
  const more = [command.late ? t("command.late") : "", command.acknowledged_at ? clock_text(command.acknowledged_at) : "", until, command.detail && command.state !== "delivered" ? command.detail : "", command.escalated_to ? t("command.escalated", { who: role_name(command.escalated_to) }) : ""];
  return <span className={tone}><Mark shape={shape} /> {[t(`command.${command.state}`, { defaultValue: command.state }), ...more].filter(Boolean).join(" · ")}</span>;
}
