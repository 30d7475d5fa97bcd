/**
 * The list of servers under test. A server is a program in servers/ that takes `--port` and `--hz` (ticks a second),
 * says {"ready":true} when connections are welcome and ends on SIGTERM, and a driver that speaks its protocol.
 */
import { colyseusDriver } from './drivers/colyseus.ts';
import { porchlightDriver } from './drivers/porchlight.ts';
import { socketioDriver } from './drivers/socketio.ts';
import { wsDriver } from './drivers/ws.ts';
import type { Driver } from './swarm/driver.ts';

export interface ServerUnderTest {
  readonly name: string;
  /** servers/`program`.ts */
  readonly program: string;
  readonly options: readonly string[];
  readonly driver: Driver;
  /** Whether it is searched how many guests it holds; it takes a minute. */
  readonly isRamped: boolean;
  readonly title: string;
}

/** The product: what all others are compared with. */
export const PRODUCT = 'porchlight';
/** What the gates name. */
export const BY_HAND = 'ws-delta';
export const COLYSEUS = ['colyseus', 'colyseus-tuned'] as const;

const ws = { program: 'ws', driver: wsDriver };
const socketio = { program: 'socketio', driver: socketioDriver, isRamped: false };
const colyseus = { program: 'colyseus', driver: colyseusDriver, isRamped: true };

const porchlight = { program: PRODUCT, driver: porchlightDriver, isRamped: true };

export const SERVERS: readonly ServerUnderTest[] = [
  { ...porchlight, name: PRODUCT, options: [], title: 'Porchlight' },
  { ...ws, name: BY_HAND, options: ['--mode', 'delta'], isRamped: true, title: 'Raw ws, delta by hand' },
  { ...ws, name: 'ws-full', options: ['--mode', 'full'], isRamped: false, title: 'Raw ws, full snapshot' },
  { ...colyseus, name: 'colyseus', options: [], title: 'Colyseus 0.18' },
  { ...colyseus, name: 'colyseus-tuned', options: ['--patch', 'ticker'], title: 'Colyseus, better clock' },
  { ...socketio, name: 'socketio-bin', options: ['--mode', 'binary'], title: 'Socket.IO, binary' },
  { ...socketio, name: 'socketio', options: ['--mode', 'json'], title: 'Socket.IO, JSON' },
];

/** Throws when there is none of that name. */
export function findServer(name: string): ServerUnderTest {
  const server = SERVERS.find((one) => one.name === name);
  if (server !== undefined) return server;
  throw new Error(`There is no server "${name}", only ${SERVERS.map((one) => one.name).join(', ')}.`);
}
