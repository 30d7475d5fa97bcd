/**
 * The LAN is hostile: whatever a stranger sends gets a named answer or is dropped and counted; the worker lives,
 * and the guest who plays meanwhile notices nothing.
 */
import { connect } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Random } from '../../src/core/prng.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import { EVENTS, ROUTE_PARAMETER } from '../../src/protocol/messages.ts';
import { frameParser } from '../../src/protocol/parser.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { type Guest, seatGuest } from '../support/guest.ts';
import { type HostProcess, isAlive, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

let host: HostProcess;
let bystander: Guest;
let route: string;
let restarts: number;

beforeAll(async () => {
  host = await startHostProcess('--bots', '0');
  bystander = await seatGuest(host, { name: 'Bystander' });
  ({ route } = await host.room());
});
afterAll(async () => {
  bystander.close();
  await host.stop();
});
beforeEach(() => {
  restarts = host.events.filter(({ event }) => event === 'worker-exit').length;
});

/** The bystander plays on, on the same connection, and no process was lost. */
async function expectNobodyNoticed(): Promise<void> {
  await bystander.untilFramesFlow(10);
  expect(bystander.seated.reconnecting).toBe(false);
  expect(host.events.filter(({ event }) => event === 'worker-exit').length).toBe(restarts);
  for (const { pid } of host.ready.workers) expect(isAlive(pid)).toBe(true);
}

const hello = { v: PROTOCOL_VERSION, room: '', name: 'Mallory' };

function stranger(auth: unknown, headers: Record<string, string> = {}): Socket {
  return io(host.origin, {
    parser: frameParser,
    transports: ['websocket'],
    query: { [ROUTE_PARAMETER]: route },
    auth: auth as object,
    extraHeaders: headers,
    forceNew: true,
    reconnection: false,
  });
}

/** Why the door stayed shut: a reason's name, or Socket.IO's own words. */
function refusal(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('connect_error', (error: Error & { data?: { reason: string } }) => {
      socket.close();
      resolve(error.data?.reason ?? error.message);
    });
    socket.once('connect', () => resolve('let in'));
  });
}

async function seatedStranger(): Promise<Socket> {
  const socket = stranger({ ...hello, room: host.code });
  await new Promise((resolve, reject) => {
    socket.once(EVENTS.welcome, resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Sends a request as it is and waits until the connection is over; the answer's status. */
function statusOf(request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port: host.ready.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('connect', () => socket.write(request.includes('\r\n\r\n') ? request : `${request}\r\n\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('end', () => {
      socket.destroy();
      resolve(Number(answer.split(' ')[1]));
    });
    socket.once('error', reject);
  });
}

const counter = async (name: string): Promise<number> => (await host.health(route)).counters[name] ?? 0;
const rawWrite = (socket: Socket, data: unknown): void =>
  (socket.io.engine as unknown as { write(data: unknown): void }).write(data);

test.each([
  ['another version', { v: PROTOCOL_VERSION + 1 }, 'wrong-version'],
  ['no version', { v: 'one' }, 'bad-handshake'],
  ['a room that does not exist', { room: 'ZZZZ' }, 'unknown-room'],
  ['a room code of 5,000 characters', { room: 'A'.repeat(5_000) }, 'bad-handshake'],
  ['a name of 10,000 characters', { name: 'x'.repeat(10_000) }, 'bad-name'],
  ['a name of nothing but invisible characters', { name: '\u200b\u202e\u0000 ' }, 'bad-name'],
  ['a name that is no text', { name: { toString: 'boo' } }, 'bad-name'],
  ['a token that is none', { token: '../../etc/passwd' }, 'bad-handshake'],
  ['a look that does not exist', { look: 99 }, 'bad-handshake'],
])('a handshake with %s is refused by name', async (_what, part, reason) => {
  const before = await counter(reason);
  expect(await refusal(stranger({ ...hello, room: host.code, ...part }))).toBe(reason);
  expect(await counter(reason)).toBe(before + 1);
  await expectNobodyNoticed();
});

test('a name with markup is a name like any other: it stays text', async () => {
  const socket = stranger({ ...hello, room: host.code, name: '<b>x</b>' });
  await bystander.until('the name', () => bystander.room.seats.some(({ name }) => name === '<b>x</b>'));
  socket.emit(EVENTS.action, { do: 'leave' });
  await bystander.until('to be alone', () => bystander.room.seats.length === 1);
});

test('a page of another origin is refused, whatever it calls itself', async () => {
  const before = await counter('foreign-origin');
  const welcome = { ...hello, room: host.code };
  for (const origin of ['http://evil.example', 'null']) {
    expect(await refusal(stranger(welcome, { origin }))).not.toBe('let in');
  }
  expect(await counter('foreign-origin')).toBe(before + 2);
  await expectNobodyNoticed();
});

test('binary rubbish on every event is dropped and counted', async () => {
  const socket = await seatedStranger();
  const random = new Random(7);
  const rubbish = (): Uint8Array => Uint8Array.from({ length: random.int(60) }, () => random.int(256));
  const before = (await counter('bad-frame')) + (await counter('bad-message'));
  for (let i = 0; i < 60; i++) {
    socket.emit(EVENTS.frame, rubbish());
    if (i % 10 === 0)
      for (const event of ['act', 'room', 'welcome', 'bus', 'constructor']) socket.emit(event, { a: i });
  }
  await waitFor(
    'the count',
    async () => (await counter('bad-frame')) + (await counter('bad-message')) > before + 40,
  );
  expect(socket.connected).toBe(true);
  socket.close();
  await expectNobodyNoticed();
});

test('1,000 messages at once: what is too much is dropped by name, and a flood ends the connection', async () => {
  const socket = await seatedStranger();
  const goodbye = new Promise<{ reason: string }>((resolve) => socket.once(EVENTS.goodbye, resolve));
  for (let i = 0; i < 1_000; i++) socket.emit(EVENTS.action, { do: 'name', name: `N${i}` });
  expect(await goodbye).toEqual({ reason: 'rate-limited' });
  await waitFor('the end', () => !socket.connected);
  expect(await counter('rate-limited')).toBeGreaterThan(400);
  await expectNobodyNoticed();
});

test.each([
  ['no JSON', 'hello there'],
  ['JSON that is no packet', '[1,2,3]'],
  ['another namespace', '{"type":0,"nsp":"/admin"}'],
  ['a reserved event', '{"type":2,"nsp":"/","data":["disconnect"]}'],
  ['an event with a key __proto__', '{"type":2,"nsp":"/","data":["act"],"__proto__":{"x":1}}'],
])('a text message that is %s ends its own connection only', async (_what, text) => {
  const socket = await seatedStranger();
  rawWrite(socket, text);
  await waitFor('the end', () => !socket.connected);
  await expectNobodyNoticed();
});

test('a message of 100 KB ends its own connection and is counted', async () => {
  const socket = await seatedStranger();
  const before = await counter('too-large');
  socket.emit(EVENTS.frame, new Uint8Array(100_000));
  await waitFor('the end', () => !socket.connected);
  await waitFor('the count', async () => (await counter('too-large')) === before + 1);
  await expectNobodyNoticed();
});

test('connections that say nothing, or half of it, are let go of', async () => {
  const silences = ['', 'GET / HTTP/1.1\r\nHost: x', `GET /?${ROUTE_PARAMETER}=${route} HTTP/1.1\r\nUpg`];
  const ends = silences.map((text) => {
    const socket = connect(host.ready.port, '127.0.0.1', () => socket.write(text));
    return new Promise((resolve) => socket.once('close', resolve));
  });
  await Promise.race([
    Promise.all(ends),
    new Promise((_, reject) => setTimeout(() => reject(new Error('still open')), TIMES.handshakeMs + 3_000)),
  ]);
  await expectNobodyNoticed();
});

test('a header in two chunks is answered every time', async () => {
  for (let i = 0; i < 20; i++) {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(host.ready.port, '127.0.0.1', () => {
        socket.setNoDelay(true);
        socket.write('GET /api/health HTTP/1.1\r\nHost: localhost');
        setImmediate(() => socket.write('\r\n\r\n'));
      });
      socket.once('data', (data) => {
        resolve(String(data).slice(0, 15));
        socket.destroy();
      });
    });
    expect(answer).toBe('HTTP/1.1 200 OK');
  }
});

test.each([
  ['a body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16\r\n\r\n{"do":"close"}'],
  [
    'a body without a length',
    'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n',
  ],
  ['the mere words of one', 'GET /?content-length: HTTP/1.1\r\nHost: localhost\r\n\r\n'],
])('a request with %s is answered and let go of at once', async (_what, text) => {
  const started = performance.now();
  expect(await statusOf(text)).toBe(413);
  expect(performance.now() - started).toBeLessThan(TIMES.handshakeMs / 2);
  await expectNobodyNoticed();
});

test('Socket.IO is spoken over WebSockets alone', async () => {
  expect(await statusOf('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost')).toBe(400);
});

test('TLS on our port is turned away at once, so that a browser can fall back to http', async () => {
  const started = performance.now();
  const socket = connect(host.ready.port, '127.0.0.1', () => socket.write(Buffer.from([0x16, 3, 1, 0, 5])));
  await new Promise((resolve) => socket.once('close', resolve));
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('the host’s powers cannot be had from the LAN', async () => {
  const socket = await seatedStranger();
  for (const event of ['room-command', 'command', 'kick', 'bus', EVENTS.action]) {
    socket.emit(event, { do: 'kick', seat: bystander.seated.seat });
    socket.emit(event, { do: 'close' });
    socket.emit(event, { kind: 'room-command', code: host.code, command: { do: 'close' } });
  }
  for (const path of ['/api/rooms', `/api/rooms/${host.code}`, '/api/command']) {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      expect(await statusOf(`${method} ${path} HTTP/1.1\r\nHost: localhost`)).toBe(405);
    }
  }
  socket.close();
  await expectNobodyNoticed();
  expect(bystander.room.seats.map(({ name }) => name)).toContain('Bystander');
});
