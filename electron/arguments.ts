/** What the command line may say to the desktop app: the host's port and its number of workers. */
import { parseArgs } from 'node:util';

export interface AppArguments {
  /** 0 = any free one. */
  readonly port?: number;
  readonly workers?: number;
}

/** Reads `--port` and `--workers`; everything else belongs to Electron and Chromium and is left alone. */
export function readArguments(argv: readonly string[]): AppArguments {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { port: { type: 'string' }, workers: { type: 'string' } },
    strict: false,
  });
  const port = wholeNumber(values.port, 65_535);
  const workers = wholeNumber(values.workers, 64);
  return {
    ...(port === undefined ? {} : { port }),
    ...(workers === undefined ? {} : { workers }),
  };
}

function wholeNumber(text: string | boolean | undefined, max: number): number | undefined {
  const value = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value <= max ? value : undefined;
}
