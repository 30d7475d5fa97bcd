/** Folders in the system's temp directory that do not outlive their test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** For the test that is running: the folder is gone when it has ended, after its `afterEach`. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
