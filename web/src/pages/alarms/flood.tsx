// A flood as its sum: what is urgent stays on the screen, what is less urgent is folded and one press away. Nothing is lost.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { AlarmFlood } from "@/api/alarms";
import { number_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { When } from "@/widgets/when";

export function FloodBanner({ flood, folded, is_folded, turn }: { flood: AlarmFlood; folded: number; is_folded: boolean; turn: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flood" role="status">
      <Mark shape="triangle" />
      <span>
        <b>{t("alarm.flood", { count: flood.in_flood, shown: number_text(flood.in_flood) })}</b> <When time={flood.since} /> · {t("alarm.flood_rate", { raised: number_text(flood.raised) })}
        <span className="soft"> {is_folded ? t("alarm.flood_folded", { count: folded, shown: number_text(folded) }) : t("alarm.flood_what")}</span>
      </span>
      <Button size="small" onClick={turn}>{t(is_folded ? "alarm.flood_show" : "alarm.flood_fold")}</Button>
    </div>
  );
}
