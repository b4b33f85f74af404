// The ledger as it stands: the signed checkpoint, and the facts from the newest back.
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useCheckpoint, useLedger } from "@/api/queries";
import type { LedgerEntry } from "@/api/shapes";
import { Asked, Empty } from "@/widgets/asked";
import { number_text } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";
import { Table } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { useWho } from "@/widgets/who";
import { When } from "@/widgets/when";
import { leaf_of, parse_checkpoint } from "./leaf";
import { subject_of } from "./subject";

const page = 50;

export default function LedgerPage() {
  const { t, i18n } = useTranslation();
  const who = useWho();
  const [search, set_search] = useSearchParams();
  const checkpoint = useCheckpoint();
  const told = checkpoint.data === undefined ? null : parse_checkpoint(checkpoint.data);
  const wanted = search.get("from");
  const newest = told ? Math.max(0, told.size - page) : undefined;
  const from = wanted === null ? newest : Math.max(0, Number(wanted) || 0);
  const entries = useLedger(from, page);
  const [open, set_open] = useState<number | null>(null);
  const [typed, set_typed] = useState("");
  useTrail([{ text: t("nav.ledger") }]);
  const fact_name = (fact: string) => (i18n.exists(`fact.${fact}`) ? t(`fact.${fact}`) : fact);
  return (
    <>
      <PageHead title={t("nav.ledger")} plain={t("nav.ledger")} />
      <section className="card" style={{ marginBottom: 14 }}>
        <h2>{t("ledger.checkpoint")}</h2>
        <Asked answer={checkpoint} lines={2}>
          {(text) => (
            <>
              {told && (
                <dl className="facts">
                  <dt>{t("ledger.size")}</dt><dd><b>{number_text(told.size)}</b></dd>
                  <dt>{t("ledger.root")}</dt><dd className="mono">{told.root}</dd>
                  <dt>{t("ledger.origin")}</dt><dd>{told.origin}</dd>
                  <dt>{t("ledger.signed_by")}</dt><dd>{told.signers.join(", ") || "–"}</dd>
                </dl>
              )}
              <details style={{ marginTop: 8 }}>
                <summary className="soft small">{t("ledger.raw")}</summary>
                <pre className="mono" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{text}</pre>
              </details>
              <p className="quiet small" style={{ marginTop: 8 }}>{t("ledger.what")}</p>
            </>
          )}
        </Asked>
      </section>
      <section className="card">
        <h2 style={{ alignItems: "center" }}>
          {t("ledger.entries")}
          <span className="row">
            <Button size="small" disabled={!from} onClick={() => set_search({ from: String(Math.max(0, (from ?? 0) - page)) })}>‹ {t("stream.older")}</Button>
            <Button size="small" disabled={wanted === null} onClick={() => set_search({})}>{t("ledger.newest")}</Button>
            <Input size="small" style={{ width: 130 }} value={typed} inputMode="numeric" placeholder={t("ledger.go_to")} aria-label={t("ledger.go_to")} onChange={(event) => set_typed(event.target.value.replace(/\D/g, ""))} onPressEnter={() => typed !== "" && set_search({ from: typed })} />
          </span>
        </h2>
        <Asked answer={from === undefined ? { data: undefined, error: checkpoint.error, isPending: true, refetch: checkpoint.refetch } : entries} lines={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t("ledger.none")}><p>{t("ledger.none_what")}</p></Empty>
            ) : (
              <Table<LedgerEntry>
                rows={items.toSorted((a, b) => b.index - a.index)} row_id={(one) => String(one.index)} chosen={open === null ? undefined : String(open)} label={t("ledger.entries")}
                open={(one) => set_open(open === one.index ? null : one.index)}
                columns={[
                  { id: "index", title: "#", phone: "badge", show: (one) => number_text(one.index) },
                  { id: "at", title: t("column.time"), show: (one) => <When time={leaf_of(one).at} /> },
                  { id: "fact", title: t("ledger.fact"), phone: "title", show: (one) => <b style={{ fontWeight: 550 }}>{fact_name(leaf_of(one).fact)}</b> },
                  { id: "by", title: t("column.by"), show: (one) => <span className="keep">{who(leaf_of(one).by)}</span> },
                  {
                    id: "about", title: t("ledger.about"), phone: "full",
                    show: (one) =>
                      open === one.index ? <pre className="mono" style={{ margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{JSON.stringify(one.leaf, null, 1)}</pre> : <span className="soft">{subject_of(leaf_of(one), t)}</span>,
                  },
                ]}
              />
            )
          }
        </Asked>
      </section>
    </>
  );
}
