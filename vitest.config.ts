/**
 * The four suites. unit: pure code and pages' parts, fast and side by side. host: real host processes.
 * browser: hosts with real browsers. desktop: the real Electron app. The last three run one file at a time,
 * because each file keeps both cores of a small machine busy by itself.
 */
import { defineConfig } from 'vitest/config';

const processes = (name: string) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 20_000 },
      },
      processes('host'),
      processes('browser'),
      processes('desktop'),
    ],
  },
});
