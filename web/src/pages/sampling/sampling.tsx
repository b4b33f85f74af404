// Acceptance sampling: the plan of a standard for a lot, the switching rules lot by lot, and a plan through two points.
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { PageHead } from "@/widgets/page_head";
import { useTrail } from "@/widgets/trail";
import { DesignView } from "./design_view";
import { PlanView } from "./plan_view";
import { useQuestion, type View } from "./question";
import "./sampling.css";
import { SwitchingView } from "./switching_view";

const views: View[] = ["plan", "switching", "design"];

export default function SamplingPage() {
  const { t } = useTranslation();
  const { question, view, search, set } = useQuestion();
  useTrail([{ text: t("sampling.title"), to: "/sampling" }]);
  return (
    <>
      <PageHead
        title={t("sampling.title")} plain={t("sampling.title")}
        acts={<Segmented value={view} onChange={(value) => set({ view: value === "plan" ? "" : value })} options={views.map((value) => ({ value, label: t(`sampling.view.${value}`) }))} />}
      />
      {view === "plan" && <PlanView question={question} set={set} />}
      {view === "switching" && <SwitchingView question={question} search={search} set={set} />}
      {view === "design" && <DesignView search={search} set={set} />}
    </>
  );
}
