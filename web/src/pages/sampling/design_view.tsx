// A plan of one's own: the smallest that accepts good lots and rejects bad ones with the chances asked for.
import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSamplingDesign } from "@/api/sampling";
import type { SamplingDesign } from "@/api/shapes";
import { say } from "@/text";
import { Asked } from "@/widgets/asked";
import { number_text } from "@/widgets/format";
import { percent_text } from "./curve";
import { CurveCard } from "./curve_card";

const kinds = ["attributes", "c0", "variables-s", "variables-sigma"] as const;
type Kind = (typeof kinds)[number];
const usual = { p1: 1, alpha: 5, p2: 6, beta: 10 };

export function DesignView({ search, set }: { search: URLSearchParams; set: (changed: Record<string, string>) => void }) {
  const { t } = useTranslation();
  const kind: Kind = kinds.find((one) => one === search.get("kind")) ?? "attributes";
  const percent = (name: keyof typeof usual) => {
    const value = Number(search.get(name) ?? Number.NaN);
    return value > 0 && value < 100 ? value : usual[name];
  };
  const lot = Number(search.get("of_lot"));
  const has_lot = Number.isInteger(lot) && lot >= 2;
  const is_count = kind === "attributes" || kind === "c0";
  const design = useSamplingDesign({
    kind, model: is_count && has_lot ? "hypergeometric" : "binomial",
    ...(kind === "c0" ? {} : { p1: percent("p1") / 100 }), alpha: percent("alpha") / 100, p2: percent("p2") / 100, beta: percent("beta") / 100,
    ...(has_lot ? { lot_size: lot } : {}),
  });
  const field = (name: keyof typeof usual) => (
    <div className="field">
      <label htmlFor={`sampling-${name}`}>{t(`sampling.point.${name}`)}</label>
      <InputNumber id={`sampling-${name}`} value={percent(name)} min={0.0001} max={99.9} suffix="%" style={{ width: "100%" }} onChange={(value) => value !== null && set({ [name]: String(value) })} />
    </div>
  );
  return (
    <div className="sampling">
      <section className="card">
        <h2>{t("sampling.ask_design")}</h2>
        <div className="field">
          <label htmlFor="sampling-kind">{t("sampling.kind")}</label>
          <Select id="sampling-kind" value={kind} onChange={(value) => set({ kind: value })} options={kinds.map((value) => ({ value, label: t(`sampling.kind.${value}`) }))} />
        </div>
        {kind !== "c0" && field("p1")}
        {kind !== "c0" && field("alpha")}
        {field("p2")}
        {field("beta")}
        <div className="field">
          <label htmlFor="sampling-of-lot">{t("sampling.of_lot")}</label>
          <InputNumber id="sampling-of-lot" value={has_lot ? lot : null} min={2} precision={0} style={{ width: "100%" }} onChange={(value) => set({ of_lot: value === null ? "" : String(value) })} />
          <span className="hint">{t(is_count ? "sampling.of_lot_hint" : "sampling.of_lot_hint_variables")}</span>
        </div>
      </section>
      <div className="stack">
        <Asked answer={design} lines={8}>
          {(found) => (
            <>
              <Answer found={found} />
              <CurveCard curve={found.oc} />
            </>
          )}
        </Asked>
      </div>
    </div>
  );
}

function Answer({ found }: { found: SamplingDesign }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-live="polite">
      <h2>{t("sampling.smallest")}</h2>
      <p className="said">{say(found.words)}</p>
      <dl className="facts">
        <dt>n</dt><dd>{number_text(found.sample_size)}</dd>
        {found.accept !== undefined && <><dt>{t("sampling.accept")} / {t("sampling.reject")}</dt><dd>{found.accept} / {found.reject}</dd></>}
        {found.k !== undefined && <><dt>k</dt><dd>{number_text(found.k, { least: 3, most: 3 })}</dd></>}
        {found.m !== undefined && <><dt>M</dt><dd>{percent_text(found.m)}</dd></>}
        {found.alpha !== undefined && <><dt>{t("sampling.real_alpha")}</dt><dd>{percent_text(found.alpha)}</dd></>}
        <dt>{t("sampling.real_beta")}</dt><dd>{percent_text(found.beta)}</dd>
      </dl>
    </section>
  );
}
