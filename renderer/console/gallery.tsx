/** The console in made-up states, to look at while building: console-gallery.html#lobby and so on. Not in the product. */
import { render } from 'preact';
import '../ui/tokens.css';
import { asSeatId, type RoomCode } from '../../src/core/ids.ts';
import { ok } from '../../src/core/result.ts';
import type { HostLink, HostStatus } from '../../src/protocol/console.ts';
import type { RoomInfo, RoomPhase, SeatInfo } from '../../src/protocol/messages.ts';
import { Console } from './console.tsx';

const NAMES = ['Mika', 'Grandma Jo', 'Otis', 'Priya', 'Lars the Unready', 'Wen', 'Tomasz', 'Bea'];

const seats = (count: number, bots: number): SeatInfo[] =>
  Array.from({ length: count }, (_, i) => ({
    seat: asSeatId(i),
    name: i < count - bots ? NAMES[i % NAMES.length]! : `Bot ${i}`,
    look: i,
    bot: i < count - bots ? undefined : 'medium',
    away: i === 2,
    ready: i % 3 === 0,
    wins: i === 1 ? 2 : 0,
    kicked: false,
    muted: false,
    leads: false,
  }));

const LINKS: readonly HostLink[] = [
  { url: 'http://192.168.1.20:7420/KMQT', address: '192.168.1.20', network: 'Wi-Fi', interfaceName: 'wlan0' },
  { url: 'http://10.8.0.3:7420/KMQT', address: '10.8.0.3', network: 'VPN', interfaceName: 'tun0' },
];

const room = (phase: RoomPhase, list: readonly SeatInfo[]): RoomInfo => ({
  code: 'KMQT' as RoomCode,
  game: 'rim-rumble',
  phase,
  epoch: 1,
  restarts: 0,
  match: 1,
  practice: phase === 'lobby',
  locked: phase === 'results',
  paused: false,
  needsPin: false,
  approval: false,
  knocks: [],
  seats: list,
  settings: {},
  bots: { fillTo: 4, level: 'medium' },
  phaseEndsAtTick: undefined,
  outcome: undefined,
});

const hosting = (info: RoomInfo, problem?: string): HostStatus => ({
  state: 'hosting',
  port: 7420,
  links: LINKS,
  rooms: [{ info, title: 'Rim Rumble', owner: 1, links: LINKS, pin: undefined, seats: [] }],
  workers: [1, 2].map((id) => ({
    id,
    pid: 4000 + id,
    state: 'ready',
    rooms: 2 - id,
    guests: 3,
    vitals: undefined,
  })),
  problems: problem === undefined ? [] : [{ code: 'example', text: problem }],
  reach: { state: 'waiting', checklist: [] },
  bans: [],
});

const STATES: Readonly<Record<string, HostStatus>> = {
  idle: { state: 'idle' },
  starting: { state: 'starting' },
  failed: {
    state: 'failed',
    problem: {
      code: 'port',
      text: 'Port 7420 and the next ten are taken. Close the other program and try again.',
    },
  },
  empty: hosting(room('lobby', [])),
  lobby: hosting(room('lobby', seats(5, 1))),
  full: hosting(room('playing', seats(16, 4)), 'Port 7420 is taken, so this host uses 7421.'),
  results: hosting(room('results', seats(6, 2))),
  'no-room': { ...(hosting(room('lobby', [])) as Extract<HostStatus, { state: 'hosting' }>), rooms: [] },
};

const status = STATES[location.hash.slice(1)] ?? { state: 'idle' };

render(
  <Console
    bridge={{
      getStatus: async () => status,
      onStatus: () => () => {},
      ask: async () => ok(undefined),
      openPlay: async () => ok(undefined),
      joinOther: async () => ok(undefined),
      getPreferences: async () => ({ nameFilter: true, discovery: true, stayInTray: false, updates: false }),
      onPreferences: () => () => {},
      setPreference: async () => {},
      onMenu: () => () => {},
    }}
  />,
  document.body,
);
