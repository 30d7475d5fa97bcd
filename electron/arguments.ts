/** What the command line may say to the desktop app: about the host, and whether it looks for others. */
import { parseArgs } from 'node:util';

export interface AppArguments {
  /** 0 = any free one. */
  readonly port?: number;
  readonly workers?: number;
  /** False: hosts neither announce themselves nor are looked for on the network. */
  readonly discovery: boolean;
}

/** Reads `--port`, `--workers`, `--no-discovery`; everything else is Electron's and Chromium's, and is left alone. */
export function readArguments(argv: readonly string[]): AppArguments {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: {
      port: { type: 'string' },
      workers: { type: 'string' },
      'no-discovery': { type: 'boolean' },
    },
    strict: false,
  });
  const port = wholeNumber(values.port, 65_535);
  const workers = wholeNumber(values.workers, 64);
  return {
    ...(port === undefined ? {} : { port }),
    ...(workers === undefined ? {} : { workers }),
    discovery: values['no-discovery'] !== true,
  };
}

function wholeNumber(text: string | boolean | undefined, max: number): number | undefined {
  const value = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value <= max ? value : undefined;
}
