// Where a person lands: on the decision of their role, unless they chose another page. The choice stays in this browser.
import { Navigate } from "react-router";
import type { Me } from "@/api/shapes";
import { routes } from "./routes";

// The first role that a person has here decides; whoever answers for the line comes before whoever looks on.
const by_role: [role: string, page: string][] = [
  ["shift_leader", "/board?show=exceptions"],
  ["quality_engineer", "/worklist"],
  ["inspector", "/worklist"],
  ["process_engineer", "/streams"],
  ["operator", "/station"],
  ["auditor", "/ledger"],
];
const key = (user: string) => "jidoka home " + user;
const exists = (page: string) => routes.some((route) => route.path.replace(/\/:.*$/, "") === page.split("?")[0]);

export function home_of_roles(roles: string[]): string {
  return by_role.find(([role, page]) => roles.includes(role) && exists(page))?.[1] ?? "/board";
}
export function chosen_home(user: string): string | null {
  const chosen = localStorage.getItem(key(user));
  return chosen !== null && exists(chosen) ? chosen : null;
}
export function choose_home(user: string, page: string | null) {
  if (page === null) localStorage.removeItem(key(user));
  else localStorage.setItem(key(user), page);
}
export const home_of = (me: Me): string => chosen_home(me.user) ?? home_of_roles(me.roles);

export function Home({ me }: { me: Me }) {
  return <Navigate to={home_of(me)} replace />;
}
