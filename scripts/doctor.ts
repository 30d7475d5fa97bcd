/**
 * `npm run doctor -- <options>`: builds what is stale, then says whether guests can reach this computer.
 */
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.ts';
import { runUntilEnd } from './run-until-end.ts';

await buildIfStale();
const file = fileURLToPath(new URL('../dist/node/doctor.mjs', import.meta.url));
process.exitCode = await runUntilEnd(process.execPath, [file, ...process.argv.slice(2)]);
