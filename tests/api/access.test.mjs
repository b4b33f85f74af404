// Who may do what, asked of every route that openapi.json lists: nobody without a token, no role beyond its rights.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { at, root, Site, temporary_folder, until } from "./site.mjs";

// What each role may do, as the manual says it. An asterisk stands for all.
const rights = {
  admin: ["*"],
  quality_engineer: ["read", "produce", "alarms.acknowledge", "alarms.shelve", "holds.place", "holds.release",
    "equipment.stop", "equipment.restart", "commands.acknowledge", "plant.apply", "quarantine.settle", "files.write"],
  process_engineer: ["read", "alarms.acknowledge", "alarms.shelve", "plant.apply", "quarantine.settle", "equipment.stop", "equipment.restart",
    "commands.acknowledge"],
  shift_leader: ["read", "produce", "alarms.acknowledge", "alarms.shelve", "holds.place", "equipment.stop", "equipment.restart",
    "commands.acknowledge"],
  inspector: ["read", "ingest", "produce", "alarms.acknowledge", "holds.place", "files.write"],
  operator: ["read", "ingest", "produce", "alarms.acknowledge", "holds.place", "equipment.stop", "commands.acknowledge"],
  auditor: ["read", "metrics"],
  source: ["ingest", "commands.acknowledge"],
  station: ["ingest", "read", "produce", "commands.acknowledge"],
  viewer: ["read"],
};

describe("Access", () => {
  let site, openapi, routes;
  const tokens = {};

  before(async () => {
    site = await Site.start();
    for (const role of Object.keys(rights)) tokens[role] = await site.token(role);
    openapi = await site.ok("GET", "/api/v1/openapi.json");
    routes = Object.entries(openapi.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        method: method.toUpperCase(),
        target: path.replace(/\{(\w+)\}/g, (_, name) => (name === "kind" ? "equipment" : "0")),
        permission: operation["x-permission"],
        is_public: operation.security.length === 0,
        name: `${method.toUpperCase()} ${path}`,
      })),
    );
  });
  after(() => site?.stop());

  // A body that is no JSON: what is allowed in is told so (4xx of another kind), and nothing is changed.
  const ask = (route, token) =>
    site.call(route.method, route.target, {
      token,
      body: route.method === "GET" ? undefined : Buffer.from("]"),
      headers: route.method === "GET" ? {} : { "content-type": "application/json" },
      signal: AbortSignal.timeout(10_000),
    });

  test("openapi.json describes more than fifty routes, each with what it gives and what it refuses", () => {
    assert.equal(openapi.openapi, "3.1.0");
    assert.ok(routes.length > 50, `${routes.length} routes`);
    const ids = new Set();
    for (const operations of Object.values(openapi.paths))
      for (const operation of Object.values(operations)) {
        assert.ok(operation.operationId && !ids.has(operation.operationId), operation.operationId);
        ids.add(operation.operationId);
        assert.ok(operation.summary && operation.responses.default);
      }
  });

  test("routes, permissions and parameters are those that are written down: programs rest on them", () => {
    const parameters = (operation) => operation.parameters.filter((each) => each.in !== "path").map((each) => each.name + (each.required ? "!" : ""));
    const lines = Object.entries(openapi.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) =>
        [method.toUpperCase(), path, `(${operation["x-permission"] ?? (operation.security.length ? "signed in" : "everybody")})`, ...parameters(operation)].join(" "))).sort();
    const file = path.join(root, "tests/api/contract.txt");  // JIDOKA_CONTRACT=write after a change that is meant
    if (process.env.JIDOKA_CONTRACT === "write") writeFileSync(file, lines.join("\n") + "\n");
    assert.deepEqual(lines, readFileSync(file, "utf8").trim().split("\n"));
  });

  test("the shapes that the pages are compiled against are those of the program", async () => {
    const written = path.join(temporary_folder(), "schema.ts");
    await new Promise((resolve, reject) =>
      execFile(process.execPath, [path.join(root, "web/scripts/api.mjs"), `${site.address}/api/v1/openapi.json`, written], (error) => (error ? reject(error) : resolve())));
    assert.equal(readFileSync(written, "utf8"), readFileSync(path.join(root, "web/src/api/schema.ts"), "utf8"));
  });

  test("every reference of openapi.json leads somewhere", () => {
    const resolve = (reference) => reference.slice(2).split("/").reduce((node, name) => node?.[name.replace(/~1/g, "/").replace(/~0/g, "~")], openapi);
    const walk = (node) => {
      if (Array.isArray(node)) return node.forEach(walk);
      if (node === null || typeof node !== "object") return;
      if (typeof node.$ref === "string") assert.ok(resolve(node.$ref), node.$ref);
      Object.values(node).forEach(walk);
    };
    walk(openapi);
  });

  test("path parameters are declared, and only they", () => {
    for (const [path, operations] of Object.entries(openapi.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
      for (const operation of Object.values(operations)) {
        const declared = operation.parameters.filter((each) => each.in === "path").map((each) => each.name).sort();
        assert.deepEqual(declared, named, path);
      }
    }
  });

  test("only signing in and out, health and schemas are open to everybody", () => {
    const open = routes.filter((route) => route.is_public).map((route) => route.name).sort();
    assert.deepEqual(open, ["DELETE /api/v1/session", "GET /api/v1/openapi.json", "GET /api/v1/schemas/{kind}.json", "GET /health", "POST /api/v1/session"]);
  });

  test("without a token, and with a wrong one, every other route answers 401", async () => {
    for (const route of routes.filter((each) => !each.is_public))
      for (const token of [undefined, "jdk_wrong", tokens.admin.slice(0, -1) + (tokens.admin.endsWith("A") ? "B" : "A")]) {
        const answer = await ask(route, token);
        assert.equal(answer.status, 401, `${route.name} with ${token}: ${answer.text}`);
        assert.match(answer.headers.get("content-type"), /problem\+json/);
      }
  });

  for (const role of Object.keys(rights))
    test(`${role}: 403 for every route beyond its rights, in words, and none within them`, async () => {
      for (const route of routes.filter((each) => each.permission && each.target !== "/api/v1/events")) {
        const answer = await ask(route, tokens[role]);
        const may = rights[role][0] === "*" || rights[role].includes(route.permission);
        const where = `${role}: ${route.name} (${route.permission}) → ${answer.status} ${answer.text.slice(0, 200)}`;
        if (may) assert.ok(![401, 403].includes(answer.status) && answer.status < 500, where);
        else assert.equal(answer.status, 403, where);
      }
    });

  test("a revoked token and one that has expired are worth nothing", async () => {
    const make = (more) => site.ok("POST", "/api/v1/tokens", { token: tokens.admin, body: { name: "a gauge", role: "viewer", ...more } });
    const made = await make({});
    assert.equal((await site.get("/api/v1/board", { token: made.token })).status, 200);
    await site.ok("DELETE", `/api/v1/tokens/${made.id}`, { token: tokens.admin });
    assert.equal((await site.get("/api/v1/board", { token: made.token })).status, 401);
    const listed = await site.call("GET", "/api/v1/tokens", { token: tokens.admin });
    assert.ok(!listed.text.includes(made.token));
    const past = { name: "a gauge", role: "viewer", expires: "2020-01-01T00:00:00Z" };
    assert.equal((await site.post("/api/v1/tokens", past, { token: tokens.admin })).status, 400);
    const short = await make({ expires: at(Date.now() + 1500) });
    assert.equal((await site.get("/api/v1/board", { token: short.token })).status, 200, "it is remembered now");
    await until(async () => (await site.get("/api/v1/board", { token: short.token })).status === 401, { seconds: 5, what: "the token to expire" });
  });

  test("nobody gives himself or others more than he may", async () => {
    const apply = (yaml, token) => site.post("/api/v1/plant/apply", Buffer.from(yaml), { token, headers: { "content-type": "application/yaml" } });
    const role = (id, may) => `kind: role\nid: ${id}\nname: {en: Mine, zh: 我的}\nmay: ["${may.join('", "')}"]\n`;
    const process = tokens.process_engineer;
    assert.equal((await apply(role("process_engineer", ["*"]), process)).status, 400);
    assert.equal((await apply(role("process_engineer", ["*"]), tokens.admin)).status, 400);
    const refused = await apply(role("mine", ["read", "tokens.manage"]), process);
    assert.equal(refused.status, 403, refused.text);
    assert.match(refused.json.detail, /tokens\.manage/);
    assert.equal((await apply(role("mine", ["read", "alarms.*"]), process)).status, 200);
    assert.equal((await apply(role("keys", ["read", "tokens.manage", "users.manage"]), tokens.admin)).status, 200);
    const keys = await site.token("keys");
    const mint = (role) => site.post("/api/v1/tokens", { name: "another", role }, { token: keys });
    assert.equal((await mint("admin")).status, 403);
    assert.equal((await mint("quality_engineer")).status, 403);
    assert.equal((await mint("viewer")).status, 201);
    const listed = (await site.ok("GET", "/api/v1/tokens", { token: keys })).items;
    assert.equal(listed.find((each) => each.name === "another").user, "test-keys", "it belongs to whose token asked");
    await site.save_user("root", "admin", "a good password");
    const take_over = await site.post("/api/v1/users", { name: "root", password: "a better password" }, { token: keys });
    assert.equal(take_over.status, 403, take_over.text);
    assert.equal((await site.post("/api/v1/session", { user: "root", password: "a good password" })).status, 200);
  });

  test("a token made beside the running server works at once", async () => {
    const late = await site.token("viewer", "late-comer");
    assert.equal((await site.get("/api/v1/board", { token: late })).status, 200);
  });

  test("a session cookie signs in; changing things needs the header that a foreign page cannot send", async () => {
    await site.save_user("lena", "quality_engineer", "a good password");
    const wrong = await site.post("/api/v1/session", { user: "lena", password: "another" });
    assert.equal(wrong.status, 401);
    const unknown = await site.post("/api/v1/session", { user: "nobody", password: "another" });
    assert.equal(unknown.json.detail, wrong.json.detail, "nobody learns which names exist");
    const answer = await site.post("/api/v1/session", { user: "lena", password: "a good password" });
    assert.equal(answer.status, 200, answer.text);
    const set = answer.headers.get("set-cookie");
    assert.match(set, /HttpOnly/i);
    assert.match(set, /SameSite=Strict/i);
    const cookie = set.split(";")[0];
    assert.equal((await site.get("/api/v1/me", { headers: { cookie } })).json.user, "lena");
    const hold = { scope: { kind: "unit", id: "U-1" }, reason: "scratched" };
    assert.equal((await site.post("/api/v1/holds", hold, { headers: { cookie } })).status, 403);
    const ours = { cookie, "x-jidoka-request": "1" };
    assert.equal((await site.post("/api/v1/holds", hold, { headers: ours })).status, 201);
    const [name, value] = cookie.split("=");
    const forged = `${name}=${value.slice(0, -2)}${value.endsWith("AA") ? "BB" : "AA"}`;
    assert.equal((await site.get("/api/v1/me", { headers: { cookie: forged } })).status, 401);
  });

  test("signing out ends the session for whoever has the cookie, and the events that it follows", async () => {
    await site.save_user("tom", "viewer", "a good password");
    const sign_in = async () => (await site.post("/api/v1/session", { user: "tom", password: "a good password" })).headers.get("set-cookie").split(";")[0];
    const [cookie, other] = [await sign_in(), await sign_in()];
    const events = await fetch(`${site.address}/api/v1/events`, { headers: { cookie: other }, signal: AbortSignal.timeout(10_000) });
    assert.equal(events.status, 200);
    assert.equal((await site.call("DELETE", "/api/v1/session", { headers: { cookie } })).status, 204);
    for (const each of [cookie, other]) assert.equal((await site.get("/api/v1/me", { headers: { cookie: each } })).status, 401);
    await events.text();  // ends by itself, for nobody is there to follow
    const again = await sign_in();
    assert.equal((await site.get("/api/v1/me", { headers: { cookie: again } })).status, 200);
    await site.kill();
    await site.serve();
    assert.equal((await site.get("/api/v1/me", { headers: { cookie } })).status, 401, "after a restart, too");
    assert.equal((await site.get("/api/v1/me", { headers: { cookie: again } })).status, 200);
  });

  test("what is not sent of a user stays as it is", async () => {
    const save = (body) => site.ok("POST", "/api/v1/users", { token: tokens.admin, body });
    const user = async () => (await site.ok("GET", "/api/v1/users", { token: tokens.admin })).items.find((each) => each.name === "eva");
    await save({ name: "eva", display: { en: "Eva", zh: "伊娃" }, roles: ["operator"], language: "zh", password: "a good password" });
    await save({ name: "eva", password: "a better password" });
    assert.deepEqual(await user(), { name: "eva", display: { en: "Eva", zh: "伊娃" }, roles: ["operator"], language: "zh", active: true });
    const cookie = (await site.post("/api/v1/session", { user: "eva", password: "a better password" })).headers.get("set-cookie").split(";")[0];
    await site.ok("PATCH", "/api/v1/me", { headers: { cookie, "x-jidoka-request": "1" }, body: { language: "en" } });
    assert.deepEqual(await user(), { name: "eva", display: { en: "Eva", zh: "伊娃" }, roles: ["operator"], language: "en", active: true });
  });

  test("the scheme of the credentials and the media type are taken in any case", async () => {
    const answer = await site.post("/api/v1/holds", "{}", { token: "", headers: { authorization: `BEARER ${tokens.operator}`, "content-type": "Application/JSON" } });
    assert.equal(answer.status, 400, "let in, taken for JSON, and then found wanting");
  });

  test("guessing a password is slowed down", async () => {
    await site.save_user("max", "viewer", "a good password");
    const statuses = [];
    for (let n = 0; n < 7; ++n) statuses.push((await site.post("/api/v1/session", { user: "max", password: `guess ${n}` })).status);
    assert.ok(statuses.includes(429), statuses.join(" "));
  });

  test("many sign-ins at once keep nobody else waiting", async () => {
    const guesses = Array.from({ length: 100 }, (_, n) => site.post("/api/v1/session", { user: `nobody-${n}`, password: "guess" }));
    const began = Date.now();
    assert.equal((await site.get("/api/v1/holds", { token: tokens.viewer })).status, 200);
    const waited = Date.now() - began;
    const answers = await Promise.all(guesses);
    assert.ok(waited < 1500, `${waited} ms`);
    assert.ok(answers.every((each) => [401, 429].includes(each.status)));
    const slowed = await site.post("/api/v1/session", { user: "somebody-else", password: "guess" });
    assert.equal(slowed.status, 429, "one address has tried too many names");
    assert.ok(Number(slowed.headers.get("retry-after")) > 60, slowed.headers.get("retry-after"));
  });
});
