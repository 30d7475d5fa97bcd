/**
 * `npm run host -- <options>`: builds what is stale, then runs the built host without a window. Standard output
 * belongs to the host alone, so that `--json` can be piped.
 */
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.ts';
import { runUntilEnd } from './run-until-end.ts';

await buildIfStale();
const file = fileURLToPath(new URL('../dist/node/host.mjs', import.meta.url));
process.exitCode = await runUntilEnd(process.execPath, [file, ...process.argv.slice(2)]);
