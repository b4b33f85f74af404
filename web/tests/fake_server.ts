// The fake plant behind vite's own server: `npm run smoke` builds, serves the build with it and looks at every page.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { answer } from "./fake_api";

function read_body(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => resolve(text ? JSON.parse(text) : {}));
  });
}
function events(response: ServerResponse) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write(": hello\n\n");
  const timer = setInterval(() => {
    const value = 230.2 + Math.sin(Date.now() / 3000) * 0.8;
    response.write(`event: readings\ndata: {"stream":"IM-02/melt_temp","times":[${Date.now()}000000],"values":[${value.toFixed(1)}]}\n\n`);
  }, 500);
  response.on("close", () => clearInterval(timer));
}
async function serve(request: IncomingMessage, response: ServerResponse, next: () => void) {
  const address = request.url ?? "/";
  if (!address.startsWith("/api/")) return next();
  const signed_in = (request.headers.cookie ?? "").includes("jidoka_session=");
  if (address.startsWith("/api/v1/events")) return events(response);
  const told = answer(request.method ?? "GET", address, signed_in, await read_body(request));
  const text = typeof told.body === "string";
  const headers: Record<string, string> = { "Content-Type": text ? "text/plain" : told.status >= 400 ? "application/problem+json" : "application/json" };
  if (address === "/api/v1/session" && told.status === 200) headers["Set-Cookie"] = "jidoka_session=fake; Path=/; HttpOnly; SameSite=Strict";
  response.writeHead(told.status, headers);
  response.end(text ? told.body : JSON.stringify(told.body));
}
export function fake_server(): Plugin {
  return {
    name: "fake-server",
    configureServer: (server) => void server.middlewares.use((a, b, next) => void serve(a, b, next)),
    configurePreviewServer: (server) => void server.middlewares.use((a, b, next) => void serve(a, b, next)),
  };
}
