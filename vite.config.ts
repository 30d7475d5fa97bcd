/** Vite: the pages under renderer/. What goes where in dist/ is said in scripts/build.ts. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The pages' CSP knows no data: addresses.
    assetsInlineLimit: 0,
  },
});
