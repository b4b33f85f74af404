// How far a person is on the tour: not asked yet, at a step, or done with it. Kept in this browser for each person.
import { useSyncExternalStore } from "react";

const key = (user: string) => "jidoka tour " + user;
const listeners = new Set<() => void>();
function keep(user: string, value: string) {
  localStorage.setItem(key(user), value);
  listeners.forEach((listener) => listener());
}
// Since this page was loaded: a tour that is only continued leaves the page where somebody opened it.
let moved = false;
export const tour_state = {
  has_moved: () => moved,
  go_to: (user: string, step: number) => {
    moved = true;
    keep(user, String(step));
  },
  end: (user: string) => keep(user, "done"),
};

// "new" until it was started or declined once.
export function useTourStep(user: string | undefined): number | "new" | "done" {
  const kept = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => (user === undefined ? "done" : localStorage.getItem(key(user))),
  );
  if (kept === null) return "new";
  const step = Number(kept);
  return Number.isInteger(step) && step >= 0 ? step : "done";
}
