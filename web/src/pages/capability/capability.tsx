// A capability study of a stream or of pasted values. What is asked stands in the address, so a study can be sent as a link;
// pasted values stay in this browser.
import { Button, Input, Segmented, Select } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useStreams } from "@/api/queries";
import { ask_capability, type Capability, type CapabilityAsked } from "@/api/studies";
import { Bones, Empty, Failure } from "@/widgets/asked";
import { uom_text } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { useTrail } from "@/widgets/trail";
import { typed_list, typed_number } from "@/widgets/typed_numbers";
import { stream_href } from "@/widgets/why";
import { asked_of, empty_form, type Form } from "./form";
import { Report } from "./report";
import "./capability.css";

const memory = "jidoka capability values";

export default function CapabilityPage() {
  const { t } = useTranslation();
  const [search, set_search] = useSearchParams();
  const [form, set_form] = useState<Form>(() => ({ ...empty_form, ...Object.fromEntries([...search].filter(([key]) => key in empty_form)) }));
  const [text, set_text] = useState(() => localStorage.getItem(memory) ?? "");
  const [study, set_study] = useState<{ found: Capability; uom: string; chart?: string } | null>(null);
  const [busy, set_busy] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  const streams = useStreams().data?.items ?? [];
  const words = usePlantWords();
  useTrail([{ text: t("nav.capability") }]);
  const list = useMemo(() => typed_list(text), [text]);
  const stream = streams.find((one) => one.id === form.stream);
  const asked = asked_of(form, list.values);
  const newest = useRef(0);

  const compute = async (what: CapabilityAsked | null) => {
    if (!what) return;
    const mine = ++newest.current;
    set_busy(true);
    set_error(null);
    set_search(Object.fromEntries(Object.entries(form).filter(([key, value]) => value !== "" && value !== empty_form[key as keyof Form])), { replace: true });
    localStorage.setItem(memory, text.length < 1_000_000 ? text : "");
    const of = form.from === "stream" && form.stream ? { uom: uom_text(stream?.uom), chart: stream_href(form.stream) } : { uom: "" };
    try {
      const found = await ask_capability(what);
      if (mine === newest.current) set_study({ found, ...of });
    } catch (cause) {
      if (mine === newest.current) {
        set_error(cause);
        set_study(null);
      }
    }
    if (mine === newest.current) set_busy(false);
  };
  useEffect(() => {
    if (search.size > 0) void compute(asked);
    // eslint-disable-next-line
  }, []);

  const change = (part: Partial<Form>) => set_form((old) => ({ ...old, ...part }));
  const choose_stream = (id: string) => {
    const planned = words.lines.get(id)?.specification;
    const limit = (value: number | undefined) => (value === undefined ? "" : String(value));
    change({ stream: id, ...(planned ? { lower: limit(planned.lower), target: limit(planned.target), upper: limit(planned.upper) } : {}) });
  };
  return (
    <>
      <PageHead title={t("nav.capability")} plain={t("nav.capability")}><span className="sub">{t("capability.what")}</span></PageHead>
      <div className="stack">
        <form className="card study-form" onSubmit={(event) => (event.preventDefault(), void compute(asked))}>
          <div className="whole"><Segmented value={form.from} onChange={(value) => change({ from: value })} options={[{ value: "stream", label: t("capability.from_stream") }, { value: "values", label: t("capability.from_values") }]} /></div>
          {form.from === "stream" ? (
            <>
              <label className="field wider">
                <span>{t("column.stream")}</span>
                <Select
                  showSearch={{ optionFilterProp: "label" }} value={form.stream || null} placeholder={t("capability.choose_stream")} onChange={choose_stream} aria-label={t("column.stream")}
                  options={streams.map((one) => ({ value: one.id, label: `${words.stream_name(one.equipment, one.tag)} · ${one.equipment}` }))}
                />
              </label>
              {form.since === "" && <NumberField name="capability.newest" text={form.newest} set={(newest_text) => change({ newest: newest_text })} />}
              <TimeField name="capability.since" text={form.since} set={(since) => change({ since })} />
              {form.since !== "" && <TimeField name="capability.until" text={form.until} set={(until) => change({ until })} />}
            </>
          ) : (
            <label className="field whole">
              <span>{t("capability.values")}</span>
              <Input.TextArea value={text} autoSize={{ minRows: 3, maxRows: 8 }} spellCheck={false} placeholder="74.030 74.002 74.019 73.992 74.008" onChange={(event) => set_text(event.target.value)} />
              <span className={list.wrong.length > 0 ? "wrong" : "hint"}>{list.wrong.length > 0 ? t("capability.wrong_values", { word: list.wrong[0] }) : t("capability.values_hint", { count: list.values.length })}</span>
            </label>
          )}
          <NumberField name="capability.size" text={form.size} set={(size) => change({ size })} />
          <NumberField name="capability.lower" text={form.lower} set={(lower) => change({ lower })} />
          <NumberField name="capability.target" text={form.target} set={(target) => change({ target })} />
          <NumberField name="capability.upper" text={form.upper} set={(upper) => change({ upper })} />
          <NumberField name="capability.required" text={form.required} set={(required) => change({ required })} />
          <label className="field">
            <span>{t("capability.distribution")}</span>
            <Select value={form.distribution} onChange={(distribution) => change({ distribution })} aria-label={t("capability.distribution")} options={distributions.map((one) => ({ value: one, label: t(`capability.shape.${one}`) }))} />
          </label>
          <Button type="primary" htmlType="submit" disabled={!asked || (form.from === "values" && list.wrong.length > 0)} loading={busy}>{t("capability.compute")}</Button>
        </form>
        {error !== null && <Failure error={error} />}
        {busy && !study && <Bones lines={8} />}
        {study && <Report study={study.found} uom={study.uom} chart={study.chart} />}
        {!study && !busy && error === null && <Empty title={t("capability.none")}><p>{t("capability.none_what")}</p></Empty>}
      </div>
    </>
  );
}
const distributions = ["normal", "best", "lognormal", "weibull", "gamma", "folded-normal", "half-normal", "rayleigh", "box-cox", "johnson"];

function NumberField({ name, text, set }: { name: string; text: string; set: (text: string) => void }) {
  const { t } = useTranslation();
  const wrong = Number.isNaN(typed_number(text) ?? 0);
  return (
    <label className="field">
      <span>{t(name)}</span>
      <Input value={text} inputMode="decimal" status={wrong ? "error" : ""} onChange={(event) => set(event.target.value)} />
    </label>
  );
}

function TimeField({ name, text, set }: { name: string; text: string; set: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <label className="field wider">
      <span>{t(name)}</span>
      <Input type="datetime-local" value={text} onChange={(event) => set(event.target.value)} />
    </label>
  );
}
