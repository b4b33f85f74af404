// Every page once: where it is, how it is loaded, where the menu shows it and which key jumps to it.
import { lazy, type ComponentType, type LazyExoticComponent } from "react";

type Page = LazyExoticComponent<ComponentType>;
const Board = lazy(() => import("@/pages/board/board"));
const Alarms = lazy(() => import("@/pages/alarms/alarms"));
const Holds = lazy(() => import("@/pages/holds/holds"));
const Items = lazy(() => import("@/pages/items/items"));
const PassportPage = lazy(() => import("@/pages/item/passport"));
const ItemPage = lazy(() => import("@/pages/item/item"));
const Equipment = lazy(() => import("@/pages/equipment/equipment"));
const Streams = lazy(() => import("@/pages/streams/streams"));
const StreamPage = lazy(() => import("@/pages/stream/stream"));
const Limits = lazy(() => import("@/pages/limits/limits"));
const Documents = lazy(() => import("@/pages/documents/documents"));
const DocumentPage = lazy(() => import("@/pages/documents/document"));
const Backtest = lazy(() => import("@/pages/backtest/backtest"));
const Quarantine = lazy(() => import("@/pages/quarantine/quarantine"));
const Ledger = lazy(() => import("@/pages/ledger/ledger"));
const Screen = lazy(() => import("@/pages/screen/screen"));
const Worklist = lazy(() => import("@/pages/worklist/worklist"));
const Sources = lazy(() => import("@/pages/sources/sources"));
const SourcePage = lazy(() => import("@/pages/sources/source"));
const Users = lazy(() => import("@/pages/people/users"));
const Tokens = lazy(() => import("@/pages/people/tokens"));
const Station = lazy(() => import("@/pages/station/station"));
const LedgerEntry = lazy(() => import("@/pages/ledger/entry"));
const CapabilityPage = lazy(() => import("@/pages/capability/capability"));
const GaugePage = lazy(() => import("@/pages/gauge/gauge"));
const Sampling = lazy(() => import("@/pages/sampling/sampling"));
const Expressions = lazy(() => import("@/pages/expressions/expressions"));
const Guide = lazy(() => import("@/pages/guide/guide"));

export const routes: { path: string; page: Page }[] = [
  { path: "/board", page: Board },
  { path: "/board/screen", page: Screen },
  { path: "/worklist", page: Worklist },
  { path: "/alarms/:id?", page: Alarms },
  { path: "/holds/:id?", page: Holds },
  { path: "/items", page: Items },
  { path: "/units/:id", page: ItemPage },
  { path: "/lots/:id", page: ItemPage },
  { path: "/units/:id/passport", page: PassportPage },
  { path: "/lots/:id/passport", page: PassportPage },
  { path: "/equipment/:id?", page: Equipment },
  { path: "/streams", page: Streams },
  { path: "/streams/:equipment/:tag", page: StreamPage },
  { path: "/streams/:equipment/:tag/limits", page: Limits },
  { path: "/documents", page: Documents },
  { path: "/documents/:kind/:id", page: DocumentPage },
  { path: "/backtest", page: Backtest },
  { path: "/quarantine/:id?", page: Quarantine },
  { path: "/ledger", page: Ledger },
  { path: "/sources", page: Sources },
  { path: "/sources/:id", page: SourcePage },
  { path: "/users", page: Users },
  { path: "/tokens", page: Tokens },
  { path: "/station/:equipment?", page: Station },
  { path: "/capability", page: CapabilityPage },
  { path: "/gauge", page: GaugePage },
  { path: "/ledger/:index", page: LedgerEntry },
  { path: "/sampling", page: Sampling },
  { path: "/expressions", page: Expressions },
  { path: "/guide/:page?", page: Guide },
];

export interface MenuEntry {
  to: string;
  text: string;
  key: string;
  count?: "alarms" | "holds";
  also?: string[]; // other addresses that belong under it
  needs?: string; // the permission without which it is of no use
}
// Three shells: the floor makes, supervision decides, engineering changes what is made and judged.
export const menu: { text: string; entries: MenuEntry[] }[] = [
  {
    text: "nav.floor",
    entries: [
      { to: "/station", text: "nav.station", key: "s" },
      { to: "/items", text: "nav.items", key: "u", also: ["/units/", "/lots/"] },
    ],
  },
  {
    text: "nav.supervise",
    entries: [
      { to: "/board", text: "nav.board", key: "b" },
      { to: "/worklist", text: "nav.worklist", key: "w" },
      { to: "/alarms", text: "nav.alarms", key: "a", count: "alarms" },
      { to: "/holds", text: "nav.holds", key: "h", count: "holds" },
      { to: "/equipment", text: "nav.equipment", key: "e" },
    ],
  },
  {
    text: "nav.engineer",
    entries: [
      { to: "/streams", text: "nav.streams", key: "c" },
      { to: "/capability", text: "nav.capability", key: "k" },
      { to: "/gauge", text: "nav.gauge", key: "m" },
      { to: "/documents", text: "nav.documents", key: "d" },
      { to: "/sampling", text: "nav.sampling", key: "n" },
      { to: "/backtest", text: "nav.backtest", key: "y", needs: "plant.apply" },
      { to: "/sources", text: "nav.sources", key: "r" },
      { to: "/expressions", text: "nav.expressions", key: "x" },
      { to: "/quarantine", text: "nav.quarantine", key: "q" },
      { to: "/ledger", text: "nav.ledger", key: "l" },
      { to: "/users", text: "nav.users", key: "p", needs: "users.manage" },
      { to: "/tokens", text: "nav.tokens", key: "t", needs: "tokens.manage" },
    ],
  },
  { text: "nav.help", entries: [{ to: "/guide", text: "nav.guide", key: "g", also: ["/guide/"] }] },
];
export const menu_entries: MenuEntry[] = menu.flatMap((group) => group.entries);
