// The alarms, page after page from the server. A few pages follow the plant live; of many, only what somebody did here is asked again
// and the rest waits for a click, because asking a hundred thousand anew with each fact would help nobody.
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { get, path, query } from "@/api/client";
import { live } from "@/api/live";
import { items_of } from "@/api/queries";
import type { Alarm, Listed } from "@/api/shapes";

const a_page = 500;
const live_pages = 2;

export function useAlarmPages(open: boolean) {
  const queries = useQueryClient();
  const key = ["alarm_console", open];
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => get<Listed<Alarm>>(path("alarms") + query({ limit: a_page, open: open || undefined, after: pageParam }), signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
  const pages = useRef(0);
  pages.current = list.data?.pages.length ?? 0;
  const [changes, set_changes] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = live.on_fact((name) => {
      if (!name.startsWith("alarm_")) return;
      if (pages.current > live_pages) return set_changes((before) => before + 1);
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ["alarm_console"] });
      }, 300);
    });
    return () => {
      forget();
      clearTimeout(timer);
    };
  }, [queries]);
  return {
    list,
    alarms: items_of<Alarm>(list),
    // One alarm anew, wherever it stands.
    changed: (id: string) =>
      void get<Alarm>(path("alarms", id)).then((now) =>
        queries.setQueryData<typeof list.data>(key, (known) => known && { ...known, pages: known.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === id ? now : one)) })) }),
      ),
    changes,
    // Begins again with the newest page.
    reload: () => {
      set_changes(0);
      void queries.resetQueries({ queryKey: key });
    },
  };
}
