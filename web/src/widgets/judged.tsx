// A value beside its specification: outside, it says so by shape, word and colour.
import { useTranslation } from "react-i18next";
import { with_uom } from "./format";
import { Mark } from "./mark";
import type { Specification } from "./plan_lines";

export function Judged({ value, uom, limits }: { value: number | undefined; uom: string | undefined; limits: Specification | undefined }) {
  const { t } = useTranslation();
  const outside = value !== undefined && ((limits?.upper !== undefined && value > limits.upper) || (limits?.lower !== undefined && value < limits.lower));
  const text = with_uom(value, uom);
  if (!outside) return <>{text}</>;
  return (
    <b className="bad" title={t("why.out_of_specification")}>
      <Mark shape="square" /> {text}
      <span className="unseen"> {t("why.out_of_specification")}</span>
    </b>
  );
}
