/** Made-up states of the console for its gallery, and how their numbers move from second to second. */
import { asSeatId, type RoomCode } from '../../src/core/ids.ts';
import type {
  Ban,
  HostLink,
  HostProblem,
  HostStatus,
  Reach,
  RoomStatus,
  SeatStatus,
} from '../../src/protocol/console.ts';
import type { NearbyHost } from '../../src/protocol/ipc.ts';
import type { LogLine } from '../../src/protocol/log-line.ts';
import type { RoomInfo, RoomPhase, SeatInfo } from '../../src/protocol/messages.ts';
import type { HostingStatus } from './status-history.ts';

/** A state, and what is pressed to get there from it, by test id. */
export interface GalleryState {
  readonly status: HostStatus;
  readonly presses?: readonly string[];
  /** What the host answers to every wish; undefined: it grants it. */
  readonly refusal?: HostProblem;
  readonly nearby?: readonly NearbyHost[];
  readonly log?: readonly LogLine[];
  /** What is typed in the end. */
  readonly typed?: { readonly into: string; readonly text: string };
  /** The host never answers a wish. */
  readonly isSlow?: boolean;
}

const NEARBY: readonly NearbyHost[] = [
  {
    id: 'a',
    name: 'den-pc',
    origin: 'http://192.168.1.20:7420',
    rooms: 1,
    players: 5,
    games: ['Rim Rumble'],
  },
  {
    id: 'b',
    name: 'Grandma-Jos-old-but-faithful-laptop',
    origin: 'http://192.168.1.31:7420',
    rooms: 3,
    players: 1,
    games: ['Rim Rumble', 'Turfline', 'Fib Sketch'],
  },
  { id: 'c', name: 'kitchen', origin: 'http://192.168.1.40:7421', rooms: 0, players: 0, games: [] },
];

const NAMES = ['Mika', 'Grandma Jo', 'Otis', 'Priya', 'Lars the Unready', 'Wen', 'Tomasz', 'Bea'];
const PLATFORMS = ['iPhone', 'Linux', 'Windows', 'iPad', 'ChromeOS', 'Android', 'desktop app', 'Mac'];

function seat(index: number, bots: number, count: number, changes: Partial<SeatInfo> = {}): SeatInfo {
  const isBot = index >= count - bots;
  return {
    seat: asSeatId(index),
    name: isBot ? ['Moth', 'Firefly', 'Cricket', 'Owl'][index % 4]! : NAMES[index % NAMES.length]!,
    look: index,
    bot: isBot ? 'medium' : undefined,
    away: index === 2 && !isBot,
    ready: index % 3 === 0,
    wins: index === 1 ? 2 : 0,
    kicked: false,
    muted: false,
    leads: index === 3 && !isBot,
    ...changes,
  };
}

const seats = (count: number, bots: number, changes: Record<number, Partial<SeatInfo>> = {}): SeatInfo[] =>
  Array.from({ length: count }, (_, i) => seat(i, bots, count, changes[i]));

const linksTo = (code: string): readonly HostLink[] => [
  {
    url: `http://192.168.1.20:7420/${code}`,
    address: '192.168.1.20',
    network: 'Wi-Fi',
    interfaceName: 'wlan0',
  },
  { url: `http://10.8.0.3:7420/${code}`, address: '10.8.0.3', network: 'VPN', interfaceName: 'tun0' },
];

const INFO: RoomInfo = {
  code: 'KMQT' as RoomCode,
  game: 'rim-rumble',
  phase: 'lobby',
  epoch: 1,
  restarts: 0,
  match: 1,
  practice: true,
  locked: false,
  paused: false,
  needsPin: false,
  approval: false,
  knocks: [],
  seats: [],
  settings: {},
  bots: { fillTo: 4, level: 'medium' },
  phaseEndsAtTick: undefined,
  outcome: undefined,
};

const statusOf = ({ seat: id, bot, muted, name }: SeatInfo): SeatStatus => ({
  seat: id,
  // The room says 'Player 2'.
  name: muted ? NAMES[id % NAMES.length]! : name,
  seatCode: bot === undefined ? String(4821 + id) : '',
  device: bot === undefined ? `device-${id}` : undefined,
  link:
    bot === undefined && id !== 5
      ? {
          rttMs: [9, 14, 22, 31, 96, 12, 180][id % 7]!,
          jitterMs: 3 + id,
          platform: PLATFORMS[id % PLATFORMS.length]!,
        }
      : undefined,
});

const room = (changes: Partial<RoomInfo> = {}, pin?: string): RoomStatus => {
  const info = { ...INFO, needsPin: pin !== undefined, ...changes };
  return {
    info,
    title: 'Rim Rumble',
    owner: 1 + (info.code.charCodeAt(0) % 2),
    links: linksTo(info.code),
    pin,
    seats: info.seats.map(statusOf),
  };
};

const REACHED: Reach = { state: 'reached', checklist: [] };
const DOUBTFUL: Reach = {
  state: 'doubtful',
  checklist: [
    {
      id: 'same-wifi',
      text: 'Phones have to be on the same Wi-Fi as this computer, and not on its guest network.',
    },
    {
      id: 'windows-firewall',
      text: 'Windows Firewall may be blocking guests. Allow Porchlight in private and public networks.',
    },
    { id: 'hotspot', text: 'If the Wi-Fi keeps its devices apart, start a hotspot and host from there.' },
  ],
};

const hosting = (rooms: readonly RoomStatus[], changes: Partial<HostingStatus> = {}): HostingStatus => ({
  state: 'hosting',
  localName: 'porchlight-den.local',
  port: 7420,
  links: linksTo(''),
  rooms,
  workers: [1, 2].map((id) => ({
    id,
    pid: 40_210 + id,
    state: 'ready',
    rooms: rooms.filter(({ owner }) => owner === id).length,
    guests: rooms.filter(({ owner }) => owner === id).flatMap(({ info }) => info.seats).length,
    vitals: { cpuCores: 0.1, memoryBytes: 96_000_000, tickP50Ms: 0.3, tickP99Ms: 1.1 },
  })),
  problems: [],
  reach: REACHED,
  bans: [],
  ...changes,
});

const inPhase = (phase: RoomPhase, changes: Partial<RoomInfo> = {}): RoomInfo => ({
  ...INFO,
  phase,
  practice: phase === 'lobby',
  seats: seats(6, 2),
  ...changes,
});

const SEVERAL = [
  room(inPhase('playing', { knocks: [{ id: 1, name: 'Robin' }] })),
  room(inPhase('lobby', { code: 'BDFH' as RoomCode, seats: seats(3, 1), locked: true })),
  room(inPhase('results', { code: 'XWVT' as RoomCode, seats: seats(12, 0), paused: true }), '0042'),
];

const BANS: readonly Ban[] = [
  { device: 'device-4', name: 'Lars the Unready', at: '2026-11-20T20:15:00Z' },
  { device: 'device-9', name: 'xX_wifi_thief_Xx', at: '2026-10-03T18:40:00Z' },
];

const PORT_TAKEN = { code: 'example', text: 'Port 7420 is taken, so this host uses 7421.' };

const WIDE_NAMES = [
  'Maximiliane-Brunhilde W.',
  'WWWWWWWWWWWWWWWW',
  '\u05d9\u05e2\u05dc \u05db\u05d4\u05df',
  '\u0645\u0631\u064a\u0645 \u0627\u0644\u0639\u0644\u064a',
  '\u5f20\u4f1f',
  '\ud83e\udd84\ud83e\udd84\ud83e\udd84',
];

const MANY = Array.from({ length: 9 }, (_, i) =>
  room({
    ...inPhase(i % 2 === 0 ? 'playing' : 'lobby', { seats: seats(2 + i, 1) }),
    code: `${'BCDFGHJKM'[i]}QRT` as RoomCode,
    // No game has such an id: its picture is made up.
    ...(i % 3 === 0 ? {} : { game: `game-${i}` }),
  }),
);

const LOG: readonly LogLine[] = Array.from({ length: 60 }, (_, id) => ({
  id,
  atMs: Date.UTC(2026, 10, 21, 19, 40, id),
  ...(
    [
      { level: 'info', source: 'host', text: 'Hosting. port=7420 addresses=192.168.1.20,10.8.0.3' },
      { level: 'debug', source: 'worker 1', text: 'A guest is in. room=KMQT seat=2' },
      { level: 'warn', source: 'host', text: 'A worker is gone. worker=2 pid=40212 signal=SIGKILL' },
      {
        level: 'info',
        source: 'worker 3',
        text: 'Room taken over. room=KMQT epoch=2 tick=81230 after=104 ms',
      },
      {
        level: 'error',
        source: 'storage',
        text: 'The disk is full: rooms are not saved until there is room again.',
      },
    ] as const
  )[(id * 7) % 5]!,
}));

const REACH_FIX: Reach = {
  state: 'doubtful',
  checklist: DOUBTFUL.checklist.map((check) =>
    check.id === 'windows-firewall' ? { ...check, fix: 'windows-firewall' as const } : check,
  ),
};

export const STATES: Readonly<Record<string, GalleryState>> = {
  idle: { status: { state: 'idle' } },
  nearby: { status: { state: 'idle' }, nearby: NEARBY },
  'nearby-many': {
    status: { state: 'idle' },
    nearby: Array.from({ length: 8 }, (_, i) => ({ ...NEARBY[i % 3]!, id: `host-${i}`, players: i * 7 })),
  },
  'idle-menu': { status: { state: 'idle' }, presses: ['theme-menu'] },
  'idle-log': { status: { state: 'idle' }, log: LOG.slice(0, 3), presses: ['details-button'] },
  preferences: { status: { state: 'idle' }, presses: ['theme-menu', 'menu-preferences'] },
  starting: { status: { state: 'starting' } },
  failed: {
    status: {
      state: 'failed',
      problem: {
        code: 'port',
        text: 'Port 7420 and the next ten are taken. Close the other program and try again.',
      },
    },
  },
  'failed-log': {
    status: { state: 'failed', problem: { code: 'port', text: 'Port 7420 and the next ten are taken.' } },
    log: LOG,
    presses: ['details-button'],
  },
  'no-room': { status: hosting([]) },
  empty: { status: hosting([room()], { reach: { state: 'waiting', checklist: [] } }) },
  lobby: { status: hosting([room({ seats: seats(5, 1) })]) },
  full: { status: hosting([room(inPhase('playing', { seats: seats(16, 4) }))], { problems: [PORT_TAKEN] }) },
  several: { status: hosting(SEVERAL) },
  'several-open': { status: hosting(SEVERAL), presses: ['open-room-button'] },
  countdown: { status: hosting([room(inPhase('countdown'))]) },
  playing: { status: hosting([room(inPhase('playing'))]) },
  paused: { status: hosting([room(inPhase('playing', { paused: true }))]) },
  results: { status: hosting([room(inPhase('results'))]) },
  knocks: {
    status: hosting([
      room(
        inPhase('lobby', {
          approval: true,
          knocks: [
            { id: 1, name: 'Robin' },
            { id: 2, name: 'Not a stranger' },
          ],
        }),
      ),
    ]),
  },
  settings: { status: hosting([room(inPhase('playing'))]), presses: ['tab-settings'] },
  door: { status: hosting([room(inPhase('lobby'))]), presses: ['tab-door'] },
  pin: {
    status: hosting([room(inPhase('lobby', { locked: true, approval: true }), '0042')]),
    presses: ['tab-door'],
  },
  bans: { status: hosting([room(inPhase('lobby'))], { bans: BANS }), presses: ['tab-door'] },
  kicked: {
    status: hosting(
      [
        room(
          inPhase('lobby', {
            seats: seats(7, 1, { 0: { kicked: true, away: true }, 4: { kicked: true, away: true } }),
          }),
        ),
      ],
      { bans: BANS.slice(0, 1) },
    ),
  },
  muted: {
    status: hosting([
      room(inPhase('lobby', { seats: seats(6, 2, { 1: { name: 'Player 2', muted: true } }) })),
    ]),
  },
  doubtful: {
    status: hosting([room()], { reach: DOUBTFUL }),
    presses: ['reach'],
  },
  'seat-menu': { status: hosting(SEVERAL), presses: ['seat-menu-0'] },
  'many-rooms': { status: hosting(MANY) },
  'wide-names': {
    status: hosting([
      room(
        inPhase('lobby', {
          seats: seats(
            10,
            1,
            Object.fromEntries(WIDE_NAMES.map((name, i) => [i, { name, wins: 3 + i, leads: i === 1 }])),
          ),
          knocks: WIDE_NAMES.map((name, i) => ({ id: 1 + i, name })),
        }),
      ),
    ]),
  },
  'reach-waiting': {
    status: hosting([room()], { reach: { ...DOUBTFUL, state: 'waiting' } }),
    presses: ['reach'],
  },
  'reach-reached': { status: hosting([room()]), presses: ['reach'] },
  'reach-fix': { status: hosting([room()], { reach: REACH_FIX }), presses: ['reach'] },
  log: { status: hosting(SEVERAL), log: LOG, presses: ['details-button', 'tab-log'] },
  'log-found': {
    status: hosting(SEVERAL),
    log: LOG,
    presses: ['details-button', 'tab-log'],
    typed: { into: 'log-find', text: 'worker' },
  },
  'log-nothing': {
    status: hosting(SEVERAL),
    log: LOG,
    presses: ['details-button', 'tab-log'],
    typed: { into: 'log-find', text: 'no such words' },
  },
  'log-empty': { status: hosting(SEVERAL), presses: ['details-button', 'tab-log'] },
  draining: {
    status: hosting(SEVERAL),
    isSlow: true,
    presses: ['details-button', 'worker-menu-1', 'menu-drain', 'worker-menu-2', 'menu-restart'],
  },
  'worker-menu': { status: hosting(SEVERAL), presses: ['details-button', 'worker-menu-1'] },
  'room-menu': { status: hosting(SEVERAL), presses: ['room-menu'] },
  'theme-menu': { status: hosting(SEVERAL), presses: ['theme-menu'] },
  rename: { status: hosting([room(inPhase('lobby'))]), presses: ['seat-menu-1', 'menu-rename'] },
  'seat-code': { status: hosting([room(inPhase('lobby'))]), presses: ['seat-menu-1', 'menu-seat-code'] },
  closing: { status: hosting(SEVERAL), presses: ['room-menu', 'menu-close-room'] },
  stopping: { status: hosting(SEVERAL), presses: ['stop-button'] },
  workers: { status: hosting(SEVERAL), presses: ['details-button'] },
  'workers-silent': {
    status: hosting([room()], {
      workers: [{ id: 3, pid: 40_213, state: 'starting', rooms: 0, guests: 0, vitals: undefined }],
    }),
    presses: ['details-button'],
  },
  refusal: {
    status: hosting([room(inPhase('lobby'))]),
    presses: ['start-button'],
    refusal: { code: 'unknown-seat', text: 'This guest is not in the room any more.' },
  },
  'no-network': {
    status: hosting([{ ...room(), links: [] }], {
      links: [],
      problems: [
        {
          code: 'no-network',
          text: 'This computer is in no network, so guests cannot reach it. Join a Wi-Fi or start a hotspot.',
        },
      ],
    }),
  },
};

/** The status some seconds later: what is measured has moved a little. */
export function later(status: HostStatus, seconds: number): HostStatus {
  if (status.state !== 'hosting') return status;
  const wobble = (value: number, phase: number): number =>
    value * (1 + 0.25 * Math.sin(seconds / 3 + phase) + 0.2 * Math.sin(seconds * 1.7 + 2 * phase));
  return {
    ...status,
    rooms: status.rooms.map((one) => ({
      ...one,
      seats: one.seats.map((known) =>
        known.link === undefined
          ? known
          : { ...known, link: { ...known.link, rttMs: wobble(known.link.rttMs, known.seat) } },
      ),
    })),
    workers: status.workers.map((worker) =>
      worker.vitals === undefined
        ? worker
        : {
            ...worker,
            vitals: {
              cpuCores: wobble(worker.vitals.cpuCores, worker.id),
              memoryBytes: wobble(worker.vitals.memoryBytes, 9) * 0.1 + worker.vitals.memoryBytes * 0.9,
              tickP50Ms: wobble(worker.vitals.tickP50Ms, worker.id + 1),
              tickP99Ms: wobble(worker.vitals.tickP99Ms, worker.id + 2),
            },
          },
    ),
  };
}
