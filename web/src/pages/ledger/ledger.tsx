// The ledger: who did what, when, to what and why. Every fact is told in words and opens with its proof.
import { Button, Input, Select } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { Refused } from "@/api/client";
import { items_of, useCheckpoint, useLedger, useLedgerSearch } from "@/api/queries";
import type { LedgerEntry } from "@/api/shapes";
import { Asked, Bones, Empty } from "@/widgets/asked";
import { number_text } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";
import { ListTable, Table, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { useWho } from "@/widgets/who";
import { When } from "@/widgets/when";
import { words_of } from "./fact_words";
import { leaf_of } from "./leaf";
import { parse_checkpoint } from "./note";
import { useNameOf } from "./names";
import "./ledger.css";

const facts = [
  "hold_placed", "hold_released", "hold_item_released", "hold_closed", "alarm_raised", "alarm_acknowledged", "alarm_shelved", "alarm_unshelved", "alarm_escalated", "alarm_returned", "alarm_settling", "alarm_marked_false", "alarm_repeated",
  "equipment_stopped", "equipment_restarted", "command_queued", "command_settled", "verdict_reached", "limits_learnt", "document_revised", "run_started", "run_completed", "consumed", "packed", "shipped",
  "scrapped", "lot_received", "reading_quarantined", "quarantine_settled", "readings_recorded", "page_packed", "stream_opened", "message_sent", "user_saved", "token_created", "token_revoked",
];
const asked = ["who", "what", "subject", "from", "to"] as const;

export default function LedgerPage() {
  const { t } = useTranslation();
  const [search, set_search] = useSearchParams();
  const values = Object.fromEntries(asked.map((name) => [name, search.get(name) ?? undefined]));
  const instant = (text: string | undefined) => (text && !Number.isNaN(new Date(text).getTime()) ? new Date(text).toISOString() : undefined);
  const found = useLedgerSearch({ ...values, from: instant(values.from), to: instant(values.to) });
  // An older server has no search: then the facts are shown from the newest back, and the page says so.
  const unsearchable = found.error instanceof Refused && (found.error.status === 404 || found.error.status === 405);
  useTrail([{ text: t("nav.ledger") }]);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === "") next.delete(name);
    else next.set(name, value);
    set_search(next, { replace: true });
  };
  return (
    <>
      <PageHead title={t("nav.ledger")} plain={t("nav.ledger")}><Size /></PageHead>
      {unsearchable ? <p className="tag info" style={{ whiteSpace: "normal", marginBottom: 12 }}>{t("ledger.no_search")}</p> : <Questions values={values} set={set} clear={() => set_search({}, { replace: true })} />}
      <section className="card">
        {unsearchable ? <Newest /> : <Found list={found} narrowed={asked.some((name) => values[name])} />}
      </section>
    </>
  );
}

function Size() {
  const { t } = useTranslation();
  const checkpoint = useCheckpoint();
  const told = checkpoint.data === undefined ? null : parse_checkpoint(checkpoint.data);
  return told ? <span className="sub">{t("ledger.head", { count: told.size, size: number_text(told.size), who: told.signers.join(", ") || "–" })}</span> : null;
}

function Questions({ values, set, clear }: { values: Record<string, string | undefined>; set: (name: string, value: string) => void; clear: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const options = useMemo(() => facts.map((fact) => ({ value: fact, label: t(`fact.${fact}`) })).toSorted((a, b) => a.label.localeCompare(b.label)), [t]);
  const [number, set_number] = useState("");
  return (
    <search className="filters" aria-label={t("ledger.search")}>
      <Late label={t("ledger.ask.subject")} hint={t("ledger.ask.subject_hint")} value={values.subject ?? ""} change={(value) => set("subject", value)} width={230} />
      <Late label={t("ledger.ask.who")} hint={t("ledger.ask.who")} value={values.who ?? ""} change={(value) => set("who", value)} width={150} />
      <Select
        style={{ width: 220 }} showSearch={{ optionFilterProp: "label" }} allowClear value={values.what ?? null} options={options} placeholder={t("ledger.ask.what")} aria-label={t("ledger.ask.what")}
        onChange={(value: string | null | undefined) => set("what", value ?? "")}
      />
      <label className="moment"><span>{t("ledger.ask.from")}</span><Input type="datetime-local" value={values.from ?? ""} onChange={(event) => set("from", event.target.value)} /></label>
      <label className="moment"><span>{t("ledger.ask.to")}</span><Input type="datetime-local" value={values.to ?? ""} onChange={(event) => set("to", event.target.value)} /></label>
      {asked.some((name) => values[name]) && <Button onClick={clear}>{t("ledger.ask.clear")}</Button>}
      <Input
        style={{ width: 130, marginLeft: "auto" }} value={number} inputMode="numeric" placeholder={t("ledger.go_to")} aria-label={t("ledger.go_to")}
        onChange={(event) => set_number(event.target.value.replace(/\D/g, ""))} onPressEnter={() => number !== "" && navigate(`/ledger/${number}`)}
      />
    </search>
  );
}
// Asks when the hand rests, not at every letter.
function Late({ label, hint, value, change, width }: { label: string; hint: string; value: string; change: (value: string) => void; width: number }) {
  const [typed, set_typed] = useState(value);
  useEffect(() => set_typed(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => change(typed.trim()), 350);
    return () => clearTimeout(timer);
  }, [typed]); // eslint-disable-line react-hooks/exhaustive-deps
  return <Input style={{ width }} value={typed} placeholder={hint} aria-label={label} allowClear onChange={(event) => set_typed(event.target.value)} />;
}

function useColumns(): Column<LedgerEntry>[] {
  const { t, i18n } = useTranslation();
  const who = useWho();
  const name = useNameOf();
  const fact_name = (fact: string) => (i18n.exists(`fact.${fact}`) ? t(`fact.${fact}`) : fact);
  const person = (by: string | undefined) => name("users", by ?? "") || who(by);
  return [
    { id: "index", title: "#", phone: "badge", show: (one) => <span className="quiet">{number_text(one.index)}</span>, csv: (one) => one.index },
    { id: "at", title: t("column.time"), show: (one) => <When time={leaf_of(one).at} />, csv: (one) => leaf_of(one).at },
    { id: "by", title: t("column.by"), show: (one) => <span className="keep">{person(leaf_of(one).by)}</span>, csv: (one) => leaf_of(one).by },
    { id: "fact", title: t("ledger.fact"), phone: "title", show: (one) => <b style={{ fontWeight: 550 }}>{fact_name(leaf_of(one).fact)}</b>, csv: (one) => leaf_of(one).fact },
    { id: "about", title: t("ledger.about"), phone: "full", show: (one) => words_of(leaf_of(one), t, name), csv: (one) => words_of(leaf_of(one), t, name) },
  ];
}

function Found({ list, narrowed }: { list: ReturnType<typeof useLedgerSearch>; narrowed: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The server looks through a part of the record at a time: a part without a hit is not the end.
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const nothing_yet = list.data !== undefined && items_of<LedgerEntry>(list).length === 0;
  useEffect(() => {
    if (nothing_yet && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [nothing_yet, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (nothing_yet && hasNextPage) return <Bones lines={6} />;
  return (
    <ListTable<LedgerEntry>
      list={list} columns={useColumns()} row_id={(one) => String(one.index)} label={t("nav.ledger")} open={(one) => navigate(`/ledger/${one.index}`)}
      empty={<Empty title={t(narrowed ? "ledger.nothing_found" : "ledger.none")}><p>{t(narrowed ? "ledger.nothing_found_next" : "ledger.none_what")}</p></Empty>}
    />
  );
}

const page = 50;
function Newest() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const checkpoint = useCheckpoint();
  const size = checkpoint.data === undefined ? undefined : (parse_checkpoint(checkpoint.data)?.size ?? 0);
  const [back, set_back] = useState(0);
  const from = size === undefined ? undefined : Math.max(0, size - page * (back + 1));
  const entries = useLedger(from, page);
  const columns = useColumns();
  return (
    <Asked answer={from === undefined ? { data: undefined, error: checkpoint.error, isPending: true, refetch: checkpoint.refetch } : entries} lines={8}>
      {({ items }) => (
        <>
          <Table rows={items.toSorted((a, b) => b.index - a.index)} columns={columns} row_id={(one) => String(one.index)} label={t("ledger.entries")} open={(one) => navigate(`/ledger/${one.index}`)} />
          <div className="table-foot row">
            <Button size="small" disabled={!from} onClick={() => set_back(back + 1)}>‹ {t("stream.older")}</Button>
            <Button size="small" disabled={back === 0} onClick={() => set_back(0)}>{t("ledger.newest")}</Button>
          </div>
        </>
      )}
    </Asked>
  );
}
