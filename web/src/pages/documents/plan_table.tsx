// A control plan as a quality engineer reads it: one row for each line, with the reactions in words.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAlarmRate } from "@/api/alarms";
import { items_of, useAlarms, useStreams } from "@/api/queries";
import type { Alarm, Document } from "@/api/shapes";
import { say } from "@/text";
import { number_text, with_range, with_uom } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { usePlantWords } from "@/widgets/plan_lines";
import { Table, type Column } from "@/widgets/table";
import { stream_href } from "@/widgets/why";
import type { PlanBody, PlanLine } from "./plan_body";
import { usePlanText } from "./plan_text";

export function PlanTable({ document }: { document: Document }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const columns: Column<PlanLine>[] = [
    { id: "line", title: t("plan.line"), phone: "badge", show: (line) => <b>{line.id}</b> },
    {
      id: "characteristic", title: t("plan.characteristic"), phone: "title",
      show: ({ characteristic }) => (
        <>
          <b>{say(characteristic?.name) || characteristic?.id}</b>
          {characteristic?.class && <div className="soft small">{t(`class.${characteristic.class}`, { defaultValue: characteristic.class })}</div>}
        </>
      ),
    },
    { id: "operation", title: t("plan.operation"), show: (line) => `${line.operation ?? ""} ${words.operation_name(line.operation ?? "")}`.trim() },
    {
      id: "specification", title: t("why.specification"),
      show: ({ specification: one }) => one && (
        <>
          <span className="keep">{with_range(one.lower, one.upper, one.uom)}</span>
          {one.target !== undefined && <div className="soft small">{t("why.target")} {with_uom(one.target, one.uom)}</div>}
        </>
      ),
    },
    { id: "chart", title: t("plan.chart"), phone: "full", show: (line) => <Chart line={line} /> },
    { id: "reactions", title: t("plan.reactions"), phone: "full", show: (line) => <><Reactions line={line} /><FalseAlarms plan={`${document.id}@${document.revision}`} line={line.id} /></> },
    ...(document.in_force ? [{ id: "streams", title: t("plan.now"), phone: "full" as const, show: (line: PlanLine) => <Now plan={`${document.id}@${document.revision}`} line={line} /> }] : []),
  ];
  return <Table rows={((document.body ?? {}) as PlanBody).lines ?? []} columns={columns} row_id={(line) => line.id} label={t("documents.whole")} />;
}

function Chart({ line }: { line: PlanLine }) {
  const { t } = useTranslation();
  const text = usePlanText();
  if (!line.chart?.type) return <span className="soft">{t("stream.no_chart")}</span>;
  return (
    <>
      {t(`chart.type.${line.chart.type}`)}
      <div className="soft small">{[text.often(line), text.limits(line)].filter(Boolean).join(" · ")}</div>
      {line.chart.rules?.map((rule) => <div key={rule} className="soft small">{text.rule(rule)}</div>)}
    </>
  );
}

// Of those who looked, how many found nothing: a line that calls in vain wants other limits.
function FalseAlarms({ plan, line }: { plan: string; line: string }) {
  const { t } = useTranslation();
  const rate = useAlarmRate(plan, line);
  if (!rate || rate.false_alarms === 0) return null;
  return <div className="warn small">{t("plan.false_alarms", { count: rate.false_alarms, of: number_text(rate.alarms) })}</div>;
}

function Reactions({ line }: { line: PlanLine }) {
  const { t } = useTranslation();
  const text = usePlanText();
  if (!line.reactions?.length) return <span className="soft">{t("plan.no_reactions")}</span>;
  return line.reactions.map((reaction) => (
    <div key={reaction.when} style={{ marginBottom: 6 }}>
      <span className="soft small">{t(`plan.when.${reaction.when}`, { defaultValue: reaction.when })}</span>
      <ul className="ways">{(reaction.do ?? []).map((action, i) => <li key={i}>{text.action(action)}</li>)}</ul>
    </div>
  ));
}

// The streams that this line judges, with their newest value, and whether an alarm of it is open.
function Now({ plan, line }: { plan: string; line: PlanLine }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const streams = useStreams().data?.items ?? [];
  const alarms = items_of<Alarm>(useAlarms(true));
  const mine = streams.filter((stream) => {
    const judged = words.lines.get(stream.id);
    return judged !== undefined && judged.plan === plan && judged.line === line.id;
  });
  if (mine.length === 0) return <span className="quiet small">{t("plan.no_stream")}</span>;
  return (
    <ul>
      {mine.map((stream) => {
        const alarm = alarms.find((one) => one.because.stream === stream.id && one.because.line === line.id);
        return (
          <li key={stream.id} className="keep">
            <Link className="link" to={stream_href(stream.id)}>{stream.equipment}</Link> {with_uom(stream.last_value, stream.uom)}{" "}
            {alarm && <Link className="bad" to={`/alarms/${alarm.id}`} title={say(alarm.because.text)}><Mark shape="square" /><span className="unseen">{alarm.id}</span></Link>}
          </li>
        );
      })}
    </ul>
  );
}
