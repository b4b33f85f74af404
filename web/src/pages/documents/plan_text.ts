// The parts of a control plan's line in words, for reading it and for saying what a revision changed.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { say } from "@/text";
import { with_range, with_uom } from "@/widgets/format";
import { useRoleNames } from "@/widgets/may";
import { usePlantWords } from "@/widgets/plan_lines";
import type { Escalation, PlanAction, PlanBody, PlanLine } from "./plan_body";

export interface Field {
  name: string;
  text: string;
}
export function usePlanText() {
  const { t, i18n } = useTranslation();
  const words = usePlantWords();
  const role_name = useRoleNames();
  const then = (escalate: Escalation | undefined) => (escalate ? t("plan.do.escalate", { after: span_text(escalate.after, t), to: role_name(escalate.to) }) : "");
  const action = (one: PlanAction): string => {
    if (one.hold) return t(`plan.hold.${one.hold.scope}`, { defaultValue: one.hold.scope });
    if (one.alarm) {
      const delays = [one.alarm.on_delay && t("plan.do.on_delay", { after: span_text(one.alarm.on_delay, t) }), one.alarm.off_delay && t("plan.do.off_delay", { after: span_text(one.alarm.off_delay, t) })];
      return [t("plan.do.alarm", { priority: t(`alarm.priority.${one.alarm.priority}`) }), ...delays].filter(Boolean).join("") + then(one.alarm.escalate);
    }
    if (one.notify) return t("plan.do.notify", { who: role_name(one.notify.role) }) + then(one.notify.escalate);
    if (one.command) return t("plan.do.command", { command: t(`command.name.${one.command.command}`, { defaultValue: one.command.command }) });
    if (one.stop) return t("plan.do.stop");
    return JSON.stringify(one);
  };
  const often = (line: PlanLine) => {
    const size = line.sample?.size ?? 1;
    return line.sample?.every ? t("plan.sample_every", { size, every: span_text(line.sample.every, t) }) : size === 1 ? t("plan.sample_single") : t("plan.sample_groups", { size });
  };
  const limits = ({ chart }: PlanLine) => {
    const { learn, mean, sigma } = chart?.limits ?? {};
    return mean !== undefined ? t("plan.limits_given", { mean, sigma: sigma ?? "–" }) : learn !== undefined ? t("plan.limits_learnt", { count: learn }) : "";
  };
  const rule = (id: string) => (i18n.exists(`rule.${id}`) ? t(`rule.${id}`) : id);
  const line_fields = (line: PlanLine): Field[] => [
    { name: t("plan.characteristic"), text: say(line.characteristic?.name) || (line.characteristic?.id ?? "") },
    { name: t("plan.class"), text: line.characteristic?.class ? t(`class.${line.characteristic.class}`, { defaultValue: line.characteristic.class }) : "" },
    { name: t("plan.operation"), text: `${line.operation ?? ""} ${words.operation_name(line.operation ?? "")}`.trim() },
    { name: t("why.specification"), text: line.specification ? with_range(line.specification.lower, line.specification.upper, line.specification.uom) : "" },
    { name: t("plan.deadband"), text: line.specification?.deadband === undefined ? "" : with_uom(line.specification.deadband, line.specification.uom) },
    { name: t("why.target"), text: line.specification?.target === undefined ? "" : with_uom(line.specification.target, line.specification.uom) },
    { name: t("plan.sample"), text: often(line) },
    { name: t("plan.chart"), text: line.chart?.type ? t(`chart.type.${line.chart.type}`) : t("stream.no_chart") },
    { name: t("why.limits"), text: limits(line) },
    { name: t("why.rules"), text: (line.chart?.rules ?? []).map(rule).join("; ") },
    ...(line.reactions ?? []).map((reaction) => ({ name: t(`plan.when.${reaction.when}`, { defaultValue: reaction.when }), text: (reaction.do ?? []).map(action).join("; ") })),
  ];
  const head_fields = (body: PlanBody): Field[] => [
    { name: t("plan.part"), text: body.part ?? "" },
    { name: t("plan.phase"), text: body.phase ?? "" },
    { name: t("plan.mode"), text: body.mode ? t(`mode.${body.mode}`, { defaultValue: body.mode }) : "" },
  ];
  return { action, often, limits, rule, line_fields, head_fields };
}

// "30min" as people read it.
export function span_text(span: string, t: TFunction): string {
  const [, value, unit] = /^(\d+)(s|min|h|d)$/.exec(span) ?? [];
  return value === undefined ? span : t(`duration.${unit}`, { value });
}
