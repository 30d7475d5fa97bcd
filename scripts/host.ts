/**
 * `npm run host -- <options>`: builds what is stale, then runs the built host without a window. Standard output
 * belongs to the host alone, so that `--json` can be piped.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.ts';

await buildIfStale();
const file = fileURLToPath(new URL('../dist/node/host.mjs', import.meta.url));
const host = spawn(process.execPath, [file, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Ctrl+C in a terminal reaches the host by itself; twice would read as impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) host.kill(signal);
  });
}
host.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
