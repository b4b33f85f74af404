// What was done because of a verdict: holds, alarms and commands, each a link, in the order of time.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { items_of, useAlarms, useCommands, useHolds } from "@/api/queries";
import type { Alarm, Command, Hold, Verdict } from "@/api/shapes";
import { say } from "@/text";
import { clock_text } from "./format";

export function Done({ verdict, except }: { verdict: Verdict; except?: string }) {
  const { t } = useTranslation();
  const alarms = items_of<Alarm>(useAlarms(false));
  const holds = items_of<Hold>(useHolds(undefined));
  const commands = items_of<Command>(useCommands(verdict.equipment));
  const moment = new Date(verdict.time).getTime();
  const same_line = (other: Verdict | undefined) => other !== undefined && other.stream === verdict.stream && other.plan === verdict.plan && other.line === verdict.line && other.kind === verdict.kind;
  const lived = (from: string, to: string | undefined) => new Date(from).getTime() <= moment + 60_000 && (to === undefined || new Date(to).getTime() >= moment);
  const rows = [
    ...holds
      .filter((hold) => hold.because?.id === verdict.id || (same_line(hold.because) && lived(hold.because!.time, hold.released_at)))
      .map((hold) => ({ at: hold.placed_at, key: hold.id, to: `/holds/${hold.id}`, text: t("done.hold", { id: hold.id, count: hold.counts?.units ?? 0 }) })),
    ...alarms
      .filter((alarm) => alarm.because.id === verdict.id || (same_line(alarm.because) && lived(alarm.because.time, alarm.returned_at)))
      .map((alarm) => ({ at: alarm.raised_at, key: alarm.id, to: `/alarms/${alarm.id}`, text: t("done.alarm", { id: alarm.id }) })),
    ...commands
      .filter((command) => say(command.reason) === say(verdict.text))
      .map((command) => ({ at: command.queued_at, key: command.id, to: `/equipment/${encodeURIComponent(command.equipment)}`, text: t("done.command", { command: t(`command.name.${command.command}`, { defaultValue: command.command }), equipment: command.equipment }) })),
  ].filter((row) => row.key !== except).sort((a, b) => (a.at < b.at ? -1 : 1));
  if (except !== undefined && rows.length === 0) return null;
  return (
    <>
      <h3 className="card-title" style={{ margin: "14px 0 6px" }}>{t("done.title")}</h3>
      {rows.length === 0 ? (
        <p className="soft small">{t("done.nothing")}</p>
      ) : (
        <ul className="done-list small">
          {rows.map((row) => (
            <li key={row.key}>
              <time dateTime={row.at}>{clock_text(row.at)}</time>
              <Link className="link" to={row.to}>{row.text}</Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
