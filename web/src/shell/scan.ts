// A scanned code opens its unit or lot. A code that means nothing says what was expected.
import type { TFunction } from "i18next";
import { get, path, query, Refused } from "@/api/client";
import type { Listed, SearchItem } from "@/api/shapes";
import { tell } from "@/widgets/toasts";

export async function look_up_scan(code: string, navigate: (to: string) => unknown, t: TFunction) {
  const wanted = code.trim();
  try {
    const found = await get<Listed<SearchItem>>(path("search") + query({ q: wanted }));
    const exact = found.items.filter((item) => item.id === wanted);
    const hit = exact.find((item) => item.kind === "unit") ?? exact.find((item) => item.kind === "lot") ?? exact[0];
    if (hit) navigate(href_of(hit));
    else tell(t("scan.unknown", { code: wanted }), "bad");
  } catch (error) {
    tell(t(error instanceof Refused ? "scan.refused" : "scan.unreachable", { code: wanted }), "bad");
  }
}

// Where this app shows a found thing.
export function href_of(item: SearchItem): string {
  const id = encodeURIComponent(item.id);
  switch (item.kind) {
    case "unit": return `/units/${id}`;
    case "lot": return `/lots/${id}`;
    case "equipment": return `/equipment/${id}`;
    case "hold": return `/holds/${id}`;
    case "alarm": return `/alarms/${id}`;
    case "stream": return `/streams/${item.id.split("/").map(encodeURIComponent).join("/")}`;
    case "document": return `/documents/${item.href.split("/").slice(-2).join("/")}`;
    default: return item.href;
  }
}
