import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

// Every text is laid beside itself compressed: the server sends that one to browsers that take it.
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  writeBundle({ dir }) {
    for (const entry of readdirSync(dir!, { recursive: true, encoding: "utf8" })) {
      if (!/\.(js|css|html|svg|json)$/.test(entry)) continue;
      const file = path.join(dir!, entry);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
  },
};

// `npm run dev` talks to a running server; JIDOKA_SERVER names it when it is not on this machine.
export default defineConfig({
  plugins: [react(), compressed],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/api": process.env.JIDOKA_SERVER ?? "http://127.0.0.1:8080" }, fs: { allow: [".."] } }, // the guide stands in docs/guide
  build: { target: "es2023", chunkSizeWarningLimit: 900, reportCompressedSize: false },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"] },
});
