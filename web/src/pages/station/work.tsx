// The job in hand: what waits here, the item with what was done and used, whether it may start, and the verbs.
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get, path, Refused } from "@/api/client";
import { useLink } from "@/api/live";
import { items_of, useItem, useItems, useNames, usePermit, useTrace } from "@/api/queries";
import type { EquipmentView, Item, ItemHistory, Permit } from "@/api/shapes";
import { say } from "@/text";
import { number_text, with_uom } from "@/widgets/format";
import { use_scans } from "@/widgets/keys";
import { Mark } from "@/widgets/mark";
import { useRoleNames } from "@/widgets/may";
import { usePlantWords } from "@/widgets/plan_lines";
import type { Acts } from "./acts";
import { amount_of, meaning_of, operation_for, operations_at, running, type Operation } from "./job";
import { play } from "./sounds";
import { Verbs } from "./verbs";

interface Props {
  equipment: string;
  view: EquipmentView | undefined;
  acts: Acts;
  person: string;
  badge: (who: string) => void;
}
export interface Job {
  item: string;
  operation: string;
  body: Operation | undefined;
  running: boolean;
  known: boolean; // the server has it
}

export function Work({ equipment, view, acts, person, badge }: Props) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const names = useNames().data;
  const offline = useLink() === "lost";
  useSyncExternalStore(acts.subscribe, () => acts.list);
  const operations = words.operations as Map<string, Operation>;
  const here = operations_at(operations, equipment);
  const at_work = view?.activity && !view.activity.ended_at ? view.activity.item : null;
  const [picked, set_picked] = useState<string | null>(null);
  const item = picked ?? at_work ?? "";
  const history = useItem("unit", item, item !== "");
  const [said, set_said] = useState<{ tone: "ok" | "bad"; text: string } | null>(null);
  const known = history.data !== undefined && history.data.item.id === item;
  const operation = operation_for(operations, here, known ? history.data.item : undefined);
  const job: Job | null = item === "" ? null : { item, operation, body: operations.get(operation), running: running(known ? history.data : undefined, operation, equipment, item, acts.waiting), known };
  const permit = usePermit(item, job && known ? operation : "", equipment);
  const say_bad = (text: string) => {
    set_said({ tone: "bad", text });
    play("wrong");
  };
  const say_ok = (text: string) => {
    set_said({ tone: "ok", text });
    play("ok");
  };
  const heard = async (code: string) => {
    const found = await look_up(code);
    if (found === "unreachable" && job?.running && job.item !== code) return say_bad(t("station.scan_offline", { code }));
    const means = meaning_of(code, found === "unreachable" ? null : found, names, job && { item: job.item, running: job.running, operation: job.body });
    if ("person" in means) return badge(means.person);
    if ("unknown" in means) return say_bad(t("station.scan_wrong", { code, wanted: wanted_text(job?.body) || t("station.a_unit") }));
    if ("material" in means && job) {
      const counted_in = found !== null && found !== "unreachable" ? found.item.uom : "1";
      const before = acts.refused.length;
      await acts.perform({ address: path("units", job.item, "consume"), body: { from: means.item, operation: job.operation, equipment, ...amount_of(job.body, means.material, counted_in) }, verb: "consume", item: job.item }, new Date(), offline);
      if (acts.refused.length > before) return say_bad(t("station.was_refused", { item: job.item }));
      const words = t("station.consumed", { code, item: job.item });
      return say_ok(acts.waiting.length > 0 ? t("station.kept", { words }) : words);
    }
    const is_new = found === null;
    if (is_new && !operations.get(here[0] ?? "")?.makes) return say_bad(t("station.scan_unknown", { code }));
    set_picked(code);
    say_ok(t("station.scanned", { code }));
  };
  use_scans((code) => (void heard(code), true));
  useEffect(() => set_said(null), [item]);
  return (
    <>
      <div className="station-work">
        <Queue equipment={equipment} operations={operations} here={here} chosen={item} choose={(id) => set_picked(id)} />
        <section className="station-centre">
          {said && <p className={`station-said ${said.tone}`} role="status"><Mark shape={said.tone === "ok" ? "tick" : "triangle"} /> {said.text}</p>}
          {job === null ? (
            <ScanFirst heard={(code) => void heard(code)} />
          ) : (
            <TheJob job={job} history={known ? history.data : undefined} name={words.operation_name(operation)} heard={(code) => void heard(code)} offline={offline} />
          )}
        </section>
        <section className="station-side">{job && <Checks job={job} history={known ? history.data : undefined} permit={permit.data} asked={!permit.isPending || !known} offline={offline} />}</section>
      </div>
      <Verbs equipment={equipment} view={view} job={job} permit={permit.data} acts={acts} person={person} offline={offline} said={(tone, text) => (tone === "ok" ? say_ok(text) : say_bad(text))} leave={() => set_picked(null)} />
    </>
  );

  function wanted_text(body: Operation | undefined) {
    return (body?.consumes ?? []).map((one) => one.material).join(", ");
  }
}

type Found = { kind: "unit" | "lot"; item: Item } | null | "unreachable";
async function look_up(code: string): Promise<Found> {
  for (const kind of ["unit", "lot"] as const) {
    try {
      return { kind, item: (await get<ItemHistory>(path(kind === "unit" ? "units" : "lots", code))).item };
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) return "unreachable";
    }
  }
  return null;
}

function ScanFirst({ heard }: { heard: (code: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className="station-scan-first">
      <svg viewBox="0 0 48 32" width="96" height="64" aria-hidden="true"><path d="M2 2v28M7 2v28M11 2v28M18 2v28M21 2v28M27 2v28M33 2v28M36 2v28M41 2v28M46 2v28" stroke="currentColor" strokeWidth="2.4" /></svg>
      <b>{t("station.scan_first")}</b>
      <Typed heard={heard} />
    </div>
  );
}
// For a code that no scanner reads any more.
function Typed({ heard }: { heard: (code: string) => void }) {
  const { t } = useTranslation();
  const [text, set_text] = useState("");
  return (
    <form className="station-typed" onSubmit={(event) => {
      event.preventDefault();
      if (text.trim() === "") return;
      heard(text.trim());
      set_text("");
    }}>
      <input value={text} onChange={(event) => set_text(event.target.value)} placeholder={t("station.type_code")} aria-label={t("station.type_code")} autoComplete="off" />
      <button type="submit" className="station-button">{t("station.take")}</button>
    </form>
  );
}

function Queue({ equipment, operations, here, chosen, choose }: { equipment: string; operations: Map<string, Operation>; here: string[]; chosen: string; choose: (id: string) => void }) {
  const { t } = useTranslation();
  const all = items_of<Item>(useItems("unit", { state: "in_process" }));
  const before = [...operations].filter(([, one]) => one.next?.some((id) => here.includes(id))).map(([id]) => id);
  const rows = all.filter((one) => one.equipment === equipment || before.includes(one.operation ?? "")).slice(0, 14);
  return (
    <nav className="station-queue" aria-label={t("station.queue")}>
      <h2>{t("station.queue")}</h2>
      {rows.length === 0 && <p className="soft">{t("station.queue_none")}</p>}
      <ul>
        {rows.map((one) => (
          <li key={one.id}>
            <button type="button" className={one.id === chosen ? "on" : ""} aria-current={one.id === chosen || undefined} onClick={() => choose(one.id)}>
              <b>{one.id}</b><span>{one.material} · {one.equipment === equipment ? t("station.here") : t("station.comes_from", { operation: one.operation ?? "" })}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function TheJob({ job, history, name, heard, offline }: { job: Job; history: ItemHistory | undefined; name: string; heard: (code: string) => void; offline: boolean }) {
  const { t } = useTranslation();
  const run = history?.runs.findLast((one) => one.operation === job.operation && !one.ended_at);
  return (
    <>
      <header className="station-job">
        <h2><Link to={`/units/${encodeURIComponent(job.item)}`}>{job.item}</Link></h2>
        <span>{job.operation} {name}</span>
        <span className="tag">{t(job.running ? "station.runs" : job.known ? "station.not_started" : offline ? "station.not_known" : "station.new_unit")}</span>
      </header>
      <Needs job={job} />
      {run && Object.keys(run.parameters).length > 0 && (
        <ul className="station-needs">{Object.entries(run.parameters).map(([key, value]) => <li key={key}><span>{key.replaceAll("_", " ")}</span><b>{number_text(value)}</b></li>)}</ul>
      )}
      <Typed heard={heard} />
    </>
  );
}

// What the operation takes, and what of it has gone in already.
function Needs({ job }: { job: Job }) {
  const { t } = useTranslation();
  const trace = useTrace("unit", job.item, "backward", job.known).data;
  const needs = job.body?.consumes ?? [];
  if (needs.length === 0) return null;
  const used = (material: string) => {
    const ids = new Set(trace?.nodes.filter((one) => one.material === material).map((one) => one.id));
    return (trace?.edges ?? []).filter((edge) => edge.to.id === job.item && ids.has(edge.from.id)).map((edge) => edge.from.id);
  };
  return (
    <>
      <h3>{t("station.needs")}</h3>
      <ul className="station-needs">
        {needs.map((one) => {
          const ids = used(one.material);
          return (
            <li key={one.material}>
              <span><Mark shape={ids.length > 0 ? "tick" : "dashes"} /> <b>{one.material}</b> {ids.length > 3 ? `${ids.slice(0, 3).join(", ")} …` : ids.join(", ")}</span>
              <span>{one.quantity === undefined ? "" : one.uom ? with_uom(one.quantity, one.uom) : `× ${number_text(one.quantity)}`}</span>
            </li>
          );
        })}
      </ul>
      {job.running && <p className="soft" style={{ marginTop: 8 }}>{t("station.needs_how")}</p>}
    </>
  );
}

// Before the start, in words: may it run, and if not, why and who can lift it.
function Checks({ job, history, permit, asked, offline }: { job: Job; history: ItemHistory | undefined; permit: Permit | undefined; asked: boolean; offline: boolean }) {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  const done = history?.runs.filter((run) => run.ended_at) ?? [];
  // While it runs, only what somebody placed against it counts: that it runs already is no news.
  const against = permit?.allowed === false ? permit.reasons.filter((reason) => !job.running || reason.hold || reason.lift) : [];
  return (
    <>
      <h2>{t(job.running ? "station.checks_running" : "station.checks")}</h2>
      {offline && <p className="station-said warn"><Mark shape="triangle" /> {t("station.checks_offline")}</p>}
      {!job.known && !offline && <p className="soft">{t("station.checks_new")}</p>}
      {!asked && <p className="soft">{t("asked.loading")}</p>}
      {(permit?.allowed || (permit && against.length === 0)) && <p className="station-check"><Mark shape="tick" /> {t(job.running ? "station.nothing_against" : "permit.yes")}</p>}
      {against.map((reason, i) => (
        <div key={i} className="station-check bad">
          <Mark shape="square" />
          <div><b>{say(reason.text)}</b>{reason.lift && <span>{t("permit.lift", { role: role_name(reason.lift.role), action: t(`permit.action.${reason.lift.action}`, { defaultValue: reason.lift.action }) })}</span>}</div>
        </div>
      ))}
      {done.length > 0 && <h3>{t("station.done_before")}</h3>}
      {done.map((run) => (
        <p key={run.number} className={`station-check ${run.result === "fail" ? "bad" : ""}`}><Mark shape={run.result === "fail" ? "square" : "tick"} /> {run.operation} · {run.equipment} · {t(`run.${run.result ?? "going"}`)}</p>
      ))}
    </>
  );
}
