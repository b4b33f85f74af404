// A site of the real program for one test: its own store in a folder that goes away, a free port, people and tokens.
//
//   const site = await Site.start();                       // SQLite; Site.start({ postgres }) for the other store
//   const admin = await site.token("admin");               // as `jidoka token create` gives it
//   const answer = await site.post("/api/v1/holds", {...}, { token: admin });
//   await site.kill(); await site.serve();                 // the same store again
//
// Everything goes through the command line and the network: nothing here knows how the program works inside.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const program = process.env.JIDOKA_PROGRAM ?? path.join(root, "build/bin/jidoka");
export const demo_plant = path.join(root, "examples/demo-plant");

export function temporary_folder() {
  const folder = mkdtempSync(path.join(tmpdir(), "jidoka-test-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// Runs the program to its end: {code, out, err}.
export function jidoka(words, { input = "", env = {}, language = "en" } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ["--language", language, ...words], { env: { ...process.env, ...env } });
    let out = "";
    let err = "";
    child.stdout.on("data", (bytes) => (out += bytes));
    child.stderr.on("data", (bytes) => (err += bytes));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

export async function jidoka_done(words, options) {
  const ended = await jidoka(words, options);
  if (ended.code !== 0) throw new Error(`jidoka ${words.join(" ")} → ${ended.code}\n${ended.out}${ended.err}`);
  return ended.out.trim();
}

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

export class Site {
  // store: a URL, else SQLite in the folder. wrap: shell words in front of the program ("ulimit -f 100; exec").
  constructor({ store, folder = temporary_folder(), env = {}, wrap = "", words = [] } = {}) {
    this.folder = folder;
    this.store = store ?? `sqlite:${path.join(folder, "store")}`;
    this.env = env;
    this.wrap = wrap;
    this.words = words;
    this.log = "";
    this.tokens = new Map();
  }

  static async start(options = {}) {
    const site = new Site(options);
    if (options.plant !== null) await site.apply(options.plant ?? demo_plant);
    await site.serve();
    return site;
  }

  store_words() {
    return this.store.startsWith("postgres")
      ? ["--store", this.store, "--folder", path.join(this.folder, "keys")]
      : ["--store", this.store];
  }

  cli(words, options) {
    return jidoka([...words, ...this.store_words()], options);
  }

  apply(place) {
    return jidoka_done(["apply", place, "--yes", ...this.store_words()]);
  }

  // Resolves once the program says where it listens. port: where it listened before, for those who still know it.
  serve({ port = 0 } = {}) {
    const words = ["--language", "en", "serve", ...this.store_words(), "--listen", `127.0.0.1:${port}`, ...this.words];
    const options = { env: { ...process.env, ...this.env } };
    this.child = this.wrap
      ? spawn("bash", ["-c", `${this.wrap} "$0" "$@"`, program, ...words], options)
      : spawn(program, words, options);
    running.add(this.child);
    const child = this.child;
    this.ended = new Promise((resolve) =>
      child.on("close", (code, signal) => {
        running.delete(child);
        resolve({ code, signal });
      }),
    );
    child.stderr.on("data", (bytes) => (this.log = (this.log + bytes).slice(-1_000_000)));
    return new Promise((resolve, reject) => {
      let out = "";
      child.stdout.on("data", (bytes) => {
        out += bytes;
        const found = /https?:\/\/[\d.]+:(\d+)/.exec(out);
        if (!found) return;
        this.address = found[0];
        this.port = Number(found[1]);
        resolve(this);
      });
      child.on("error", reject);
      this.ended.then(({ code, signal }) => reject(new Error(`serve ended: ${code ?? signal}\n${out}${this.log}`)));
    });
  }

  kill() {
    this.child.kill("SIGKILL");
    return this.ended;
  }

  async stop() {
    this.child.kill("SIGTERM");
    return this.ended;
  }

  // One token of each role, made once.
  async token(role, user = `test-${role}`) {
    if (!this.tokens.has(role))
      this.tokens.set(role, await jidoka_done(["token", "create", "--user", user, "--role", role, ...this.store_words()]));
    return this.tokens.get(role);
  }

  save_user(name, role, password) {
    return jidoka_done(["user", "save", "--name", name, "--role", role, "--password-stdin", ...this.store_words()], {
      input: `${password}\n`,
    });
  }

  // {status, headers, text, json}; json is undefined when the body is none.
  async call(method, target, { token, body, headers = {}, signal } = {}) {
    const sent = { ...headers };
    if (token) sent.authorization ??= `Bearer ${token}`;
    let bytes = body;
    if (body !== undefined && typeof body === "object" && !Buffer.isBuffer(body)) {
      bytes = JSON.stringify(body);
      sent["content-type"] ??= "application/json";
    }
    const response = await fetch(this.address + target, { method, headers: sent, body: bytes, signal });
    const text = await response.text();
    let json;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
  }
  get(target, options) {
    return this.call("GET", target, options);
  }
  post(target, body, options) {
    return this.call("POST", target, { ...options, body });
  }

  // The answer's JSON; anything but 2xx fails the test with what the program said.
  async ok(method, target, options) {
    const answer = await this.call(method, target, options);
    if (answer.status < 200 || answer.status > 299)
      throw new Error(`${method} ${target} → ${answer.status} ${answer.text}`);
    return answer.json;
  }

  resident_bytes() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1024;
  }
  open_files() {
    return readdirSync(`/proc/${this.child.pid}/fd`).length;
  }
}

// Asks again until the answer is truthy; what is asked of a running program takes a moment.
export async function until(question, { seconds = 15, what = "it" } = {}) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const at = (ms) => new Date(ms).toISOString();
