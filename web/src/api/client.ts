// One door to the server: the session cookie, the request marker, the language, a key that makes a retry harmless, and
// errors as problems that a person can read. A lost session is told to whoever listens; the page stays as it is.
import i18next from "i18next";
import type { Problem } from "./shapes";

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
  get status() {
    return this.problem.status;
  }
}
export class Unreachable extends Error {}

let on_session_lost: () => void = () => {};
export function when_session_lost(listener: () => void) {
  on_session_lost = listener;
}
// A verb that meets an ended session waits here: the same person signs in again and it goes on, with all that was typed. When
// somebody else signs in it is refused as before.
let waiting_for_session: ((is_same_person: boolean) => void)[] = [];
export function session_is_back(is_same_person: boolean) {
  const waiting = waiting_for_session;
  waiting_for_session = [];
  waiting.forEach((go_on) => go_on(is_same_person));
}

function headers(method: string): Record<string, string> {
  const common = { Accept: "application/json", "Accept-Language": i18next.language || "en" };
  if (method === "GET") return common;
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { ...common, "X-Jidoka-Request": "1", "Idempotency-Key": key };
}

async function problem_of(response: Response): Promise<Problem> {
  const fallback = { type: "about:blank", title: response.statusText || String(response.status), status: response.status, detail: "", text: "" };
  try {
    const told = (await response.json()) as Partial<Problem>;
    return { ...fallback, ...told, status: response.status };
  } catch {
    return fallback;
  }
}

// `again` are the headers of the first attempt: the same key makes the server answer what it answered then.
async function send(method: string, path: string, body?: unknown, signal?: AbortSignal, again?: HeadersInit): Promise<Response> {
  const may_wait = again === undefined && !(method === "DELETE" && path === "/api/v1/session");
  const init: RequestInit = { method, headers: again ?? headers(method), credentials: "same-origin", signal: signal ?? null };
  if (body !== undefined) {
    (init.headers as Record<string, string>)["Content-Type"] = typeof body === "string" ? "application/yaml" : "application/json";
    init.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Unreachable("unreachable", { cause });
  }
  if (response.ok) return response;
  // A proxy that cannot reach the server is the same to a person as no network.
  if (response.status === 502 || response.status === 504) throw new Unreachable("unreachable");
  if (response.status === 401 && path !== "/api/v1/session") {
    on_session_lost();
    if (method !== "GET" && may_wait && (await new Promise<boolean>((go_on) => waiting_for_session.push(go_on)))) return send(method, path, body, signal, init.headers);
  }
  throw new Refused(await problem_of(response));
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send("GET", path, undefined, signal)).json()) as T;
}
export async function get_text(path: string, signal?: AbortSignal): Promise<string> {
  return (await send("GET", path, undefined, signal)).text();
}
// A body that is text is a plant document as it stands in its file.
export async function post<T>(path: string, body: unknown): Promise<T> {
  const text = await (await send("POST", path, body)).text();
  return (text === "" ? {} : JSON.parse(text)) as T;
}
// With a key of the caller's own: an act that is kept until it is sent has the same key at every attempt.
export async function post_with_key<T>(path: string, body: unknown, key: string): Promise<T> {
  const text = await (await send("POST", path, body, undefined, { ...headers("POST"), "Idempotency-Key": key })).text();
  return (text === "" ? {} : JSON.parse(text)) as T;
}
export async function patch(path: string, body: unknown): Promise<void> {
  await send("PATCH", path, body);
}
export async function remove(path: string): Promise<void> {
  await send("DELETE", path);
}

// A path of segments, each made safe: path("streams", "IM-01", "melt temp").
export function path(...segments: (string | number)[]): string {
  return "/api/v1/" + segments.map((segment) => encodeURIComponent(String(segment))).join("/");
}
export function query(values: Record<string, string | number | boolean | undefined | null>): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length === 0 ? "" : "?" + new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}
