// What this browser proved of a fact by itself, step by step, and what no such proof can say.
import { Button } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Asked } from "@/widgets/asked";
import { number_text, time_text } from "@/widgets/format";
import { Mark, type Shape } from "@/widgets/mark";
import { hex_of } from "./merkle";
import { forget_pin } from "./pin";
import { prove, type Findings, type Outcome } from "./prove";

export function Proof({ index }: { index: number }) {
  const { t } = useTranslation();
  const answer = useQuery({ queryKey: ["proof", index], queryFn: () => prove(index), staleTime: Infinity, gcTime: 0 });
  return (
    <section className="card" aria-live="polite">
      <h2 style={{ alignItems: "center" }}>{t("proof.title")} <Button size="small" onClick={() => void answer.refetch()}>{t("proof.again")}</Button></h2>
      <Asked answer={answer} lines={6}>{(findings) => <Told index={index} findings={findings} again={() => void answer.refetch()} />}</Asked>
    </section>
  );
}

const marks: Record<Outcome, [Shape, string]> = { proven: ["tick", "soft"], trusted: ["ring", "info"], nothing: ["dashes", "quiet"], refuted: ["square", "bad"] };
const order = ["inclusion", "signature", "key", "growth"] as const;

function Told({ index, findings, again }: { index: number; findings: Findings; again: () => void }) {
  const { t } = useTranslation();
  const refuted = order.filter((name) => findings[name] === "refuted");
  const { checkpoint, before } = findings;
  const values = { index: number_text(index), size: number_text(checkpoint.size), who: checkpoint.origin, before: number_text(before?.size), since: before?.seen_at ? time_text(before.seen_at) : "–" };
  return (
    <>
      <p className={refuted.length > 0 ? "bad" : ""} style={{ fontSize: 16, fontWeight: 600, marginBottom: 4 }}>
        {t(refuted.length > 0 ? "proof.refuted" : "proof.proven", values)}
      </p>
      <ul className="findings">
        {order.map((name) => {
          const [shape, tone] = marks[findings[name]];
          return (
            <li key={name}>
              <span className={tone}><Mark shape={shape} /></span>
              <div>
                <b className={findings[name] === "refuted" ? "bad" : ""} style={{ fontWeight: 550 }}>{t(`proof.${name}.${findings[name]}`, values)}</b>
                <p className="soft small">{t(`proof.${name}.what`)}</p>
              </div>
            </li>
          );
        })}
      </ul>
      <details style={{ marginTop: 8 }} open={refuted.includes("inclusion")}>
        <summary className="soft small">{t("proof.path", { count: findings.steps.length })}</summary>
        <Climb findings={findings} root={checkpoint.root} />
      </details>
      <details style={{ marginTop: 6 }}>
        <summary className="soft small">{t("proof.key_shown")}</summary>
        <p className="mono" style={{ overflowWrap: "anywhere", margin: "6px 0" }}>{findings.vkey}</p>
        <pre className="mono" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", margin: 0 }}>{checkpoint.body}</pre>
        <p className="soft small" style={{ margin: "6px 0" }}>{t("proof.forget_what")}</p>
        <Button size="small" onClick={() => (forget_pin(), again())}>{t("proof.forget")}</Button>
      </details>
      <p className="quiet small" style={{ marginTop: 12 }}>{t("proof.not")}</p>
    </>
  );
}

function Climb({ findings, root }: { findings: Findings; root: string }) {
  const { t } = useTranslation();
  const computed = findings.steps.at(-1)?.result ?? findings.leaf_hash;
  const expected = Array.from(atob(root), (one) => one.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return (
    <ol className="climb" style={{ marginTop: 6 }} tabIndex={0} aria-label={t("proof.path", { count: findings.steps.length })}>
      <li><span /> <span className="quiet">{t("proof.leaf")}</span> <span className="hash">{hex_of(findings.leaf_hash)}</span></li>
      {findings.steps.map((step, i) => (
        <li key={i}><span className="quiet">{i + 1}</span> <span className="quiet">{t(`proof.side.${step.side}`)}</span> <span className="hash">{hex_of(step.neighbour)}</span></li>
      ))}
      <li className="top"><span /> <span>{t("proof.computed")}</span> <span className="hash">{hex_of(computed)}</span></li>
      <li><span /> <span className="quiet">{t("proof.signed")}</span> <span className="hash">{expected}</span></li>
    </ol>
  );
}
