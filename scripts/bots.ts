/**
 * `npm run bots -- <options>`: builds what is stale, then runs the built bots. Standard output belongs to them
 * alone, so that `--json` can be piped.
 */
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.ts';
import { runUntilEnd } from './run-until-end.ts';

await buildIfStale();
const file = fileURLToPath(new URL('../dist/node/bots.mjs', import.meta.url));
process.exitCode = await runUntilEnd(process.execPath, [file, ...process.argv.slice(2)]);
