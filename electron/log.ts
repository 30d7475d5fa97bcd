/**
 * The app's log: this process's and the workers' lines in one book for the console's log panel, the graver ones on
 * stderr as well. And the diagnosis, which is made of it and of the host's status.
 */
import { arch, cpus, freemem, homedir, release, totalmem, type } from 'node:os';
import { app, clipboard } from 'electron';
import { pino } from 'pino';
import { fail, ok } from '../src/core/result.ts';
import { diagnose } from '../src/host/diagnosis.ts';
import { diagnosisText } from '../src/host/diagnosis-text.ts';
import type { HostConfig } from '../src/host/host.ts';
import { LogBook } from '../src/host/log-book.ts';
import type { Answer } from '../src/protocol/ipc.ts';
import { HOST_LOG_BASE, type LogLine } from '../src/protocol/log-line.ts';
import type { Hosting } from './hosting.ts';

/** What the panel shows; stderr gets only what goes wrong. */
const LOG_LEVEL = 'info';
/** The console hears of new lines this often at most, ms. */
const PASS_ON_MS = 200;

/** The book, and what the host needs to write in it. */
export function createLog(): { log: LogBook } & Pick<HostConfig, 'logger' | 'logLevel' | 'onWorkerLog'> {
  const log = new LogBook();
  const stderr = pino.destination(2);
  log.onLine(({ level }, raw) => {
    if (level === 'error' || level === 'warn') stderr.write(`${raw.trimEnd()}\n`);
  });
  const logger = pino({ level: LOG_LEVEL, base: HOST_LOG_BASE }, log);
  return { log, logger, logLevel: LOG_LEVEL, onWorkerLog: log.write };
}

/** Hands new lines to `send`, those of a moment together. */
export function passLogOn(log: LogBook, send: (lines: readonly LogLine[]) => void): void {
  let waiting: LogLine[] = [];
  log.onLine((line) => {
    waiting.push(line);
    if (waiting.length > 1) return;
    setTimeout(() => {
      send(waiting);
      waiting = [];
    }, PASS_ON_MS);
  });
}

/** How the app is, then what it takes to reach this computer; looking at that takes a second or two. */
export async function copyDiagnosis(hosting: Hosting, log: LogBook): Promise<Answer> {
  const version = app.getVersion();
  const ways = await diagnose({ dataDir: app.getPath('userData'), version });
  const state = diagnosisText({
    version,
    system: systemLines(),
    homeDir: homedir(),
    atIso: new Date().toISOString(),
    status: hosting.status(),
    log: log.lines,
  });
  try {
    await clipboard.writeText(`${state}\n${ways.text}`);
    return ok(undefined);
  } catch {
    const sorry = 'The clipboard did not take it. Close what else uses the clipboard, then try again.';
    return fail({ code: 'no-clipboard', text: sorry });
  }
}

function systemLines(): string[] {
  const { electron, chrome, node } = process.versions;
  const [free, total] = [freemem(), totalmem()].map((bytes) => `${(bytes / 2 ** 30).toFixed(1)} GB`);
  return [
    `${type()} ${release()} ${arch()}, Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${free} of ${total} memory free`,
  ];
}
