// Which page of the guide (docs/guide) explains which page of the app. The longest address that fits wins; what none fits
// leads to the contents.
export const help_pages: [address: string, page: string][] = [
  ["/board", "board"],
  ["/board/screen", "big-screen"],
  ["/worklist", "worklist"],
  ["/station", "station"],
  ["/alarms", "alarms"],
  ["/holds", "holds"],
  ["/items", "items"],
  ["/units", "trace"],
  ["/lots", "trace"],
  ["/equipment", "equipment"],
  ["/streams", "charts"],
  ["/capability", "capability"],
  ["/gauge", "gauge-study"],
  ["/documents", "plant-documents"],
  ["/documents/control_plan", "control-plans"],
  ["/sampling", "sampling"],
  ["/backtest", "back-test"],
  ["/sources", "sources"],
  ["/expressions", "expressions"],
  ["/quarantine", "quarantine"],
  ["/ledger", "ledger"],
  ["/users", "people"],
  ["/tokens", "tokens"],
];

export function help_address(pathname: string): string {
  const found = help_pages.filter(([address]) => pathname === address || pathname.startsWith(`${address}/`)).toSorted(([a], [b]) => b.length - a.length)[0];
  return found ? `/guide/${found[1]}` : "/guide";
}
