// Hold a unit, a lot or everything that ran at an equipment, by hand.
import { Input, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { path } from "@/api/client";
import { useVerb } from "@/api/queries";
import type { HoldScope } from "@/api/shapes";
import { usePlantWords } from "@/widgets/plan_lines";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { tell } from "@/widgets/toasts";

export function PlaceHold({ open, done }: { open: boolean; done: (placed?: string) => void }) {
  const { t } = useTranslation();
  const [kind, set_kind] = useState<HoldScope["kind"]>("unit");
  const [id, set_id] = useState("");
  const [from, set_from] = useState("");
  const place = useVerb<{ scope: HoldScope; reason: string }>(() => path("holds"), (body) => body, ["holds", "board", "items"]);
  const words = usePlantWords();
  const machines = [...words.equipment.keys()].sort().map((one) => ({ value: one, label: `${one} ${words.equipment_name(one)}`.trim() }));
  const scope: HoldScope =
    kind === "exposure" ? { kind, equipment: id.trim(), ...(from ? { from: new Date(from).toISOString() } : {}) } : { kind, id: id.trim() };
  return (
    <ReasonDialog
      open={open} title={t("hold.place")} verb={t("hold.place_verb")} label={t("reason.label")} danger done={() => done()}
      act={async (reason) => {
        const answer = await place.mutateAsync({ scope, reason });
        tell(t("hold.placed", { id: answer.id }));
        setTimeout(() => done(answer.id));
      }}
    >
      <div className="field">
        <span>{t("hold.what")}</span>
        <Segmented block value={kind} onChange={(next) => (set_kind(next), set_id(""))} options={(["unit", "lot", "exposure"] as const).map((value) => ({ value, label: t(`hold.kind.${value}`) }))} />
      </div>
      <label className="field">
        <span>{t(`hold.id.${kind}`)}</span>
        {kind === "exposure" ? (
          <Select showSearch optionFilterProp="label" value={id || null} options={machines} onChange={set_id} aria-label={t("hold.id.exposure")} />
        ) : (
          <Input value={id} onChange={(event) => set_id(event.target.value)} />
        )}
      </label>
      {kind === "exposure" && (
        <label className="field">
          <span>{t("hold.from")}</span>
          <Input type="datetime-local" value={from} onChange={(event) => set_from(event.target.value)} />
          <span className="hint">{t("hold.from_hint")}</span>
        </label>
      )}
    </ReasonDialog>
  );
}
