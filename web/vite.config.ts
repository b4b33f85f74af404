import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `npm run dev` talks to a running server; JIDOKA_SERVER names it when it is not on this machine.
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/api": process.env.JIDOKA_SERVER ?? "http://127.0.0.1:8080" } },
  build: { target: "es2023", chunkSizeWarningLimit: 900, reportCompressedSize: false },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"] },
});
