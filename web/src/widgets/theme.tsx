// Which of the two themes is on: chosen here, remembered by the browser, otherwise as the system asks.
import { createContext, use, useEffect, useState, type ReactNode } from "react";
import type { ThemeName } from "./palette";

const Theme = createContext<{ name: ThemeName; turn: () => void }>({ name: "light", turn: () => {} });
export const useTheme = () => use(Theme);

export function ThemeProvider({ children }: { children: (name: ThemeName) => ReactNode }) {
  const [name, set_name] = useState<ThemeName>(document.documentElement.dataset.theme === "dark" ? "dark" : "light");
  useEffect(() => {
    document.documentElement.dataset.theme = name;
  }, [name]);
  const turn = () => {
    const next = name === "dark" ? "light" : "dark";
    localStorage.setItem("jidoka.theme", next);
    set_name(next);
  };
  return <Theme value={{ name, turn }}>{children(name)}</Theme>;
}
