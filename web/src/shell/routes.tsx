// Every page once: where it is, how it is loaded, where the menu shows it and which key jumps to it.
import { lazy, type ComponentType, type LazyExoticComponent } from "react";

type Page = LazyExoticComponent<ComponentType>;
const Board = lazy(() => import("@/pages/board/board"));
const Alarms = lazy(() => import("@/pages/alarms/alarms"));
const Holds = lazy(() => import("@/pages/holds/holds"));
const Items = lazy(() => import("@/pages/items/items"));
const ItemPage = lazy(() => import("@/pages/item/item"));
const Equipment = lazy(() => import("@/pages/equipment/equipment"));
const Streams = lazy(() => import("@/pages/streams/streams"));
const StreamPage = lazy(() => import("@/pages/stream/stream"));
const Documents = lazy(() => import("@/pages/documents/documents"));
const DocumentPage = lazy(() => import("@/pages/documents/document"));
const Quarantine = lazy(() => import("@/pages/quarantine/quarantine"));
const Ledger = lazy(() => import("@/pages/ledger/ledger"));

export const routes: { path: string; page: Page }[] = [
  { path: "/", page: Board },
  { path: "/alarms/:id?", page: Alarms },
  { path: "/holds/:id?", page: Holds },
  { path: "/items", page: Items },
  { path: "/units/:id", page: ItemPage },
  { path: "/lots/:id", page: ItemPage },
  { path: "/equipment/:id?", page: Equipment },
  { path: "/streams", page: Streams },
  { path: "/streams/:equipment/:tag", page: StreamPage },
  { path: "/documents", page: Documents },
  { path: "/documents/:kind/:id", page: DocumentPage },
  { path: "/quarantine/:id?", page: Quarantine },
  { path: "/ledger", page: Ledger },
];

export interface MenuEntry {
  to: string;
  text: string;
  key: string;
  count?: "alarms" | "holds";
  also?: string[]; // other addresses that belong under it
}
export const menu: { text: string; entries: MenuEntry[] }[] = [
  {
    text: "nav.now",
    entries: [
      { to: "/", text: "nav.board", key: "b" },
      { to: "/alarms", text: "nav.alarms", key: "a", count: "alarms" },
      { to: "/holds", text: "nav.holds", key: "h", count: "holds" },
    ],
  },
  {
    text: "nav.work",
    entries: [
      { to: "/items", text: "nav.items", key: "u", also: ["/units/", "/lots/"] },
      { to: "/equipment", text: "nav.equipment", key: "e" },
    ],
  },
  {
    text: "nav.quality",
    entries: [
      { to: "/streams", text: "nav.streams", key: "c" },
      { to: "/quarantine", text: "nav.quarantine", key: "q" },
    ],
  },
  {
    text: "nav.set_up",
    entries: [
      { to: "/documents", text: "nav.documents", key: "d" },
      { to: "/ledger", text: "nav.ledger", key: "l" },
    ],
  },
];
