// Who are you? As a page, or over the page when a session ended, so that nothing is lost.
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { get, path, post, Refused } from "@/api/client";
import type { Me } from "@/api/shapes";
import { language, speak } from "@/text";
import { error_text } from "@/widgets/asked";
import { useTheme } from "@/widgets/theme";
import { Logo } from "./logo";

export function SignIn({ done, over, user: known }: { done: (me: Me) => void; over?: boolean; user?: string }) {
  const { t } = useTranslation();
  const theme = useTheme();
  const [user, set_user] = useState(known ?? "");
  const [password, set_password] = useState("");
  const [busy, set_busy] = useState(false);
  const [error, set_error] = useState<{ title: string; next: string } | null>(null);
  useEffect(() => {
    if (!over) document.title = `${t("sign_in.title")} · Jidoka`;
  }, [over, t]);
  const go = async () => {
    if (busy) return;
    if (user.trim() === "" || password === "") {
      set_error({ title: t("sign_in.both"), next: "" });
      return;
    }
    set_busy(true);
    set_error(null);
    try {
      const me = await post<Partial<Me>>(path("session"), { user: user.trim(), password });
      done(me.user ? (me as Me) : await get<Me>(path("me")));
    } catch (cause) {
      if (cause instanceof Refused && (cause.status === 401 || cause.status === 403)) set_error({ title: t("sign_in.wrong"), next: t("sign_in.wrong_next") });
      else {
        const told = error_text(cause, t);
        set_error({ title: told.title, next: [told.what, told.next].filter(Boolean).join(" ") });
      }
      set_busy(false);
    }
  };
  const form = (
    <form
      className="card"
      style={{ width: "min(380px, 100%)", padding: "26px 28px 22px" }}
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <h1 className="row" style={{ gap: 10, fontSize: 19, fontWeight: 650, marginBottom: 4 }}>
        <Logo /> Jidoka
      </h1>
      <p className="soft" style={{ marginBottom: 18 }}>
        {over ? t("sign_in.expired") : t("sign_in.lead")}
      </p>
      <label className="field">
        <span>{t("sign_in.user")}</span>
        <Input size="large" value={user} autoFocus={!known} autoComplete="username" autoCapitalize="none" onChange={(event) => set_user(event.target.value)} />
      </label>
      <label className="field">
        <span>{t("sign_in.password")}</span>
        <Input.Password size="large" value={password} autoFocus={!!known} autoComplete="current-password" status={error ? "error" : ""} onChange={(event) => set_password(event.target.value)} />
      </label>
      {error && (
        <div className="failure" role="alert" style={{ marginBottom: 12 }}>
          <b>{error.title}</b>
          {error.next && <span>{error.next}</span>}
        </div>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>
        {t("sign_in.verb")}
      </Button>
      <div className="between" style={{ marginTop: 14 }}>
        <button type="button" className="plain" onClick={() => void speak(language() === "zh" ? "en" : "zh")}>
          {t("language.other")}
        </button>
        <button type="button" className="plain" onClick={theme.turn}>
          {t(theme.name === "dark" ? "theme.light" : "theme.dark")}
        </button>
      </div>
    </form>
  );
  if (over) {
    return (
      <div className="veil" role="dialog" aria-modal="true" aria-label={t("sign_in.title")} style={{ zIndex: 1900 }}>
        {form}
      </div>
    );
  }
  return <div role="main" style={{ minHeight: "100vh", display: "grid", placeItems: "center", padding: 16 }}>{form}</div>;
}
