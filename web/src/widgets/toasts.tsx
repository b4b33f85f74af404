// Short news at the edge of the screen: what was done, or a scan that meant nothing. Errors of a form stay in the form.
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Mark } from "./mark";

interface Toast {
  id: number;
  tone: "ok" | "bad";
  text: string;
}
let toasts: Toast[] = [];
let next_id = 1;
const listeners = new Set<() => void>();
function change(to: Toast[]) {
  toasts = to;
  listeners.forEach((listener) => listener());
}
const drop = (id: number) => change(toasts.filter((toast) => toast.id !== id));
export function tell(text: string, tone: Toast["tone"] = "ok") {
  const id = next_id++;
  change([...toasts.slice(-3), { id, tone, text }]);
  setTimeout(() => drop(id), tone === "bad" ? 9_000 : 5_000);
}

export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={`toast ${toast.tone}`}>
          <Mark shape={toast.tone === "ok" ? "tick" : "triangle"} className={toast.tone === "bad" ? "bad" : ""} />
          <span>{toast.text}</span>
          <button type="button" className="plain" aria-label={t("verb.close")} onClick={() => drop(toast.id)}>
            <Mark shape="cross" />
          </button>
        </div>
      ))}
    </div>
  );
}
