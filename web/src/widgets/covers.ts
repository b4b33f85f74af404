// What a hold covers, in words: "12 units · 1 lot", without what it covers none of.
import { useTranslation } from "react-i18next";
import type { Hold } from "@/api/shapes";

export function useCoversText() {
  const { t } = useTranslation();
  return (counts: NonNullable<Hold["counts"]>) => {
    const lots = counts.lots > 0 ? t("count.lots", { count: counts.lots }) : "";
    const units = counts.units > 0 || lots === "" ? t("count.units", { count: counts.units }) : "";
    return [units, lots].filter(Boolean).join(" · ");
  };
}
