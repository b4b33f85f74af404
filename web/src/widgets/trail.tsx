// The breadcrumb: a page says where it stands, the frame shows it.
import { useEffect, useSyncExternalStore } from "react";

export interface Step {
  text: string;
  to?: string;
}
let steps: Step[] = [];
const listeners = new Set<() => void>();
export function useTrail(mine: Step[]) {
  const key = JSON.stringify(mine);
  useEffect(() => {
    steps = JSON.parse(key) as Step[];
    listeners.forEach((listener) => listener());
  }, [key]);
}
export function useSteps(): Step[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => steps,
  );
}
