/**
 * The four suites. unit: pure code and pages' parts, fast and side by side. host: real host processes.
 * browser: hosts with real browsers. desktop: the real Electron app. They run in this order. Of the host suite
 * two files run at a time, for most of them mostly wait; but those that show how soon something happens run one at a
 * time, and so do the last two suites, because each of their files keeps both cores of a small machine busy by itself.
 */
import { defineConfig } from 'vitest/config';

/** Sleeps for a minute, beside the unit tests because it needs nothing meanwhile. */
const ASLEEP = 'test/host/suspend.test.ts';
/** Each of these wants the machine for itself. */
const ALONE = ['drain', 'life', 'two-owners', 'vitals', 'whole-host-death'].map(
  (name) => `test/host/${name}.test.ts`,
);

interface Files {
  readonly include: string[];
  readonly exclude?: string[];
}

/** Tests of real processes: `filesAtOnce` of their files run side by side, after those of a lower `groupOrder`. */
const processes = (name: string, groupOrder: number, filesAtOnce: number, files: Files) => ({
  extends: true as const,
  test: {
    name,
    ...files,
    maxWorkers: filesAtOnce,
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
        extends: true,
        test: { name: 'host-asleep', include: [ASLEEP], testTimeout: 180_000, hookTimeout: 120_000 },
      },
      processes('host', 1, 2, { include: ['test/host/**/*.test.ts'], exclude: [ASLEEP, ...ALONE] }),
      processes('host-alone', 2, 1, { include: ALONE }),
      processes('browser', 3, 1, { include: ['test/browser/**/*.test.ts'] }),
      processes('desktop', 4, 1, { include: ['test/desktop/**/*.test.ts'] }),
    ],
  },
});
