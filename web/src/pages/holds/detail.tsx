// One hold: what it covers and where that is now, why, who may lift it, and the release of all or of one item.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { path } from "@/api/client";
import { useVerb } from "@/api/queries";
import type { Hold, HoldScope, Item } from "@/api/shapes";
import { say } from "@/text";
import { useCoversText } from "@/widgets/covers";
import { time_text } from "@/widgets/format";
import { useRoleNames, VerbButton } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { HoldState } from "@/widgets/state";
import { tell } from "@/widgets/toasts";
import { When } from "@/widgets/when";
import { useWho } from "@/widgets/who";
import { Why } from "@/widgets/why";
import { HeldItems } from "./held_items";
import { TimeLine } from "./time_line";
import "./holds.css";

export function useScopeText() {
  const { t } = useTranslation();
  return (scope: HoldScope) => {
    if (scope.kind !== "exposure") return t(`hold.scope.${scope.kind}`, { id: scope.id ?? "" });
    const from = scope.from ? time_text(scope.from) : t("hold.scope.ever");
    return t(scope.to ? "hold.scope.exposure" : "hold.scope.exposure_open", { equipment: scope.equipment ?? "", from, to: scope.to ? time_text(scope.to) : "" });
  };
}

export function HoldDetail({ hold }: { hold: Hold }) {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  const scope_text = useScopeText();
  const who = useWho();
  const covers = useCoversText();
  const [releasing, set_releasing] = useState<"" | "all" | Item>("");
  const release = useVerb<{ reason: string; item_kind?: string; item?: string }>(() => path("holds", hold.id, "release"), (body) => body, ["holds", "board", "items", "permit"]);
  const one = typeof releasing === "object" ? releasing : null;
  const counts = hold.counts;
  return (
    <>
      <section className="card">
        <h2>
          {hold.id} <HoldState state={hold.state} />
        </h2>
        <p style={{ fontSize: 16, fontWeight: 600 }}>{say(hold.reason)}</p>
        <p className="soft" style={{ marginBottom: 12 }}>{scope_text(hold.scope)}</p>
        {counts && (
          <div className="row" style={{ gap: 26, marginBottom: 14 }}>
            {(["units", "lots", "packed", "shipped"] as const).map((where) => (
              <div key={where}>
                <div className={`big ${where === "shipped" && counts.shipped > 0 ? "bad" : ""}`}>{counts[where]}</div>
                <div className="soft small">{t(`hold.count.${where}`)}</div>
              </div>
            ))}
          </div>
        )}
        {hold.state === "active" ? (
          <div className="row" style={{ marginBottom: 16 }}>
            <VerbButton permission="holds.release" role={hold.release_role} type="primary" onClick={() => set_releasing("all")}>
              {t("hold.release")}
            </VerbButton>
            <span className="soft small">{t("hold.who", { who: role_name(hold.release_role || "quality_engineer") })}</span>
          </div>
        ) : (
          <p style={{ marginBottom: 16 }}>
            {t("hold.released_by", { who: who(hold.released_by) })} · <When time={hold.released_at} /><br />{hold.release_reason}
          </p>
        )}
        <TimeLine hold={hold} />
        <h3 className="card-title">{t("why.title")}</h3>
        {hold.because ? <Why verdict={hold.because} said={say(hold.reason)} /> : <p>{t("hold.by_hand", { who: who(hold.placed_by) })}</p>}
        <p className="quiet small" style={{ marginTop: 10 }}>
          {t("hold.placed_by", { who: who(hold.placed_by) })} · <When time={hold.placed_at} />
        </p>
      </section>
      <HeldItems key={hold.id} hold={hold} release={set_releasing} />
      <ReasonDialog
        open={releasing !== ""} title={one ? t("hold.release_single_title", { item: one.id, hold: hold.id }) : t("hold.release_title", { hold: hold.id })}
        verb={one ? t("hold.release_single") : t("hold.release")} label={t("hold.release_reason")} hint={t("hold.release_hint")} done={() => set_releasing("")}
        act={async (reason) => {
          await release.mutateAsync(one ? { reason, item_kind: one.kind, item: one.id } : { reason });
          tell(one ? t("hold.one_released", { item: one.id }) : t("hold.released", { hold: hold.id }));
        }}
      >
        <p style={{ marginBottom: 12 }}>
          {one
            ? t("hold.release_single_what")
            : counts
              ? t("hold.release_what", { what: covers(counts) })
              : scope_text(hold.scope)}
        </p>
      </ReasonDialog>
    </>
  );
}
