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
    // Safari 15 is left out although it knows private fields: for one fault of its own (WebKit 236843) every
    // `this.#field` would become two look-ups in a WeakMap, in all browsers, many thousand times a frame.
    target: ['chrome108', 'safari16', 'firefox115'],
    sourcemap: true,
    // The pages' CSP knows neither inline scripts nor data: addresses for fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Phaser alone is over Vite's default; the budget that counts is in scripts/transfer-size.ts.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
