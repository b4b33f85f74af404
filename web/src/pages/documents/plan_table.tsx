// A control plan as a quality engineer reads it: one row for each line, with the reactions in words.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Document } from "@/api/shapes";
import { say } from "@/text";
import { with_range, with_uom } from "@/widgets/format";
import { useRoleNames } from "@/widgets/may";
import { usePlantWords } from "@/widgets/plan_lines";
import { Table, type Column } from "@/widgets/table";
import type { Escalation, PlanAction, PlanBody, PlanLine } from "./plan_body";

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
    { id: "reactions", title: t("plan.reactions"), phone: "full", show: (line) => <Reactions line={line} /> },
  ];
  return <Table rows={((document.body ?? {}) as PlanBody).lines ?? []} columns={columns} row_id={(line) => line.id} label={t("documents.whole")} />;
}

function Chart({ line: { chart, sample } }: { line: PlanLine }) {
  const { t, i18n } = useTranslation();
  const size = sample?.size ?? 1;
  const often = sample?.every ? t("plan.sample_every", { size, every: span_text(sample.every, t) }) : size === 1 ? t("plan.sample_single") : t("plan.sample_groups", { size });
  if (!chart?.type) return <span className="soft">{t("stream.no_chart")}</span>;
  const { learn, mean, sigma } = chart.limits ?? {};
  const limits = mean !== undefined ? t("plan.limits_given", { mean, sigma: sigma ?? "–" }) : learn !== undefined ? t("plan.limits_learnt", { count: learn }) : "";
  return (
    <>
      {t(`chart.type.${chart.type}`)}
      <div className="soft small">{[often, limits].filter(Boolean).join(" · ")}</div>
      {chart.rules?.map((rule) => <div key={rule} className="soft small">{i18n.exists(`rule.${rule}`) ? t(`rule.${rule}`) : rule}</div>)}
    </>
  );
}

function Reactions({ line }: { line: PlanLine }) {
  const { t } = useTranslation();
  const action_text = useActionText();
  if (!line.reactions?.length) return <span className="soft">{t("plan.no_reactions")}</span>;
  return line.reactions.map((reaction) => (
    <div key={reaction.when} style={{ marginBottom: 6 }}>
      <span className="soft small">{t(`plan.when.${reaction.when}`, { defaultValue: reaction.when })}</span>
      <ul className="ways">{(reaction.do ?? []).map((action, i) => <li key={i}>{action_text(action)}</li>)}</ul>
    </div>
  ));
}

function useActionText() {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  const then = (escalate: Escalation | undefined) => (escalate ? t("plan.do.escalate", { after: span_text(escalate.after, t), to: role_name(escalate.to) }) : "");
  return (action: PlanAction): string => {
    if (action.hold) return t(`plan.hold.${action.hold.scope}`, { defaultValue: action.hold.scope });
    if (action.alarm) return t("plan.do.alarm", { priority: t(`alarm.priority.${action.alarm.priority}`) }) + then(action.alarm.escalate);
    if (action.notify) return t("plan.do.notify", { who: role_name(action.notify.role) }) + then(action.notify.escalate);
    if (action.command) return t("plan.do.command", { command: t(`command.name.${action.command.command}`, { defaultValue: action.command.command }) });
    if (action.stop) return t("plan.do.stop");
    return JSON.stringify(action);
  };
}

// "30min" as people read it.
function span_text(span: string, t: TFunction): string {
  const [, value, unit] = /^(\d+)(s|min|h|d)$/.exec(span) ?? [];
  return value === undefined ? span : t(`duration.${unit}`, { value });
}
