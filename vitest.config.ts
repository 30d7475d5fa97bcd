/**
 * The four suites. unit: pure code and pages' parts, fast and side by side. host: real host processes.
 * browser: hosts with real browsers. desktop: the real Electron app. They run in this order, and the last three
 * one file at a time, because each file keeps both cores of a small machine busy by itself.
 */
import { defineConfig } from 'vitest/config';

const ASLEEP = 'test/host/suspend.test.ts';

const processes = (name: string, groupOrder: number) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    exclude: [ASLEEP],
    fileParallelism: false,
    sequence: { groupOrder },
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
      {
        // Sleeps for a minute, beside the unit tests because it needs nothing meanwhile.
        extends: true,
        test: { name: 'host-asleep', include: [ASLEEP], testTimeout: 180_000, hookTimeout: 120_000 },
      },
      processes('host', 1),
      processes('browser', 2),
      processes('desktop', 3),
    ],
  },
});
