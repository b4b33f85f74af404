// The source document as text, tried against a message while it is written: what arrives on one side, what it becomes on the other.
// Saving shows the difference first and refuses when somebody else changed the document meanwhile.
import { Button, Input } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import { parse, stringify } from "yaml";
import { get, path, post, query, Refused } from "@/api/client";
import { usePlant } from "@/api/queries";
import type { components } from "@/api/schema";
import type { Document, DocumentRevisions } from "@/api/shapes";
import { try_source, type Arrival, type TryReply } from "@/api/sources";
import { say } from "@/text";
import { Failure } from "@/widgets/asked";
import { VerbButton } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { tell } from "@/widgets/toasts";
import { source_object, source_text } from "./source_text";

type ApplyReply = components["schemas"]["ApplyReply"];

export function MappingEditor({ id, picked }: { id: string; picked: Arrival | null }) {
  const { t } = useTranslation();
  const plant = usePlant();
  const document = plant.data?.items.find((one) => one.kind === "source" && one.id === id && one.in_force);
  if (!plant.data) return null;
  return <Editor key={id} id={id} document={document} picked={picked} title={t("source.mapping")} />;
}

function Editor({ id, document, picked, title }: { id: string; document: Document | undefined; picked: Arrival | null; title: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const opened = useRef(document);
  const [text, set_text] = useState(() => source_text(id, document?.body, stringify));
  const [topic, set_topic] = useState("");
  const [payload, set_payload] = useState("");
  const [saving, set_saving] = useState<ApplyReply | null>(null);
  const [error, set_error] = useState<unknown>(null);
  useEffect(() => {
    if (!picked) return;
    set_topic(picked.topic);
    set_payload(picked.payload);
  }, [picked]);
  const read = useMemo(() => source_object(text, parse), [text]);
  const changed = text !== source_text(id, opened.current?.body, stringify);
  const newest = document?.revision ?? 0;
  const stale = newest !== (opened.current?.revision ?? 0);
  const take_newest = () => {
    opened.current = document;
    set_text(source_text(id, document?.body, stringify));
    set_error(null);
  };
  const ask = async () => {
    set_error(null);
    try {
      const known = await get<DocumentRevisions>(path("plant", "source", id)).catch((cause: unknown) => {
        if (cause instanceof Refused && cause.status === 404) return { revisions: [] };
        throw cause;
      });
      const now = Math.max(0, ...known.revisions.map((one) => one.revision));
      if (now !== (opened.current?.revision ?? 0)) return void queries.invalidateQueries({ queryKey: ["plant"] });
      set_saving(await post<ApplyReply>(path("plant", "apply") + query({ dry_run: true, file: `${id}.yaml` }), text));
    } catch (cause) {
      set_error(cause);
    }
  };
  return (
    <section className="card editor">
      <h2>{title} {document && <span>{t("documents.revision", { revision: document.revision })}</span>}</h2>
      {stale && (
        <div className="failure" role="alert" style={{ marginBottom: 12 }}>
          <b>{t("source.stale", { revision: newest })}</b>
          <span>{t("source.stale_next")}</span>
          <Button size="small" onClick={take_newest}>{t("source.take_newest", { revision: newest })}</Button>
        </div>
      )}
      <label className="field">
        <span>{t("source.document")}</span>
        <Input.TextArea value={text} autoSize={{ minRows: 9, maxRows: 22 }} spellCheck={false} status={"fault" in read ? "error" : ""} onChange={(event) => set_text(event.target.value)} />
        {"fault" in read ? <span className="wrong" role="alert">{t("source.not_yaml")} {read.fault}</span> : <span className="hint">{t("source.document_hint")}</span>}
      </label>
      <label className="field">
        <span>{t("source.topic")}</span>
        <Input value={topic} onChange={(event) => set_topic(event.target.value)} spellCheck={false} />
      </label>
      <label className="field">
        <span>{t("source.payload")}</span>
        <Input.TextArea value={payload} autoSize={{ minRows: 3, maxRows: 12 }} maxLength={64_000} spellCheck={false} placeholder='{"ts": "…", "melt_temp": 231.2}' onChange={(event) => set_payload(event.target.value)} />
        <span className="hint">{t("source.payload_hint")}</span>
      </label>
      <Becomes source={"source" in read ? read.source : null} topic={topic} payload={payload} />
      {error !== null && <Failure error={error} kept={t("reason.kept")} />}
      <div className="row" style={{ marginTop: 10 }}>
        <VerbButton permission="plant.apply" type="primary" disabled={!changed || stale || "fault" in read} onClick={() => void ask()}>
          {t("source.save")}
        </VerbButton>
        {changed && !stale && <Button onClick={() => set_text(source_text(id, opened.current?.body, stringify))}>{t("source.undo")}</Button>}
      </div>
      <ReasonDialog
        open={saving !== null} title={t("source.save_title", { id })} verb={t("source.save_verb")} label={t("reason.label")} done={() => set_saving(null)}
        act={async (reason) => {
          await post<ApplyReply>(path("plant", "apply") + query({ reason, file: `${id}.yaml` }), text);
          await queries.invalidateQueries({ queryKey: ["plant"] });
          await queries.invalidateQueries({ queryKey: ["sources"] });
          opened.current = queries.getQueryData<{ items: Document[] }>(["plant"])?.items.find((one) => one.kind === "source" && one.id === id && one.in_force);
          set_text(source_text(id, opened.current?.body, stringify));
          tell(t("source.saved", { id }));
        }}
      >
        <pre className="differences" tabIndex={0}>{difference_text(saving) || t("source.no_difference")}</pre>
      </ReasonDialog>
    </section>
  );
}
const difference_text = (reply: ApplyReply | null) =>
  (reply?.changes ?? []).filter((one) => one.change !== "unchanged").map((one) => `${one.change} ${one.kind} ${one.id}\n${one.differences.map((line) => `  ${line}`).join("\n")}`).join("\n");

// Asked a moment after the last key, and the newest answer alone is shown.
function Becomes({ source, topic, payload }: { source: unknown; topic: string; payload: string }) {
  const { t } = useTranslation();
  const [reply, set_reply] = useState<TryReply | null>(null);
  const [error, set_error] = useState<unknown>(null);
  useEffect(() => {
    if (source === null || payload.trim() === "") return set_reply(null);
    let wanted = true;
    const timer = setTimeout(() => {
      try_source(source, topic, payload).then(
        (told) => wanted && (set_reply(told), set_error(null)),
        (cause: unknown) => wanted && (set_error(cause), set_reply(null)),
      );
    }, 350);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [source, topic, payload]);
  if (error !== null) return <Failure error={error} />;
  if (!reply) return null;
  return (
    <div className="becomes" role="status">
      <b>{t(reply.matched ? "source.becomes" : "source.no_match")}</b>
      {reply.text && <span className="soft">{say(reply.text)}</span>}
      {(reply.fields ?? []).length > 0 && (
        <table>
          <tbody>{reply.fields.map((field, i) => <tr key={i}><td>{`{${field.name}}`}</td><td>{field.value}</td></tr>)}</tbody>
        </table>
      )}
      {(reply.readings ?? []).map((reading, i) => (
        <span key={i}>→ <b>{reading.equipment}/{reading.tag}</b> = {String(reading.value ?? "–")} {reading.uom} <span className="quiet small">{[reading.time, reading.unit, reading.lot].filter(Boolean).join(" · ")}</span></span>
      ))}
      {(reply.refusals ?? []).map((refusal, i) => (
        <span key={i} className="warn">{say(refusal.text) || refusal.code}{refusal.field ? ` (${refusal.field})` : ""}</span>
      ))}
    </div>
  );
}
