// What stands on the screen while an answer is awaited, refused or empty. An error is never shown as an empty list: it says
// what happened, what was kept and what to do, with the detail below.
import { Button } from "antd";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refused, Unreachable } from "@/api/client";
import { say } from "@/text";

export function Bones({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("asked.loading")}>
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className="bone" style={{ width: `${92 - ((i * 23) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <b>{title}</b>
      {children}
    </div>
  );
}

export function error_text(error: unknown, t: (key: string) => string): { title: string; what: string; next: string; detail: string } {
  if (error instanceof Refused) {
    const problem = error.problem;
    const known = [401, 403, 404, 409, 412, 422, 429].includes(problem.status) ? String(problem.status) : problem.status >= 500 ? "5xx" : "4xx";
    return {
      title: problem.title,
      what: say(problem.text) || problem.detail || "",
      next: t(`error.next.${known}`),
      detail: JSON.stringify(problem, null, 1),
    };
  }
  if (error instanceof Unreachable) return { title: t("error.unreachable"), what: t("error.unreachable_what"), next: t("error.unreachable_next"), detail: "" };
  return { title: t("error.unexpected"), what: "", next: t("error.next.5xx"), detail: String(error) };
}

export function Failure({ error, retry, kept }: { error: unknown; retry?: () => void; kept?: string | undefined }) {
  const { t } = useTranslation();
  const told = error_text(error, t);
  const missing = error instanceof Refused && error.status === 404;
  useEffect(() => {
    if (missing) document.title = `${told.title} · Jidoka`;
  }, [missing, told.title]);
  return (
    <div className={`failure ${missing ? "calm" : ""}`} role="alert">
      {missing ? <h1>{told.title}</h1> : <b>{told.title}</b>}
      {told.what && told.what !== told.title && <span>{told.what}</span>}
      <span>
        {kept ? `${kept} ` : ""}
        {told.next}
      </span>
      {retry && (
        <Button size="small" onClick={retry}>
          {t("verb.retry")}
        </Button>
      )}
      {told.detail && (
        <details>
          <summary>{t("error.detail")}</summary>
          <pre>{told.detail}</pre>
        </details>
      )}
    </div>
  );
}

interface Answer<T> {
  data?: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}
export function Asked<T>({ answer, children, lines }: { answer: Answer<T>; children: (data: T) => ReactNode; lines?: number }) {
  const { t } = useTranslation();
  if (answer.data !== undefined) {
    return (
      <>
        {answer.error ? <Failure error={answer.error} retry={() => void answer.refetch()} kept={t("asked.old_shown")} /> : null}
        {children(answer.data)}
      </>
    );
  }
  if (answer.error) return <Failure error={answer.error} retry={() => void answer.refetch()} />;
  return <Bones lines={lines ?? 4} />;
}
