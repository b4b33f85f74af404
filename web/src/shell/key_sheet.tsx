// The keys, on one sheet.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/api/shapes";
import { may } from "@/widgets/may";
import { menu_entries } from "./routes";

export function KeySheet({ me, close }: { me: Me; close: () => void }) {
  const { t } = useTranslation();
  useEffect(() => {
    const on_key = (event: KeyboardEvent) => event.key === "Escape" && close();
    window.addEventListener("keydown", on_key);
    return () => window.removeEventListener("keydown", on_key);
  }, [close]);
  return (
    <div className="veil" onMouseDown={(event) => event.target === event.currentTarget && close()}>
      <div className="sheet" role="dialog" aria-modal="true" aria-label={t("frame.keys")}>
        <div className="between" style={{ padding: "14px 18px 10px" }}>
          <b>{t("frame.keys")}</b>
          <button type="button" className="plain" autoFocus onClick={close}>
            {t("verb.close")} <kbd>Esc</kbd>
          </button>
        </div>
        <div className="key-list">
          <span><kbd>/</kbd> <kbd>Ctrl K</kbd></span><span>{t("keys.search")}</span>
          <span><kbd>j</kbd> <kbd>k</kbd></span><span>{t("keys.move")}</span>
          <span><kbd>Enter</kbd></span><span>{t("keys.open")}</span>
          <span><kbd>Esc</kbd></span><span>{t("keys.leave")}</span>
          {menu_entries.filter((entry) => entry.needs === undefined || may(me, entry.needs)).map((entry) => (
            <div key={entry.key} style={{ display: "contents" }}>
              <span><kbd>g</kbd> <kbd>{entry.key}</kbd></span>
              <span>{t(entry.text)}</span>
            </div>
          ))}
          <span className="quiet">▮▯▮▮▯</span><span>{t("keys.scan")}</span>
        </div>
      </div>
    </div>
  );
}
