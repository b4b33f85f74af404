// A Mosquitto of a test's own: its own configuration, a free port, its messages kept in a folder that goes away. What
// Debian's service does is of no concern.
//
//   const broker = await Broker.start();              // {tls: {authority, certificate, key}, client_certificates}
//   await broker.publish("plant/IM-01/data", {…});    // QoS 1: resolves when the broker has it
//   const seen = broker.listen("plant/+/command");    // seen.messages fills; seen.stop()
//   broker.kill(); await broker.serve(); broker.pause(); broker.resume();
import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import path from "node:path";
import { temporary_folder, until } from "../api/site.mjs";

const free_port = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => (socket.destroy(), resolve(true)));
    socket.on("error", () => resolve(false));
  });

const running = new Set();
process.setMaxListeners(50);
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

export class Broker {
  static async start(options = {}) {
    const broker = new Broker();
    broker.folder = temporary_folder();
    broker.options = options;
    broker.port = await free_port();
    await broker.serve();
    return broker;
  }

  get url() {
    return this.options.tls ? `mqtts://localhost:${this.port}` : `mqtt://127.0.0.1:${this.port}`;
  }

  async serve() {
    const { tls, client_certificates, users } = this.options;
    const lines = [
      `listener ${this.port} 127.0.0.1`,
      `allow_anonymous ${users ? "false" : "true"}`,
      "persistence true",
      `persistence_location ${this.folder}/`,
      "autosave_interval 1",
      "autosave_on_changes true",
      "max_queued_messages 0",
      "log_dest none",
      "user root",
    ];
    if (tls) lines.push(`cafile ${tls.authority}`, `certfile ${tls.certificate}`, `keyfile ${tls.key}`);
    if (client_certificates) lines.push("require_certificate true");
    if (users) {
      const file = path.join(this.folder, "passwords");
      spawnSync("mosquitto_passwd", ["-b", "-c", file, users.name, users.password]);
      lines.push(`password_file ${file}`);
    }
    const file = path.join(this.folder, "mosquitto.conf");
    writeFileSync(file, lines.join("\n") + "\n");
    const child = spawn("mosquitto", ["-c", file], { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }, stdio: "ignore" });
    running.add(child);
    this.child = child;
    this.ended = new Promise((resolve) => child.on("close", () => (running.delete(child), resolve())));
    await until(() => answers(this.port), { what: "the broker to listen" });
  }

  // SIGKILL: nothing is written any more. stop() lets it write what it holds.
  kill() {
    this.child.kill("SIGKILL");
    return this.ended;
  }
  stop() {
    this.child.kill("SIGTERM");
    return this.ended;
  }
  pause() {
    this.child.kill("SIGSTOP");
  }
  resume() {
    this.child.kill("SIGCONT");
  }

  words() {
    const { tls, client_certificates, users } = this.options;
    const words = ["-h", tls ? "localhost" : "127.0.0.1", "-p", String(this.port)];
    if (tls) words.push("--cafile", tls.authority);
    if (client_certificates) words.push("--cert", tls.certificate, "--key", tls.key);
    if (users) words.push("-u", users.name, "-P", users.password);
    return words;
  }

  publish(topic, payload, { version = "5", retain = false, qos = 1 } = {}) {
    const bytes = Buffer.isBuffer(payload) ? payload : typeof payload === "string" ? payload : JSON.stringify(payload);
    return this.run([...this.words(), "-V", version === "5" ? "5" : "311", "-q", String(qos), ...(retain ? ["-r"] : []), "-t", topic, "-s"], bytes);
  }
  // Many to one topic over one connection, each as a line.
  publish_all(topic, payloads) {
    return this.run([...this.words(), "-V", "5", "-q", "1", "-t", topic, "-l"], payloads.map((each) => JSON.stringify(each)).join("\n") + "\n");
  }
  // Those who would wait for a broker that is gone.
  end_publishers() {
    this.publishers.forEach((child) => child.kill("SIGKILL"));
  }
  publishers = new Set();
  run(words, input) {
    return new Promise((resolve, reject) => {
      const child = spawn("mosquitto_pub", words);
      running.add(child);
      this.publishers.add(child);
      let err = "";
      child.stderr.on("data", (bytes) => (err += bytes));
      child.stdin.on("error", () => {});
      child.on("close", (code) => {
        running.delete(child);
        this.publishers.delete(child);
        if (code === 0) resolve();
        else reject(new Error(`mosquitto_pub: ${err}`));
      });
      child.stdin.end(input);
    });
  }

  listen(topic) {
    const child = spawn("mosquitto_sub", [...this.words(), "-V", "5", "-q", "1", "-t", topic, "-F", "%j"]);
    running.add(child);
    const messages = [];
    let rest = "";
    child.stdout.on("data", (bytes) => {
      rest += bytes;
      const lines = rest.split("\n");
      rest = lines.pop();
      for (const line of lines.filter(Boolean)) {
        const { topic: from, payload } = JSON.parse(line);
        messages.push({ topic: from, payload: typeof payload === "string" ? JSON.parse(payload) : payload });
      }
    });
    child.on("close", () => running.delete(child));
    return { messages, stop: () => child.kill("SIGKILL") };
  }
}
