// The two languages of the product. Every text of the app stands in en.json and zh.json under one flat key; Chinese is loaded
// only when it is spoken. What the server says in both languages goes through say().
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Text } from "@/api/shapes";
import en from "./en.json";

export type Language = "en" | "zh";
const memory = "jidoka.language";

export function remembered(): Language | null {
  const value = localStorage.getItem(memory);
  return value === "en" || value === "zh" ? value : null;
}
export function language(): Language {
  return i18next.language === "zh" ? "zh" : "en";
}
export async function speak(wanted: Language, remember = true) {
  if (wanted === "zh" && !i18next.hasResourceBundle("zh", "translation")) {
    i18next.addResourceBundle("zh", "translation", (await import("./zh.json")).default);
  }
  if (remember) localStorage.setItem(memory, wanted);
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
  await i18next.changeLanguage(wanted);
}

export async function start_language() {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  await speak(remembered() ?? (navigator.language.startsWith("zh") ? "zh" : "en"), false);
}

export function say(text: Text | undefined | null): string {
  if (text === undefined || text === null) return "";
  return typeof text === "string" ? text : text[language()] || text.en || text.zh;
}
