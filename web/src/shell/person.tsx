// The person at the top right: who is signed in, language, theme, the page to start on, the tour, and the way out.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { patch, path, remove } from "@/api/client";
import { live } from "@/api/live";
import { client } from "@/api/queries";
import type { Me } from "@/api/shapes";
import { language, say, speak } from "@/text";
import { Mark } from "@/widgets/mark";
import { useRoleNames } from "@/widgets/may";
import { useTheme } from "@/widgets/theme";
import { tell } from "@/widgets/toasts";
import { choose_home, chosen_home, home_of_roles } from "./home";
import { menu_entries } from "./routes";

export function turn_language() {
  const next = language() === "zh" ? "en" : "zh";
  void speak(next);
  // The choice also follows the person to other machines; when that fails it still holds here.
  patch(path("me"), { language: next }).catch(() => undefined);
}
export async function leave() {
  await remove(path("session")).catch(() => undefined);
  live.stop();
  client.clear();
  window.location.assign("/");
}

export function Person({ me, tour }: { me: Me; tour: () => void }) {
  const { t } = useTranslation();
  const theme = useTheme();
  const role_name = useRoleNames();
  const [open, set_open] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: MouseEvent) => box.current?.contains(event.target as Node) === false && set_open(false);
    const on_key = (event: KeyboardEvent) => event.key === "Escape" && set_open(false);
    window.addEventListener("mousedown", away);
    window.addEventListener("keydown", on_key);
    return () => {
      window.removeEventListener("mousedown", away);
      window.removeEventListener("keydown", on_key);
    };
  }, [open]);
  const name = say(me.display) || me.user;
  return (
    <>
      <button type="button" className="plain wide" onClick={turn_language} aria-label={t("language.switch")}>
        {t("language.short")}
      </button>
      <div className="person" ref={box}>
        <button type="button" className="plain" aria-haspopup="true" aria-expanded={open} aria-label={t("person.open", { name: `${name} · ${me.roles.map(role_name).join(", ")}` })} onClick={() => set_open(!open)}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="5" r="3" fill="none" stroke="currentColor" strokeWidth="1.5" /><path d="M2 15c.6-3.4 3-5 6-5s5.4 1.6 6 5" fill="none" stroke="currentColor" strokeWidth="1.5" /></svg>
          <span className="wide">{name}<span className="quiet role"> · {me.roles.map(role_name).join(", ")}</span></span>
        </button>
        {open && (
          <div className="person-sheet">
            <p>
              <b>{name}</b>
              <span className="soft small">{me.user} · {me.roles.map(role_name).join(", ")}</span>
            </p>
            <HomeChoice me={me} />
            <button type="button" className="plain" onClick={turn_language}>{t("language.other")}</button>
            <button type="button" className="plain" onClick={theme.turn}>{t(theme.name === "dark" ? "theme.light" : "theme.dark")}</button>
            <button type="button" className="plain" onClick={() => (set_open(false), tour())}>{t("tour.start")}</button>
            <button type="button" className="plain" onClick={() => void leave()}>
              <Mark shape="arrow" /> {t("frame.sign_out")}
            </button>
          </div>
        )}
      </div>
    </>
  );
}

function HomeChoice({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [chosen, set_chosen] = useState(chosen_home(me.user));
  const of_role = menu_entries.find((entry) => entry.to === home_of_roles(me.roles).split("?")[0]);
  return (
    <label className="field" style={{ margin: 0 }}>
      <span>{t("person.home")}</span>
      <select
        value={chosen ?? ""}
        onChange={(event) => {
          const page = event.target.value || null;
          choose_home(me.user, page);
          set_chosen(page);
          tell(t("person.home_kept"));
        }}
      >
        <option value="">{t("person.home_of_role", { page: of_role ? t(of_role.text) : "" })}</option>
        {menu_entries.map((entry) => <option key={entry.to} value={entry.to}>{t(entry.text)}</option>)}
      </select>
    </label>
  );
}
