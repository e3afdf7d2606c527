import { resolve } from "node:path";
import { defineConfig } from "vite";

const ENTRIES = ["site", "search", "node", "graph", "reader", "sparql", "cypher", "results", "api"];

export default defineConfig({
  base: "/built/",
  build: {
    outDir: resolve(import.meta.dirname, "../kg/web/built"),
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: Object.fromEntries(
        ENTRIES.map((name) => [name, resolve(import.meta.dirname, `src/${name}.ts`)]),
      ),
    },
  },
});
