/** Starts a server under test as a process of its own, on a processor of its own where that can be had. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findServer } from '../servers-under-test.ts';

const START_MS = 20_000;
const STOP_MS = 3_000;

export interface ServerOptions {
  readonly server: string;
  readonly hz: number;
  readonly roomSize: number;
  readonly workers: number;
  /** Processors that it may use, as taskset takes them; undefined: any. */
  readonly cpus: string | undefined;
}

export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** From the start until it took connections. */
  readonly bootMs: number;
  stop(): Promise<void>;
}

/** A port that nobody uses. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was free.');
  return address.port;
}

/** Resolves when the server takes connections. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { program, options: own } = findServer(options.server);
  const port = await freePort();
  const file = fileURLToPath(new URL(`servers/${program}.mjs`, import.meta.url));
  const numbers = { port, hz: options.hz, workers: options.workers, 'room-size': options.roomSize };
  const given = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const command = [process.execPath, file, ...own, ...given];
  const pinned = options.cpus === undefined ? command : ['taskset', '-c', options.cpus, ...command];
  const startedMs = performance.now();
  const child = spawn(pinned[0]!, pinned.slice(1), {
    // A pipe as its input: the server ends when this process does, however that came about.
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(limit);
  };
  const limit = setTimeout(() => child.kill('SIGKILL'), START_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes('"ready":true')) continue;
    clearTimeout(limit);
    child.stdout.resume();
    return { pid: child.pid!, port, bootMs: performance.now() - startedMs, stop };
  }
  throw new Error(`The server ${options.server} did not start.`);
}
