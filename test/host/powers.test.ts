/**
 * What only the host may do cannot be had from the LAN: not over HTTP, not with Socket.IO events, not in frames, not
 * by a page that pretends to be ours. After each attempt the room and the host are what they were.
 */
import { request } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoomCode } from '../../src/core/ids.ts';
import { newToken } from '../../src/link/new-token.ts';
import { FRAME } from '../../src/protocol/frames.ts';
import { LIMITS } from '../../src/protocol/limits.ts';
import {
  EVENTS,
  type LeaderCommand,
  ROUTE_PARAMETER,
  type RoomCommand,
  type RoomInfo,
} from '../../src/protocol/messages.ts';
import { frameParser } from '../../src/protocol/parser.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { type Guest, seatGuest } from '../support/guest.ts';
import { type HostProcess, startHostProcess } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

let host: HostProcess;
let bystander: Guest;
let attacker: Socket;
let route: string;
let before: Picture;

/** All that an attack could have changed. */
interface Picture {
  readonly room: Omit<RoomInfo, 'seats'>;
  readonly seats: unknown;
  readonly events: number;
  readonly others: unknown;
}

beforeAll(async () => {
  host = await startHostProcess('--bots', '0', '--rooms', '2');
  bystander = await seatGuest(host, { name: 'Bystander', device: newToken() });
  ({ route } = await host.room());
  attacker = await enter('Mallory', KEYS);
});
afterAll(async () => {
  attacker.close();
  bystander.close();
  await host.stop();
});
beforeEach(async () => {
  before = await look();
});

/** A connection to the room that says what it likes. */
function connect(name: string, more: object = {}, headers: Record<string, string> = {}): Socket {
  return io(host.origin, {
    parser: frameParser,
    transports: ['websocket'],
    query: { [ROUTE_PARAMETER]: route },
    auth: { v: PROTOCOL_VERSION, room: host.code, name, token: newToken(), device: newToken(), ...more },
    extraHeaders: headers,
    forceNew: true,
    reconnection: false,
  });
}

interface Keys {
  readonly token: string;
  readonly device: string;
}

const newKeys = (): Keys => ({ token: newToken(), device: newToken() });
/** By which the attacker keeps its seat over its connections. */
const KEYS = newKeys();

async function enter(name: string, keys: Keys): Promise<Socket> {
  const socket = connect(name, keys);
  await new Promise((resolve, reject) => {
    socket.once(EVENTS.welcome, resolve);
    socket.once('connect_error', reject);
  });
  socket.on(EVENTS.there, (answer: () => void) => answer());
  await bystander.until(name, () => seatOf(name) !== undefined);
  return socket;
}

const seatOf = (name: string): number | undefined =>
  bystander.room.seats.find((info) => info.name === name)?.seat;

async function look(): Promise<Picture> {
  const { seats, ...room } = bystander.room;
  // Who leads is part of what must not change; the attacker's own look may (it is the mark of `settled`).
  const known = seats.map(({ look, ...seat }) => (seat.name === 'Bystander' ? { ...seat, look } : seat));
  const listings = await host.get<{ code: string }[]>('/api/rooms');
  const others = listings.filter(({ code }) => code !== host.code);
  return { room, seats: known, events: countEvents(), others };
}

/** What the host says of the network has nothing to do with guests. */
const countEvents = (): number =>
  host.events.filter(({ event }) => event !== 'reach' && event !== 'whereabouts').length;

/** So that the door's rates leave nothing unheard. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let mark = 0;
/** Waits until everything that the attacker has sent was heard, and looks whether anything has come of it. */
async function expectNothingChanged(): Promise<void> {
  const wanted = 4 + (mark++ % 8);
  const [own] = bystander.room.seats.filter(({ name }) => name === 'Mallory');
  if (own?.look !== wanted) {
    await waitFor('the attacker’s last word', async () => {
      attacker.emit(EVENTS.action, { do: 'look', look: wanted });
      await pause(1_100 / LIMITS.actionsPerSecond);
      return bystander.room.seats.some(({ name, look }) => name === 'Mallory' && look === wanted);
    });
  }
  await bystander.untilFramesFlow(5);
  expect(bystander.seated.reconnecting).toBe(false);
  expect(await look()).toEqual(before);
}

/** Every command that a room knows, aimed at the bystander where there is somebody to aim at. */
function roomCommands(): RoomCommand[] {
  const seat = bystander.seated.seat;
  return [
    ...([{ do: 'start' }, { do: 'end' }, { do: 'rematch' }, { do: 'skip' }, { do: 'close' }] as const),
    ...([
      { do: 'pause', paused: true },
      { do: 'lock', locked: true },
      { do: 'approval', on: true },
    ] as const),
    ...([
      { do: 'kick', seat },
      { do: 'undo-kick', seat },
      { do: 'rename', seat, name: 'Victim' },
    ] as const),
    ...([
      { do: 'mute', seat, muted: true },
      { do: 'lead', seat: seatOf('Mallory')!, leads: true },
    ] as const),
    ...([
      { do: 'move', seat, to: host.ready.rooms[1]!.code },
      { do: 'pin', pin: '0000' },
    ] as const),
    ...([
      { do: 'expect', device: newToken() },
      { do: 'admit', knock: 1, let: 'in' },
    ] as const),
    ...([
      { do: 'bots', fillTo: 8, level: 'hard' },
      { do: 'settings', values: { target: 9 } },
    ] as const),
  ];
}

/** What the console may ask, and what the primary tells its workers. */
function hostCommands(): object[] {
  const code = host.code as RoomCode;
  return [
    ...[{ ask: 'host', game: 'rim-rumble' }, { ask: 'open-room', game: 'rim-rumble' }, { ask: 'stop' }],
    ...roomCommands().map((command) => ({ ask: 'room', code, command })),
    ...[{ ask: 'ban', code, seat: 0 }, { ask: 'unban', device: newToken() }, { ask: 'erase' }],
    ...[
      { ask: 'worker', worker: 1, do: 'drain' },
      { ask: 'worker', worker: 1, do: 'restart' },
    ],
    ...roomCommands().map((command) => ({ kind: 'room-command', code, command })),
    ...[{ kind: 'banned', devices: [newToken()] }, { kind: 'name-filter', on: false }, { kind: 'close' }],
    ...[
      { kind: 'hand-over', code, to: 2 },
      { kind: 'worker-gone', worker: 1, heirs: [2], closed: [code] },
    ],
    ...[
      { kind: 'act', code, seat: 0, action: { do: 'leave' } },
      { type: 'sticky:connection', data: route },
    ],
  ];
}

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Status and body of the answer; 0 when the connection was ended without one. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<[number, string]> {
  return new Promise((resolve) => {
    const { port } = host.ready;
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('close', () => resolve([response.statusCode ?? 0, text]));
    });
    asked.on('error', () => resolve([0, '']));
    asked.end(body);
  });
}

describe('over HTTP', () => {
  const PATHS = ['/api/rooms', '/api/command', '/api/host', '/api/console', '/console', '/admin', '/ipc'];

  test('no command is obeyed, whatever the method, path and body', async () => {
    const paths = [...PATHS, `/api/rooms/${host.code}`, `/api/rooms/${host.code}/command`, '/socket.io/'];
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT']) {
      for (const path of paths) {
        const [status] = await ask(path, {
          method,
          body: method === 'CONNECT' ? '' : JSON.stringify(hostCommands()),
        });
        expect(status === 0 || status >= 400, `${method} ${path}: ${status}`).toBe(true);
      }
    }
    await expectNothingChanged();
  });

  test('no command hides in an address', async () => {
    const words = ['do=close', 'ask=stop', 'command=close', 'ask=erase', `kick=${bystander.seated.seat}`];
    for (const path of [...PATHS, `/${host.code}`, `/api/rooms/${host.code}`]) {
      for (const word of words) await ask(`${path}?${word}`);
      for (const word of ['close', 'kick/0', 'lock', '..%2f..%2fhost']) await ask(`${path}/${word}`);
    }
    await expectNothingChanged();
  });

  test('the console’s page and the host’s memory are not served', async () => {
    for (const path of [
      '/console.html',
      '/console/',
      '/../console/console.html',
      '/..%2f..%2fporchlight.db',
    ]) {
      const [status, body] = await ask(path);
      expect(status, path).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain('<script');
    }
  });

  test('nothing that opens a seat is told', async () => {
    const told = [
      await ask('/api/rooms'),
      await ask(`/api/rooms/${host.code}`),
      await ask('/api/health'),
    ].join();
    const { token, seatCode } = bystander.seated;
    for (const secret of [token, `"${seatCode}"`]) expect(told).not.toContain(secret);
  });
});

describe('over Socket.IO', () => {
  /** Each connection has its own rate, so that many say much in little time. */
  const ACCOMPLICES = 8;
  const EVENT_NAMES = [
    'command',
    'room-command',
    'console',
    'ask',
    'bus',
    'kick',
    'host',
    'close',
    'message',
  ];

  test('a guest who does not lead is heard with none of the host’s words, on any event', async () => {
    const words: object[] = [
      ...roomCommands(),
      ...roomCommands().map((command) => ({ do: 'lead', command })),
      ...hostCommands(),
    ];
    const names = new Set([...EVENT_NAMES, ...Object.values(EVENTS)]);
    const attempts = [...names].flatMap((event) => words.map((word) => ({ event, word })));
    const saying = [...Array(ACCOMPLICES).keys()].map(async (nth) => {
      const [name, keys] = [`Mallory ${nth}`, newKeys()];
      let speaker = await enter(name, keys);
      for (const { event, word } of attempts.filter((_, i) => i % ACCOMPLICES === nth)) {
        if (!speaker.connected) speaker = await enter(name, keys);
        speaker.emit(event, word);
        // The door takes so many events at a time, and so much nonsense of one connection: each is to be looked at.
        await pause(1_100 / (event === EVENTS.action ? LIMITS.actionsPerSecond : LIMITS.eventsPerSecond));
      }
      // When the last word was heard, all before it were.
      speaker.emit(EVENTS.action, { do: 'leave' });
      await bystander.until(`${name} to leave`, () => seatOf(name) === undefined);
    });
    await Promise.all(saying);
    const events = before.events + 2 * ACCOMPLICES;
    await waitFor('word of those who came and left', () => countEvents() === events);
    before = { ...before, events };
    await expectNothingChanged();
  });

  test('a guest who leads gets nothing but what leaders may do', async () => {
    host.command({ do: 'lead', seat: seatOf('Mallory')!, leads: true });
    await bystander.until('the leader', () => bystander.room.seats.some(({ leads }) => leads));
    before = await look();
    const forLeaders: LeaderCommand['do'][] = [
      ...(['start', 'end', 'rematch', 'skip', 'pause', 'lock', 'kick', 'undo-kick'] as const),
      ...(['bots', 'settings'] as const),
    ];
    const others = roomCommands().filter((command) => !(forLeaders as string[]).includes(command.do));
    expect(others.length).toBeGreaterThan(7);
    for (const command of others) {
      attacker.emit(EVENTS.action, { do: 'lead', command });
      attacker.emit(EVENTS.action, command);
      await pause(2_200 / LIMITS.actionsPerSecond);
    }
    await expectNothingChanged();
    host.command({ do: 'lead', seat: seatOf('Mallory')!, leads: false });
    await bystander.until('no leader', () => bystander.room.seats.every(({ leads }) => !leads));
  });

  test('no binary frame is a command', async () => {
    const words = new TextEncoder().encode(JSON.stringify({ do: 'close' }));
    for (let kind = 0; kind < 256; kind++) {
      if (kind === FRAME.inputs || kind === FRAME.probe) continue;
      attacker.emit(EVENTS.frame, Uint8Array.of(kind, ...words));
      if (kind % 8 === 0) await pause((8 * 1_100) / LIMITS.eventsPerSecond);
    }
    await expectNothingChanged();
  });

  test('a handshake cannot carry more than a guest', async () => {
    const more = {
      leads: true,
      isNameRude: false,
      seat: 0,
      do: 'close',
      command: { do: 'close' },
      host: true,
    };
    const socket = connect('Pretender', more);
    await bystander.until('the pretender', () => seatOf('Pretender') !== undefined);
    expect(bystander.room.seats.find(({ name }) => name === 'Pretender')).toMatchObject({ leads: false });
    socket.emit(EVENTS.action, { do: 'leave' });
    await bystander.until('it to leave', () => seatOf('Pretender') === undefined);
    await waitFor('both events', () => countEvents() === before.events + 2);
    before = { ...before, events: before.events + 2 };
    await expectNothingChanged();
    socket.close();
  });

  test('nobody says that its own name is clean', async () => {
    const socket = connect('Shithead', { isNameRude: false });
    const reason = await new Promise((resolve) => {
      socket.once('connect_error', (error: Error & { data?: { reason: string } }) =>
        resolve(error.data?.reason),
      );
      socket.once('connect', () => resolve('let in'));
    });
    expect(reason).toBe('rude-name');
    socket.close();
  });
});

describe('a page of the internet', () => {
  const FOREIGN = ['evil.example', 'evil.example:7420', '127.0.0.1.evil.example', 'porchlight.evil.example'];

  test.each(FOREIGN)('whose name %s was bound to this host gets nothing but a refusal', async (name) => {
    for (const path of [
      '/',
      '/index.html',
      '/api/rooms',
      '/api/health',
      `/api/rooms/${host.code}`,
      `/${host.code}`,
    ]) {
      const [status, body] = await ask(path, { headers: { Host: name } });
      expect(status, path).toBe(403);
      expect(body).not.toContain(host.code);
      expect(body).not.toContain('<');
    }
    for (const origin of [`http://${name}`, undefined]) {
      const headers = { Host: name, ...(origin === undefined ? {} : { Origin: origin }) };
      expect(await isLetIn(connect('Rebound', {}, headers))).toBe(false);
    }
    await expectNothingChanged();
  });

  test('of another origin, or of none that can be read, is refused', async () => {
    for (const Origin of [
      'http://evil.example',
      'null',
      'file://',
      `http://127.0.0.1:${host.ready.port + 1}`,
    ]) {
      expect((await ask('/api/rooms', { headers: { Origin } }))[0]).toBe(403);
      expect(await isLetIn(connect('Foreign', {}, { Origin }))).toBe(false);
    }
    await expectNothingChanged();
  });

  test('is told from our own, which is answered under every name that is ours', async () => {
    const { port } = host.ready;
    for (const Host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `[::1]:${port}`,
      `porchlight.local:${port}`,
    ]) {
      expect((await ask('/api/rooms', { headers: { Host, Origin: `http://${Host}` } }))[0], Host).toBe(200);
    }
  });
});

async function isLetIn(socket: Socket): Promise<boolean> {
  const isIn = await new Promise<boolean>((resolve) => {
    socket.once(EVENTS.welcome, () => resolve(true));
    socket.once('connect_error', () => resolve(false));
  });
  socket.close();
  return isIn;
}
