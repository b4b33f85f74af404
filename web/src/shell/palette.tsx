// One place to find things and do things: "/" and Ctrl-K. Pages and actions are found here at once, units, lots, equipment, streams,
// holds, alarms and documents by the server; below them stands what the guide says of it.
import { useEffect, useMemo, useRef, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useSearch } from "@/api/queries";
import type { Me } from "@/api/shapes";
import { language, say } from "@/text";
import { Failure } from "@/widgets/asked";
import { may } from "@/widgets/may";
import { useTheme } from "@/widgets/theme";
import { leave, turn_language } from "./person";
import { menu_entries } from "./routes";
import { href_of } from "./scan";

interface Hit {
  id: string;
  kind: string;
  text: string;
  more?: string;
  go: () => void;
}

interface Props {
  me: Me;
  close: () => void;
  camera: () => void;
  keys: () => void;
  tour: () => void;
}
const has_camera = () => "BarcodeDetector" in window && navigator.mediaDevices !== undefined;

export function Palette({ me, close, camera, keys, tour }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const theme = useTheme();
  const [text, set_text] = useState("");
  const [asked, set_asked] = useState("");
  const [at, set_at] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => set_asked(text.trim()), 120);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useSearch(asked);
  const leave_to = (to: string) => () => {
    close();
    navigate(to);
  };
  const act = (id: string, text: string, go: () => unknown, allowed = true): Hit[] =>
    allowed ? [{ id, kind: t("palette.action"), text, go: () => (close(), go()) }] : [];
  const commands: Hit[] = [
    ...menu_entries
      .filter((entry) => entry.needs === undefined || may(me, entry.needs))
      .map((entry) => ({ id: entry.to, kind: t("palette.page"), text: t(entry.text), more: `g ${entry.key}`, go: leave_to(entry.to) })),
    ...act("hold", t("hold.place"), () => navigate("/holds?place=1"), may(me, "holds.place")),
    ...act("screen", t("screen.title"), () => navigate("/board/screen")),
    ...act("camera", t("camera.title"), camera, has_camera()),
    ...act("theme", t(theme.name === "dark" ? "theme.light" : "theme.dark"), theme.turn),
    ...act("language", t("language.other"), turn_language),
    ...act("keys", t("frame.keys"), keys),
    ...act("tour", t("tour.start"), tour),
    ...act("leave", t("frame.sign_out"), () => void leave()),
  ];
  const lower = text.trim().toLowerCase();
  const things: Hit[] = useMemo(
    () =>
      (lower === "" ? [] : (found.data?.items ?? [])).map((item) => ({
        id: `${item.kind} ${item.id}`,
        kind: t(`palette.kind.${item.kind}`),
        text: item.id,
        more: more_than(item.id, say(item.title)),
        go: leave_to(href_of(item)),
      })),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [found.data, lower, t],
  );
  const told = useGuide(asked).map((one): Hit => ({ id: one.address, kind: t("nav.guide"), text: one.title, more: one.heading === one.title ? "" : one.heading, go: leave_to(one.address) }));
  const hits = [...things, ...commands.filter((hit) => lower === "" || hit.text.toLowerCase().includes(lower)), ...(lower === "" ? [] : told)];
  const chosen = Math.min(at, hits.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  // Enter that comes before the answer (a fast hand, a scanner) waits for it, and never opens what was found for less text.
  const waiting = lower !== "" && !found.error && (asked.toLowerCase() !== lower || found.isFetching);
  const [entered, set_entered] = useState(false);
  useEffect(() => {
    if (!entered || waiting) return;
    set_entered(false);
    hits[chosen]?.go();
  });
  const on_key = (event: React.KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      set_at(Math.max(0, Math.min(hits.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter") {
      if (waiting) set_entered(true);
      else hits[chosen]?.go();
    }
    else if (event.key === "Escape") close();
  };
  return (
    <div className="veil" onMouseDown={(event) => event.target === event.currentTarget && close()}>
      <div className="sheet" role="dialog" aria-modal="true" aria-label={t("frame.search")} onKeyDown={on_key}>
        <input
          autoFocus role="combobox" aria-expanded="true" aria-controls="hits" aria-activedescendant={hits[chosen] ? `hit-${chosen}` : undefined}
          placeholder={t("palette.placeholder")} value={text}
          onChange={(event) => {
            set_text(event.target.value);
            set_at(0);
            set_entered(false);
          }}
        />
        <div className="hits" id="hits" role="listbox" ref={list} aria-label={t("frame.search")}>
          {found.error && lower !== "" ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
          {hits.map((hit, i) => (
            <div key={hit.id} id={`hit-${i}`} className="hit" role="option" aria-selected={i === chosen} onMouseMove={() => set_at(i)} onClick={hit.go}>
              <span className="kind">{hit.kind}</span>
              <span>{hit.text}</span>
              <span className="quiet small">{hit.more}</span>
            </div>
          ))}
          {hits.length === 0 && !found.error && (
            <div className="empty">{waiting ? t("asked.loading") : t("palette.nothing", { text: text.trim() })}</div>
          )}
        </div>
      </div>
    </div>
  );
}

// The guide's texts come when somebody looks for something, and stay.
const most_of_guide = 4;
function useGuide(asked: string) {
  const spoken = language();
  const all = useQuery({
    queryKey: ["guide", spoken, "found"],
    queryFn: async () => {
      const { all_sections, find } = await import("@/pages/guide/sections");
      const sections = await all_sections(spoken);
      return (text: string) => find(sections, text, most_of_guide);
    },
    enabled: asked.length > 1, staleTime: Infinity,
  });
  return asked.length > 1 && all.data ? all.data(asked) : [];
}

// What a hit's title says beyond its name.
function more_than(id: string, title: string): string {
  return title.startsWith(id) ? title.slice(id.length).replace(/^[\s·:-]+/, "") : title;
}
