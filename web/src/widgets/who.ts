// Who did it, as people read it: the product itself, a command line, a token, or a person's name.
import { useTranslation } from "react-i18next";

export function useWho() {
  const { t } = useTranslation();
  return (by: string | undefined): string => {
    if (by === undefined || by === "") return "";
    if (by === "jidoka") return "Jidoka";
    if (by === "command line") return t("who.command_line");
    return by.startsWith("token:") ? t("who.token", { id: by.slice("token:".length) }) : by;
  };
}
