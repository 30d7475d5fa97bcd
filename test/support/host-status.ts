/** Made-up statuses of a host, for what is drawn or written from them. */
import { asSeatId, type RoomCode } from '../../src/core/ids.ts';
import type { HostLink, HostStatus, RoomStatus, WorkerStatus } from '../../src/protocol/console.ts';
import type { SeatInfo } from '../../src/protocol/messages.ts';

export type HostingStatus = Extract<HostStatus, { state: 'hosting' }>;

const link = (path: string, address = '192.168.1.20', network = 'Wi-Fi'): HostLink => ({
  url: `http://${address}:7420/${path}`,
  ...{ address, network, interfaceName: network === 'VPN' ? 'tun0' : 'wlan0' },
});

const seatInfo = (seat: number, name: string, bot: SeatInfo['bot']): SeatInfo => ({
  ...{ seat: asSeatId(seat), name, look: seat, bot },
  ...{ away: false, ready: true, wins: 0, kicked: false, muted: false, leads: false },
});

interface RoomChoice {
  readonly code?: RoomCode;
  readonly names?: readonly string[];
  readonly pin?: string;
}

/** A room in the middle of a match, with one bot beside its guests. */
export function roomStatus({
  code = 'KMQT' as RoomCode,
  names = ['Mika', 'Otis'],
  pin,
}: RoomChoice = {}): RoomStatus {
  const guests = names.map((name, seat) => seatInfo(seat, name, undefined));
  return {
    info: {
      ...{ code, game: 'rim-rumble', epoch: 1, restarts: 0, match: 2, practice: false },
      phase: 'playing',
      ...{ locked: false, paused: false, needsPin: pin !== undefined, approval: false, knocks: [] },
      seats: [...guests, seatInfo(names.length, 'Firefly', 'medium')],
      settings: {},
      bots: { fillTo: 4, level: 'medium' },
      phaseEndsAtTick: undefined,
      outcome: undefined,
    },
    title: 'Rim Rumble',
    owner: 1,
    pin,
    links: [link(code), link(code, '10.8.0.3', 'VPN')],
    seats: guests.map(({ seat }) => ({
      seat,
      name: 'Mika',
      seatCode: '1234',
      device: undefined,
      link: { rttMs: 12 + 100 * seat, jitterMs: 3, platform: seat % 2 === 0 ? 'iPhone' : 'desktop app' },
    })),
  };
}

const worker = (id: number): WorkerStatus => ({
  ...{ id, pid: 4000 + id, rooms: 2 - id, guests: 2 },
  state: 'ready',
  vitals: { cpuCores: 0.12, memoryBytes: 84 * 2 ** 20, tickP50Ms: 0.31, tickP99Ms: 1.2 },
});

/** A host with two processes and a room. */
export const hostingStatus = (more: Partial<HostingStatus> = {}): HostingStatus => ({
  state: 'hosting',
  port: 7420,
  links: [link(''), link('', '10.8.0.3', 'VPN')],
  localName: undefined,
  rooms: [roomStatus()],
  workers: [worker(1), worker(2)],
  problems: [],
  reach: { state: 'reached', checklist: [] },
  bans: [],
  ...more,
});
