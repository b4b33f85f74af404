// Theme, language, session and routes. Somebody who is not signed in gets the sign-in page; somebody whose session ends
// signs in over the page, which stays as it was with all that was typed.
import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import en_US from "antd/es/locale/en_US";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { BrowserRouter } from "react-router";
import { Refused, session_is_back, when_session_lost } from "@/api/client";
import { live } from "@/api/live";
import { client, fact_arrived, useMe } from "@/api/queries";
import type { Me } from "@/api/shapes";
import { remembered, speak } from "@/text";
import { Bones, Failure } from "@/widgets/asked";
import { antd_config } from "@/widgets/palette";
import { ThemeProvider } from "@/widgets/theme";
import { Toasts } from "@/widgets/toasts";
import { Frame } from "./frame";
import { SignIn } from "./sign_in";

live.on_fact(fact_arrived);
// Facts resume after an outage; readings of the meantime do not, so what is on the screen is asked again.
let was_lost = false;
live.subscribe(() => {
  if (live.link === "live" && was_lost) void client.invalidateQueries();
  was_lost = live.link === "lost";
});

function adopt_language(me: Me) {
  if (remembered() === null && (me.language === "zh" || me.language === "en")) void speak(me.language, false);
}

function Session() {
  const me = useMe();
  const [lost, set_lost] = useState(false);
  useEffect(() => when_session_lost(() => set_lost(true)), []);
  const present = me.data !== undefined;
  useEffect(() => {
    if (me.data) adopt_language(me.data);
  }, [me.data]);
  useEffect(() => {
    if (!present || lost) return;
    live.start();
    return () => live.stop();
  }, [present, lost]);
  const signed_in = (who: Me) => {
    session_is_back(me.data === undefined || me.data.user === who.user);
    client.setQueryData(["me"], who);
    set_lost(false);
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "me" });
  };
  if (me.isPending) return <div style={{ padding: 40 }}><Bones /></div>;
  if (!me.data) {
    if (me.error instanceof Refused && me.error.status === 401) return <SignIn done={signed_in} />;
    return (
      <div style={{ padding: 24, maxWidth: 640, margin: "10vh auto" }}>
        <Failure error={me.error} retry={() => void me.refetch()} />
      </div>
    );
  }
  return (
    <>
      <Frame me={me.data} />
      {lost && <SignIn over user={me.data.user} done={signed_in} />}
    </>
  );
}

export function App() {
  const { i18n } = useTranslation();
  // antd's few own words (close, clear, no data) come from the same language.
  const locale = useAntdLocale(i18n.language);
  return (
    <QueryClientProvider client={client}>
      <ThemeProvider>
        {(name) => (
          <ConfigProvider theme={antd_config(name)} locale={locale} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
            <BrowserRouter>
              <Session />
            </BrowserRouter>
            <Toasts />
          </ConfigProvider>
        )}
      </ThemeProvider>
    </QueryClientProvider>
  );
}

// There is always one: with its first locale antd would build the whole app anew, and what was typed meanwhile would be lost.
type Locale = NonNullable<React.ComponentProps<typeof ConfigProvider>["locale"]>;
function useAntdLocale(language: string): Locale {
  const [locale, set_locale] = useState<Locale>(en_US);
  useEffect(() => {
    let wanted = true;
    if (language !== "zh") set_locale(en_US);
    else void import("antd/es/locale/zh_CN").then((module) => wanted && set_locale(module.default));
    return () => void (wanted = false);
  }, [language]);
  return locale;
}
