/**
 * Entry of the doctor: says in the terminal what guests need to reach this computer, and what is wrong with it. Exit
 * code 1: something is wrong for certain.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../../package.json' with { type: 'json' };
import { diagnose } from '../host/diagnosis.ts';

const HELP = `Looks whether guests can reach this computer: addresses, port, firewall.

  --port N    port to look at (default: the one that was last hosted on, else 7420)
  --data DIR  the host's folder
`;

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string', default: join(homedir(), '.porchlight') },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

const { port, data, help } = readArguments();
if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
  fail(`--port takes a whole number from 1 to 65535, not "${port}".`);
}
if (help) process.stdout.write(HELP);
else {
  const wanted = port === undefined ? undefined : Number(port);
  const { text, isFine } = await diagnose({ dataDir: data, port: wanted, version: packageJson.version });
  process.stdout.write(text);
  process.exitCode = isFine ? 0 : 1;
}
