/**
 * Porchlight as a server under test: the real host with its real workers, in which the games are the arenas. Rooms
 * are opened as the driver asks for them, at the host's port + ROOMS_PORT_OFFSET.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { startHost } from '../../../src/host/host.ts';
import { ROOM_SIZE } from '../arena/arena.ts';
import { ROOMS_PORT_OFFSET } from '../drivers/porchlight.ts';
import { hz, option, port, sayReady } from './server-kit.ts';

const game = `${Number(option('room-size', '8')) === ROOM_SIZE ? 'arena' : 'large-arena'}-${hz}`;
const here = dirname(fileURLToPath(import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'porchlight-bench-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

const host = await startHost({
  workerFile: join(here, 'worker.mjs'),
  storeThreadFile: join(here, 'store-thread.mjs'),
  clientDir: join(here, '../../../client'),
  dataDir,
  port,
  workers: Number(option('workers', '1')),
  version: 'bench',
  logger: pino({ level: 'warn' }, pino.destination(2)),
  logLevel: 'warn',
});

const codes = new Map<string, Promise<string>>();

async function open(): Promise<string> {
  const opened = await host.openRoom({ game });
  if (!opened.ok) throw new Error(opened.error.text);
  await host.command(opened.value, { do: 'bots', fillTo: 0, level: 'easy' });
  return opened.value;
}

const rooms = createServer((request, response) => {
  const room = request.url ?? '';
  if (!codes.has(room)) codes.set(room, open());
  void codes.get(room)!.then((code) => response.end(code));
});
rooms.listen(port + ROOMS_PORT_OFFSET, '127.0.0.1', sayReady);
