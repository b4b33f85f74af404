// The bar below: stop in red, the one primary verb, and what else may be the result. Good, failed with its defect and scrap are
// each one action; a reason is a tap, not a text to type.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { path } from "@/api/client";
import { useVerb } from "@/api/queries";
import type { EquipmentView, Permit } from "@/api/shapes";
import { say } from "@/text";
import { error_text } from "@/widgets/asked";
import { Mark } from "@/widgets/mark";
import { usePermission } from "@/widgets/may";
import type { Acts } from "./acts";
import type { Job } from "./work";

interface Props {
  equipment: string;
  view: EquipmentView | undefined;
  job: Job | null;
  permit: Permit | undefined;
  acts: Acts;
  person: string;
  offline: boolean;
  said: (tone: "ok" | "bad", text: string) => void;
  leave: () => void;
}
const defects = ["short_shot", "flash", "missing_screw", "leak", "scratch", "label"];
const scraps = ["defect", "dropped", "setup", "trial"];
const stops = ["jam", "tool", "material", "leak", "danger", "help"];

export function Verbs({ equipment, view, job, permit, acts, person, offline, said, leave }: Props) {
  const { t } = useTranslation();
  const [asking, set_asking] = useState<"" | "fail" | "scrap" | "stop">("");
  const may_produce = usePermission("produce");
  const may_stop = usePermission("equipment.stop");
  const may_restart = usePermission("equipment.restart");
  const touches = ["equipment", "board", "permit"];
  const stop = useVerb<{ reason: string }>(() => path("equipment", equipment, "stop"), (body) => body, touches);
  const restart = useVerb<{ reason: string }>(() => path("equipment", equipment, "restart"), (body) => body, touches);
  const stopped = view?.stop !== undefined;
  const refused = job !== null && permit !== undefined && !permit.allowed;

  const perform = async (verb: "start" | "complete" | "scrap", more: Record<string, unknown>, words: string) => {
    if (!job) return;
    set_asking("");
    const common = verb === "scrap" ? {} : { operation: job.operation, equipment, ...(person === "" ? {} : { person }) };
    const before = acts.refused.length;
    await acts.perform({ address: path("units", job.item, verb), body: { ...common, ...more }, verb, item: job.item }, new Date(), offline);
    const waits = acts.waiting.length > 0;
    if (acts.refused.length > before) said("bad", t("station.was_refused", { item: job.item }));
    else said("ok", waits ? t("station.kept", { words }) : words);
    if (verb !== "start") leave();
  };
  const tell = async (what: Promise<unknown>, words: string) => {
    try {
      await what;
      said("ok", words);
    } catch (error) {
      const told = error_text(error, t);
      said("bad", told.what || told.title);
    }
    set_asking("");
  };
  const start = () => void perform("start", job?.known ? {} : job?.body?.makes ? { material: job.body.makes } : {}, t("station.started", { item: job?.item ?? "" }));
  const good = () => void perform("complete", { result: "pass" }, t("station.completed", { item: job?.item ?? "" }));
  return (
    <>
      {asking !== "" && (
        <Reasons
          title={t(`station.ask.${asking}`, { item: job?.item ?? equipment })} close={() => set_asking("")}
          reasons={asking === "fail" ? defects.map((one) => [one, t(`defect.${one}`)]) : asking === "scrap" ? scraps.map((one) => [one, t(`station.scrap_reason.${one}`)]) : stops.map((one) => [one, t(`station.stop_reason.${one}`)])}
          choose={(id, words) => {
            if (asking === "fail") void perform("complete", { result: "fail", defect: id }, t("station.failed", { item: job?.item ?? "", reason: words }));
            else if (asking === "scrap") void perform("scrap", { reason: words }, t("station.scrapped", { item: job?.item ?? "" }));
            else void tell(stop.mutateAsync({ reason: words }), t("equipment.was_stopped", { id: equipment }));
          }}
        />
      )}
      {stopped && (
        <div className="station-stopped" role="status">
          <Mark shape="square" /> <b>{t("station.is_stopped")}</b> <span>{say(view?.stop?.reason)}</span>
          <button type="button" className="station-button" disabled={!may_restart || offline} onClick={() => void tell(restart.mutateAsync({ reason: t("station.restart_reason") }), t("equipment.restarted", { id: equipment }))}>{may_restart ? t("equipment.restart") : t("station.ask_shift")}</button>
        </div>
      )}
      <footer className="station-verbs">
        <button type="button" className="station-stop" disabled={stopped || !may_stop || offline} onClick={() => set_asking("stop")}><Mark shape="square" /> {t("station.stop")}</button>
        {job === null ? (
          <button type="button" className="station-primary" disabled>{t("station.scan_first")}</button>
        ) : job.running ? (
          <button type="button" className="station-primary" disabled={!may_produce} onClick={good}>{t("station.good", { item: job.item })}</button>
        ) : (
          <button type="button" className="station-primary" disabled={!may_produce || refused || stopped} onClick={start}>{t(refused ? "station.may_not" : "station.start", { item: job.item })}</button>
        )}
        <button type="button" className="station-button" disabled={!job?.running || !may_produce} onClick={() => set_asking("fail")}>{t("station.fail")}</button>
        <button type="button" className="station-button bad" disabled={!job?.known || !may_produce} onClick={() => set_asking("scrap")}>{t("station.scrap")}</button>
      </footer>
    </>
  );
}

function Reasons({ title, reasons, choose, close }: { title: string; reasons: (readonly [string, string])[]; choose: (id: string, words: string) => void; close: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="station-reasons" role="dialog" aria-modal="true" aria-label={title} onKeyDown={(event) => event.key === "Escape" && close()}>
      <h2>{title}</h2>
      <div>{reasons.map(([id, words], i) => <button key={id} type="button" autoFocus={i === 0} className="station-button" onClick={() => choose(id, words)}>{words}</button>)}</div>
      <button type="button" className="station-small" onClick={close}>{t("verb.cancel")}</button>
    </div>
  );
}
