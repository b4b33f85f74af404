// One fact of the ledger: in words, what it changed, and its proof, checked by this browser.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { items_of, useDocument, useLedgerEntry, useLedgerSearch } from "@/api/queries";
import type { Fact } from "@/api/live";
import type { LedgerEntry } from "@/api/shapes";
import { Asked, Empty } from "@/widgets/asked";
import { number_text, time_text } from "@/widgets/format";
import { use_keys } from "@/widgets/keys";
import { PageHead } from "@/widgets/page_head";
import { useTrail } from "@/widgets/trail";
import { useWho } from "@/widgets/who";
import { When } from "@/widgets/when";
import { differences, flat } from "./differences";
import { page_of, words_of } from "./fact_words";
import { leaf_of } from "./leaf";
import { useNameOf } from "./names";
import { Proof } from "./proof";
import "./ledger.css";

export default function EntryPage() {
  const { t } = useTranslation();
  const { index = "" } = useParams();
  const number = /^\d+$/.test(index) ? Number(index) : -1;
  const navigate = useNavigate();
  const entry = useLedgerEntry(Math.max(0, number));
  const title = t("ledger.entry", { index: number_text(number) });
  useTrail([{ text: t("nav.ledger"), to: "/ledger" }, { text: `#${number_text(number)}` }]);
  use_keys((key) => key === "Escape" && (navigate("/ledger"), true));
  return (
    <>
      <PageHead
        title={title} plain={title}
        acts={
          <>
            <Button onClick={() => navigate("/ledger")}>‹ {t("nav.ledger")}</Button>
            <Button disabled={number <= 0} onClick={() => navigate(`/ledger/${number - 1}`)} aria-label={t("ledger.previous")}>‹</Button>
            <Button onClick={() => navigate(`/ledger/${number + 1}`)} aria-label={t("ledger.next")}>›</Button>
          </>
        }
      />
      <Asked answer={entry} lines={8}>
        {(one) => (one === null || number < 0 || one.index !== number ? <Empty title={t("ledger.none")}><p>{t("ledger.none_what")}</p></Empty> : <Entry key={one.index} entry={one} />)}
      </Asked>
    </>
  );
}

function Entry({ entry }: { entry: LedgerEntry }) {
  const { t, i18n } = useTranslation();
  const who = useWho();
  const name = useNameOf();
  const fact = leaf_of(entry);
  const page = page_of(fact);
  const words = words_of(fact, t, name);
  const named = i18n.exists(`fact.${fact.fact}`) ? t(`fact.${fact.fact}`) : fact.fact;
  return (
    <div className="split">
      <div className="stack">
        <section className="card">
          <h2>{named} <span><When time={fact.at} /> · {name("users", fact.by ?? "") || who(fact.by)}</span></h2>
          <p style={{ fontSize: 16, marginBottom: 10 }}>{words}</p>
          {page && <p><Link className="link" to={page}>{t("ledger.open_subject")}</Link></p>}
          {fact.fact === "document_revised" && <Revision fact={fact} />}
          {fact.fact === "user_saved" && <UserBefore fact={fact} index={entry.index} />}
        </section>
        <section className="card">
          <h2>{t("ledger.fields")}</h2>
          <dl className="leaf-data">
            {[...flat(fact.data ?? {})].map(([field, value]) => (
              <div key={field} style={{ display: "contents" }}><dt>{field.replaceAll("_", " ")}</dt><dd>{/^\d{4}-\d\d-\d\dT/.test(value) ? time_text(value) : value}</dd></div>
            ))}
          </dl>
          <details style={{ marginTop: 10 }}>
            <summary className="soft small">{t("ledger.as_recorded")}</summary>
            <pre className="mono" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{JSON.stringify(entry.leaf, null, 1)}</pre>
          </details>
        </section>
      </div>
      <Proof index={entry.index} />
    </div>
  );
}

function Revision({ fact }: { fact: Fact }) {
  const { t } = useTranslation();
  const { kind = "", id = "", revision = 0, body } = (fact.data ?? {}) as { kind?: string; id?: string; revision?: number; body?: unknown };
  const answer = useDocument(kind, id);
  if (revision <= 1) return <p className="soft small" style={{ marginTop: 8 }}>{t("ledger.first_revision")}</p>;
  return (
    <Asked answer={answer} lines={3}>
      {({ revisions }) => <Changes before={revisions.find((one) => one.revision === revision - 1)?.body} after={body} />}
    </Asked>
  );
}
function UserBefore({ fact, index }: { fact: Fact; index: number }) {
  const { t } = useTranslation();
  const user = (fact.data as { name?: string } | undefined)?.name ?? "";
  const list = useLedgerSearch({ what: "user_saved", subject: user });
  const before = items_of<LedgerEntry>(list).filter((one) => one.index < index && leaf_of(one).data?.name === user).toSorted((a, b) => b.index - a.index)[0];
  if (list.isPending) return null;
  if (list.error) return <p className="soft small">{t("ledger.no_search")}</p>;
  return before ? <Changes before={leaf_of(before).data} after={fact.data} /> : <p className="soft small">{t("ledger.first_saved")}</p>;
}
function Changes({ before, after }: { before: unknown; after: unknown }) {
  const { t } = useTranslation();
  const rows = differences(before, after);
  if (rows.length === 0) return <p className="soft small">{t("ledger.no_change")}</p>;
  return (
    <table className="before-after" style={{ marginTop: 8 }} aria-label={t("ledger.changed")}>
      <thead><tr><th scope="col">{t("ledger.field")}</th><th scope="col">{t("ledger.before")}</th><th scope="col">{t("ledger.after")}</th></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field}>
            <td className="soft">{row.field.replaceAll("_", " ")}</td>
            <td>{row.before === null ? <span className="quiet">{t("ledger.absent")}</span> : <del>{row.before}</del>}</td>
            <td>{row.after === null ? <span className="quiet">{t("ledger.absent")}</span> : <ins>{row.after}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
