import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// In browser mode the window runs over fixtures, without the shell.
export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [svelte()],
  publicDir: mode === "browser" ? "public-fixtures" : false,
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  build: {
    outDir: mode === "browser" ? "dist-browser" : "dist",
    emptyOutDir: true,
    target: "es2022",
    // Fonts and images stay files: a strict content policy has no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    strictPort: true,
    fs: { allow: [".", "../src-tauri/crates/layout/fonts"] },
  },
  test: {
    include: ["src/**/*.test.ts"],
    environment: "node",
  },
}));
