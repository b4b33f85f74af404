// May this run here and now? Asked for the next operation of the routing as soon as the page opens; every reason against it says
// who can lift it.
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePermit } from "@/api/queries";
import type { Item, Permit } from "@/api/shapes";
import { say } from "@/text";
import { Asked } from "@/widgets/asked";
import { Mark } from "@/widgets/mark";
import { useRoleNames } from "@/widgets/may";
import { usePlantWords, type OperationBody } from "@/widgets/plan_lines";

// What comes next by the routing: after the operation that ran last, else the first that nothing leads to.
export function next_step(operations: Map<string, OperationBody>, last: string | undefined): { operation: string; equipment: string } {
  const after = last === undefined ? undefined : operations.get(last)?.next?.[0];
  const led_to = new Set([...operations.values()].flatMap((one) => one.next ?? []));
  const first = [...operations.keys()].find((id) => !led_to.has(id));
  const operation = after ?? (last !== undefined && operations.has(last) ? last : first) ?? "";
  return { operation, equipment: operations.get(operation)?.at?.[0] ?? "" };
}

// The holds that keep a unit, told by the same answer as below, so that nobody must read on to know.
export function HeldBy({ item }: { item: Item }) {
  const { t } = useTranslation();
  const next = next_step(usePlantWords().operations, item.operation);
  const holds = new Set(usePermit(item.id, next.operation, next.equipment).data?.reasons.flatMap((reason) => reason.hold ?? []));
  return [...holds].map((hold) => (
    <Link key={hold} className="tag bad" to={`/holds/${hold}`}>
      <Mark shape="square" /> {t("item.held_by", { hold })}
    </Link>
  ));
}

export function MayRun({ item }: { item: Item }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const [picked, set_picked] = useState<{ operation: string; equipment: string } | null>(null);
  const asked = picked ?? next_step(words.operations, item.operation);
  const permit = usePermit(item.id, asked.operation, asked.equipment);
  const operations = [...words.operations.keys()].map((id) => ({ value: id, label: `${id} ${words.operation_name(id)}` }));
  const places = (words.operations.get(asked.operation)?.at ?? []).map((id) => ({ value: id, label: `${id} ${words.equipment_name(id)}` }));
  return (
    <section className="card">
      <h2>{t("permit.title")}</h2>
      <div className="row">
        <Select
          style={{ minWidth: 180 }} value={asked.operation || null} options={operations} aria-label={t("column.operation")} placeholder={t("column.operation")}
          onChange={(operation) => set_picked({ operation, equipment: words.operations.get(operation)?.at?.[0] ?? "" })}
        />
        <Select
          style={{ minWidth: 180 }} value={asked.equipment || null} options={places} aria-label={t("column.equipment")} placeholder={t("column.equipment")}
          onChange={(equipment) => set_picked({ ...asked, equipment })}
        />
      </div>
      {asked.operation === "" || asked.equipment === "" ? <p className="soft small" style={{ marginTop: 8 }}>{t("permit.choose")}</p> : <Asked answer={permit} lines={2}>{(answer) => <Answer permit={answer} />}</Asked>}
    </section>
  );
}

function Answer({ permit }: { permit: Permit }) {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  return (
    <div className="answer" role="status">
      <span className={permit.allowed ? "soft" : "bad"} style={{ paddingTop: 3 }}>
        <Mark shape={permit.allowed ? "tick" : "square"} />
      </span>
      <div>
        <b className={permit.allowed ? "" : "bad"} style={{ fontSize: 16 }}>
          {t(permit.allowed ? "permit.yes" : "permit.no", { count: permit.reasons.length })}
        </b>
        <ul>
          {permit.reasons.map((reason, i) => (
            <li key={i}>
              {say(reason.text)}{" "}
              {reason.hold && (
                <Link className="link keep" to={`/holds/${reason.hold}`}>
                  {reason.hold}
                </Link>
              )}
              {reason.lift && (
                <div className="soft small">
                  {t("permit.lift", { role: role_name(reason.lift.role), action: t(`permit.action.${reason.lift.action}`, { defaultValue: reason.lift.action }) })}
                </div>
              )}
            </li>
          ))}
        </ul>
        <span className="quiet small">{t("permit.as_of", { size: permit.as_of })}</span>
      </div>
    </div>
  );
}
