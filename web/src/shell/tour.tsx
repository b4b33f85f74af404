// A walk through the product on the screen itself: what is watched, the drift, the hold, the stop, the trace, the release and the
// restart. Each step opens the page it speaks of, with what is there now; nothing is done by itself.
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { items_of, useBoard, useHoldItems } from "@/api/queries";
import type { Board, Hold, Item } from "@/api/shapes";
import { use_keys } from "@/widgets/keys";
import { tour_state, useTourStep } from "@/widgets/tour_state";
import { verdict_href } from "@/widgets/why";

interface Step {
  id: string;
  page: (board: Board, hold: Hold | undefined, item: Item | undefined) => string;
  waits?: (board: Board) => boolean; // for something that has not happened yet
}
const steps: Step[] = [
  { id: "watch", page: () => "/board" },
  { id: "drift", page: (_, hold) => (hold?.because ? verdict_href(hold.because) : "/board"), waits: (board) => caused_hold(board) === undefined },
  { id: "hold", page: (_, hold) => (hold ? `/holds/${hold.id}` : "/holds"), waits: (board) => caused_hold(board) === undefined },
  { id: "stopped", page: (board, hold) => equipment_page(stopped(board) ?? hold?.because?.equipment) },
  { id: "trace", page: (_, __, item) => (item ? `/${item.kind}s/${encodeURIComponent(item.id)}` : "/items") },
  { id: "release", page: (_, hold) => (hold ? `/holds/${hold.id}` : "/holds") },
  { id: "restart", page: (board, hold) => equipment_page(stopped(board) ?? hold?.because?.equipment) },
];
const caused_hold = (board: Board) => board.holds.find((hold) => hold.because !== undefined);
const stopped = (board: Board) => board.equipment.find((one) => one.state === "stopped")?.id;
const equipment_page = (id: string | undefined) => (id === undefined ? "/equipment" : `/equipment/${encodeURIComponent(id)}`);

export function Tour({ user }: { user: string }) {
  const step = useTourStep(user);
  return typeof step === "number" && step < steps.length ? <Walk user={user} at={step} /> : null;
}

function Walk({ user, at }: { user: string; at: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const board = useBoard().data;
  const hold = board && (caused_hold(board) ?? board.holds[0]);
  const item = items_of<Item>(useHoldItems(hold?.id))[0];
  const step = steps[at]!;
  const waits = board !== undefined && step.waits?.(board) === true;
  const target = board === undefined ? undefined : step.page(board, hold, item);
  // The page of a step opens once, and again only when what it waited for has come.
  const opened = useRef("");
  const ready = board !== undefined && !(step.id === "trace" && hold !== undefined && item === undefined);
  useEffect(() => {
    const state = `${step.id} ${String(waits)}`;
    if (!ready || target === undefined || opened.current === state) return;
    opened.current = state;
    if (!tour_state.has_moved()) return;
    if (pathname !== target) navigate(target);
  }, [ready, target, step.id, waits, pathname, navigate]);
  const last = at === steps.length - 1;
  const move = (to: number) => (to >= steps.length ? tour_state.end(user) : tour_state.go_to(user, Math.max(0, to)));
  use_keys((key) => {
    if (key === "n") move(at + 1);
    else if (key === "p") move(at - 1);
    else if (key === "Escape") tour_state.end(user);
    else return false;
    return true;
  });
  return (
    <aside className="tour" aria-label={t("tour.title")} aria-live="polite">
      <div className="between">
        <span className="quiet small">{t("tour.step", { at: at + 1, of: steps.length })}</span>
        <button type="button" className="plain" onClick={() => tour_state.end(user)}>
          {t("tour.end")} <kbd>Esc</kbd>
        </button>
      </div>
      <b>{t(`tour.${step.id}`)}</b>
      <p className="soft">{t(`tour.${step.id}_what`)}</p>
      {waits && <p className="warn small" role="status">{t("tour.waits")}</p>}
      <div className="between" style={{ marginTop: 8 }}>
        <Button disabled={at === 0} onClick={() => move(at - 1)}>
          {t("tour.back")} <kbd>p</kbd>
        </Button>
        <Button type="primary" onClick={() => move(at + 1)}>
          {t(last ? "tour.finish" : "tour.next")} <kbd>n</kbd>
        </Button>
      </div>
    </aside>
  );
}
