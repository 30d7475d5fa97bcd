/**
 * The program that measures: takes one job as JSON, starts the server, plays its guests and prints one row as JSON.
 * A process of its own, so that `npm run bench` can give it a processor and the same Node as the servers.
 */
import type { Job } from './job.ts';
import { measureLoad } from './load.ts';
import { measureRamp } from './ramp.ts';
import { verify } from './verify.ts';

/** Numbers of a row have this many digits. */
const DIGITS = 4;

const [jobText, serverCpus] = process.argv.slice(2);
const job = JSON.parse(jobText!) as Job;
process.on('SIGTERM', () => process.exit(1));
process.on('SIGINT', () => process.exit(1));
// The other end is held by the script that started this.
process.stdin.on('end', () => process.exit(1));
process.stdin.resume();

function measure() {
  switch (job.command) {
    case 'verify':
      return verify(job, serverCpus);
    case 'load':
      return measureLoad(job, job.isPinned ? serverCpus : undefined);
    case 'ramp':
      return measureRamp(job, serverCpus);
  }
}

const round = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;

process.stdout.write(`${JSON.stringify({ ...job, ...(await measure()) }, round)}\n`, () => process.exit(0));
