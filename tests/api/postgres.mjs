// A private PostgreSQL: made, started on a socket of its own, and gone with the test. As root it runs as nobody,
// because PostgreSQL refuses to run as root.
import { execFileSync } from "node:child_process";
import { chownSync, chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

function programs() {
  const folder = "/usr/lib/postgresql";
  const newest = readdirSync(folder).sort((a, b) => Number(b) - Number(a))[0];
  return path.join(folder, newest, "bin");
}

export function start_postgres() {
  const folder = mkdtempSync("/tmp/jp-");  // short: a socket's path has at most 107 bytes
  const is_root = process.getuid() === 0;
  const run = (name, ...words) => {
    const command = [path.join(programs(), name), ...words];
    if (is_root) command.unshift("runuser", "-u", "nobody", "--");
    execFileSync(command[0], command.slice(1), { stdio: ["ignore", "ignore", "inherit"], cwd: folder });
  };
  if (is_root) chownSync(folder, Number(execFileSync("id", ["-u", "nobody"])), -1);
  chmodSync(folder, 0o755);
  const data = path.join(folder, "d");
  run("initdb", "-N", "-A", "trust", "-U", "jidoka", "-D", data, "--locale=C", "--encoding=UTF8");
  run("pg_ctl", "-D", data, "-w", "-l", path.join(folder, "log"), "-o",
    `-k ${folder} -c listen_addresses='' -c shared_buffers=32MB`, "start");
  const client = (database, sql) =>
    execFileSync("psql", ["-h", folder, "-U", "jidoka", "-d", database, "-qAt", "-c", sql], { encoding: "utf8" }).trim();
  client("postgres", "CREATE DATABASE site");
  const stop = () => {
    try {
      run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return { url: `postgresql://jidoka@/site?host=${encodeURIComponent(folder)}`, sql: (text) => client("site", text), stop };
}
