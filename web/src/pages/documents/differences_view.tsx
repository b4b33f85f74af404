// Two revisions of a control plan side by side: what was on the left, what is on the right, in words.
import { useTranslation } from "react-i18next";
import type { Document } from "@/api/shapes";
import { Empty } from "@/widgets/asked";
import type { PlanBody } from "./plan_body";
import { plan_differences } from "./plan_difference";
import { usePlanText } from "./plan_text";

export function DifferencesView({ before, after }: { before: Document; after: Document }) {
  const { t } = useTranslation();
  const text = usePlanText();
  const found = plan_differences((before.body ?? {}) as PlanBody, (after.body ?? {}) as PlanBody, text);
  if (found.length === 0) return <Empty title={t("documents.alike")}><p>{t("documents.alike_what", { before: before.revision, after: after.revision })}</p></Empty>;
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={t("documents.differences")}>
      <table className="data side-by-side">
        <thead><tr><th scope="col">{t("plan.line")}</th><th scope="col">{t("documents.what")}</th><th scope="col">{t("documents.revision", { revision: before.revision })}</th><th scope="col">{t("documents.revision", { revision: after.revision })}</th></tr></thead>
        <tbody>
          {found.flatMap((one) => one.changes.map((change, i) => (
            <tr key={`${one.line} ${change.name}`} className={i === 0 ? "first" : ""}>
              <td>{i === 0 && <><b>{one.line === "" ? t("documents.whole_plan") : one.line}</b> {one.title}{one.kind !== "changed" && <div className="soft small">{t(`documents.line.${one.kind}`)}</div>}</>}</td>
              <td className="soft">{change.name}</td>
              <td>{change.before === "" ? <span className="quiet">{t("documents.nothing")}</span> : <del>{change.before}</del>}</td>
              <td>{change.after === "" ? <span className="quiet">{t("documents.nothing")}</span> : <ins>{change.after}</ins>}</td>
            </tr>
          )))}
        </tbody>
      </table>
    </div>
  );
}
