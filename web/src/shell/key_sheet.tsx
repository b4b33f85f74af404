// The keys, on one sheet.
import { useTranslation } from "react-i18next";
import type { Me } from "@/api/shapes";
import { may } from "@/widgets/may";
import { menu_entries } from "./routes";
import { Sheet } from "./sheet";

export function KeySheet({ me, close }: { me: Me; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t("frame.keys")} close={close}>
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
    </Sheet>
  );
}
