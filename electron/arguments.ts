/** What the command line may say to the desktop app: about the host, and where newer versions are announced. */
import { parseArgs } from 'node:util';

export interface AppArguments {
  readonly host: {
    /** 0 = any free one. */
    readonly port?: number;
    readonly workers?: number;
  };
  /** False: hosts neither announce themselves nor are looked for on the network, whatever the preferences say. */
  readonly discovery: boolean;
  /** Asked for newer versions instead of the app's own address. */
  readonly updateFeed: string | undefined;
}

/** Reads what is ours; everything else belongs to Electron and Chromium and is left alone. */
export function readArguments(argv: readonly string[]): AppArguments {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: {
      port: { type: 'string' },
      workers: { type: 'string' },
      'no-discovery': { type: 'boolean' },
      'update-feed': { type: 'string' },
    },
    strict: false,
  });
  const port = wholeNumber(values.port, 65_535);
  const workers = wholeNumber(values.workers, 64);
  const feed = values['update-feed'];
  return {
    host: { ...(port === undefined ? {} : { port }), ...(workers === undefined ? {} : { workers }) },
    discovery: values['no-discovery'] !== true,
    updateFeed: typeof feed === 'string' ? feed : undefined,
  };
}

function wholeNumber(text: string | boolean | undefined, max: number): number | undefined {
  const value = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value <= max ? value : undefined;
}
