// A sheet over the page that has a title and nothing to fill in; Esc, its button and a click beside it close it.
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

export function Sheet({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    const on_key = (event: KeyboardEvent) => event.key === "Escape" && close();
    window.addEventListener("keydown", on_key);
    return () => window.removeEventListener("keydown", on_key);
  }, [close]);
  return (
    <div className="veil" onMouseDown={(event) => event.target === event.currentTarget && close()}>
      <div className="sheet" role="dialog" aria-modal="true" aria-label={title}>
        <div className="between" style={{ padding: "14px 18px 10px" }}>
          <b>{title}</b>
          <button type="button" className="plain" autoFocus onClick={close}>
            {t("verb.close")} <kbd>Esc</kbd>
          </button>
        </div>
        {children}
      </div>
    </div>
  );
}
