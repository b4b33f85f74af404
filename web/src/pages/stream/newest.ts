// The newest value of a stream as it arrives, and whoever wants to know that something came.
import { useCallback, useMemo, useRef, useState } from "react";
import { useReadings, type Readings } from "@/api/live";
import type { StreamDetail } from "@/api/shapes";

export function useNewest(stream: StreamDetail, came?: () => void): { value: number | undefined; time: string } | undefined {
  const [last, set_last] = useState<{ value: number | undefined; time: string } | undefined>();
  const busy = useRef(false);
  const latest_came = useRef(came);
  latest_came.current = came;
  const ids = useMemo(() => [stream.id], [stream.id]);
  useReadings(
    ids,
    useCallback((readings: Readings) => {
      if (readings.stream !== stream.id) return;
      const newest = readings.times.at(-1);
      set_last({ value: readings.values.at(-1), time: new Date(newest === undefined ? Date.now() : newest / 1e6).toISOString() });
      if (busy.current) return;
      busy.current = true;
      setTimeout(() => {
        busy.current = false;
        latest_came.current?.();
      }, 1000);
    }, [stream.id]),
  );
  return last;
}
