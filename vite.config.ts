/**
 * How the pages are served while developing and built for the product. `npx vite` serves every page of
 * renderer/ (sandbox and galleries too); scripts/build.ts builds the two that belong to the product.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome108', 'safari15.4', 'firefox115'],
    sourcemap: true,
    // The pages' CSP knows neither inline scripts nor data: addresses for fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Phaser alone is over Vite's default; the budget that counts is in scripts/transfer-size.ts.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
