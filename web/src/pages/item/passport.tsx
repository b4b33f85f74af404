// The passport of a unit or lot, to print or to hand on: what it is, how and of what it was made, what was measured, and how its
// record can be proven. Which parts it shows is chosen here and stays in the address, so that a link shows the same.
import { Button, Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { encode } from "uqr";
import { useItem, usePassport } from "@/api/queries";
import type { Passport } from "@/api/shapes";
import { say } from "@/text";
import { Asked } from "@/widgets/asked";
import { number_text, quantity_text, range_text, time_text, uom_text, with_uom } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { PageHead } from "@/widgets/page_head";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import "./passport.css";

const parts = ["operations", "people", "materials", "measurements", "holds", "proof"] as const;
type Part = (typeof parts)[number];

export default function PassportPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const kind = useLocation().pathname.startsWith("/lots/") ? "lot" : "unit";
  const home = `/${kind}s/${encodeURIComponent(id)}`;
  const passport = usePassport(kind, id);
  const [search, set_search] = useSearchParams();
  const left_out = new Set((search.get("without") ?? "").split(",").filter(Boolean));
  useTrail([{ text: t("nav.items"), to: kind === "lot" ? "/items?kind=lot" : "/items" }, { text: id, to: home }, { text: t("passport.title") }]);
  const turn = (part: Part) => {
    const next = new Set(left_out);
    if (!next.delete(part)) next.add(part);
    set_search(next.size === 0 ? {} : { without: [...next].join(",") }, { replace: true });
  };
  return (
    <>
      <div className="no-print">
        <PageHead
          title={`${t("passport.title")} ${id}`} plain={`${t("passport.title")} ${id}`}
          acts={<><Button onClick={() => navigate(home)}>‹ {id}</Button><Button type="primary" onClick={() => window.print()}>{t("passport.print")}</Button></>}
        />
        <div className="filters">{parts.map((part) => <Checkbox key={part} checked={!left_out.has(part)} onChange={() => turn(part)}>{t(`passport.part.${part}`)}</Checkbox>)}</div>
      </div>
      <Asked answer={passport} lines={10}>{(told) => <Sheet passport={told} shows={(part) => !left_out.has(part)} address={window.location.origin + home + "/passport"} />}</Asked>
    </>
  );
}

function Sheet({ passport, shows, address }: { passport: Passport; shows: (part: Part) => boolean; address: string }) {
  const { t } = useTranslation();
  const { item, operations, materials, measurements, holds } = passport;
  const history = useItem(item.kind, item.id);
  const inside = history.data?.item.inside;
  return (
    <article className="passport">
      <header>
        <div>
          <p className="quiet">{t(`palette.kind.${item.kind}`)}</p>
          <h2>{item.id}</h2>
          <p className="name">{say(passport.name)} <span className="soft">{item.material}</span></p>
          <dl className="facts">
            <dt>{t("passport.result")}</dt><dd><Result result={passport.result} /></dd>
            {passport.made_at && <><dt>{t("passport.made_at")}</dt><dd>{time_text(passport.made_at)}</dd></>}
            {item.quantity !== undefined && <><dt>{t("passport.quantity")}</dt><dd>{quantity_text(item, t)}</dd></>}
            {item.supplier && <><dt>{t("passport.supplier")}</dt><dd>{item.supplier}</dd></>}
            {inside && <><dt>{t("passport.inside")}</dt><dd>{inside}</dd></>}
            {item.shipped_to && <><dt>{t("passport.shipped_to")}</dt><dd>{item.shipped_to}</dd></>}
          </dl>
        </div>
        <figure><Qr text={address} /><figcaption className="quiet">{address}</figcaption></figure>
      </header>
      {shows("operations") && operations.length > 0 && (
        <Part title={t("passport.part.operations")} head={[t("plan.operation"), t("column.equipment"), ...(shows("people") ? [t("passport.person")] : []), t("column.time"), t("passport.outcome")]}
          rows={operations.map((one) => [`${one.operation} ${say(one.name)}`, one.equipment, ...(shows("people") ? [one.person ?? ""] : []), <When key="t" time={one.at} />, one.result ? t(`run.${one.result}`, { defaultValue: one.result }) : t("run.going")])} />
      )}
      {shows("materials") && materials.length > 0 && (
        <Part title={t("passport.part.materials")} head={[t("passport.material"), t("passport.lot"), t("passport.supplier"), t("passport.quantity")]}
          rows={materials.map((one) => [`${say(one.name)} ${one.material}`, one.lot, one.supplier ?? "", one.quantity === undefined ? "" : with_uom(one.quantity, one.uom)])} />
      )}
      {shows("measurements") && measurements.length > 0 && (
        <Part title={t("passport.part.measurements")} head={[t("plan.characteristic"), t("column.value"), t("why.specification"), t("column.time")]}
          rows={measurements.map((one) => [say(one.characteristic), <b key="v" className={one.inside ? "" : "bad"}>{!one.inside && <Mark shape="square" />} {number_text(one.value)} {uom_text(one.uom)}</b>, one.lower === undefined && one.upper === undefined ? "–" : `${range_text(one.lower, one.upper)} ${uom_text(one.uom)}`, <When key="t" time={one.time} />])} />
      )}
      {shows("holds") && holds.length > 0 && (
        <Part title={t("passport.part.holds")} head={[t("nav.holds"), t("column.reason"), t("column.state")]} rows={holds.map((one) => [one.id, say(one.reason), one.released_for_this ? t("item.let_go") : t(`hold.state.${one.state}`)])} />
      )}
      {shows("proof") && passport.proof && (
        <footer>
          <Link className="link" to={`/ledger/${passport.proof.leaf_index}`}>{t("passport.proof", { index: number_text(passport.proof.leaf_index), size: number_text(passport.proof.ledger_size) })}</Link>
          <code className="mono">{passport.proof.root}</code>
        </footer>
      )}
    </article>
  );
}
function Result({ result }: { result: Passport["result"] }) {
  const { t } = useTranslation();
  const bad = result === "held" || result === "scrapped";
  return <b className={bad ? "bad" : ""}><Mark shape={bad ? "square" : result === "released" ? "tick" : "play"} /> {t(`passport.is.${result}`)}</b>;
}
function Part({ title, head, rows }: { title: string; head: string[]; rows: React.ReactNode[][] }) {
  return (
    <section>
      <h3>{title}</h3>
      <div className="table-wrap">
        <table className="data"><thead><tr>{head.map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead><tbody>{rows.map((row, i) => <tr key={i}>{row.map((cell, k) => <td key={k}>{cell}</td>)}</tr>)}</tbody></table>
      </div>
    </section>
  );
}
function Qr({ text }: { text: string }) {
  const { t } = useTranslation();
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1Z` : ""))).join("");
  return <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t("passport.qr")} shapeRendering="crispEdges"><rect width={size} height={size} fill="#fff" /><path d={squares} fill="#000" /></svg>;
}
