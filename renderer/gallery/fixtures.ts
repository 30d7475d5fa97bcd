/** Made-up rooms, seats and outcomes for the gallery. */
import { asSeatId, asTick, type RoomCode } from '../../src/core/ids.ts';
import type { RoomInfo, RoomListing, RoomPhase, SeatInfo } from '../../src/protocol/messages.ts';
import type { Reason } from '../../src/protocol/reasons.ts';
import type { SeatedState } from '../play/room-screen.tsx';

const OWN_SEAT = asSeatId(1);
export const CODE = 'BKTV' as RoomCode;

const seat = (id: number, name: string, look: number, more: Partial<SeatInfo> = {}): SeatInfo => ({
  seat: asSeatId(id),
  name,
  look,
  bot: undefined,
  away: false,
  ready: false,
  wins: 0,
  kicked: false,
  muted: false,
  leads: false,
  ...more,
});

const FEW: readonly SeatInfo[] = [
  seat(0, 'Merry Badger', 0, { ready: true, wins: 2 }),
  seat(1, 'Sunny Otter', 4),
  seat(2, 'Iris', 2, { ready: true, wins: 1 }),
  seat(3, 'Quiet Dumpling', 11, { away: true }),
  seat(4, 'Firefly', 9, { bot: 'easy', ready: true }),
];

const MANY: readonly SeatInfo[] = [
  ...FEW,
  seat(5, '<b>Bobby</b>', 5, { ready: true }),
  seat(6, 'WWWWWWWWWWWWWWWW', 6),
  seat(7, 'Ångström 2', 7, { ready: true }),
  ...[8, 10, 12, 13, 14, 15, 1, 3].map((look, i) =>
    seat(8 + i, `Guest ${i + 9}`, look, { ready: i % 2 === 0 }),
  ),
];

/** Names that are as wide as they may be, read from the right, or are no letters at all. */
const NAMES: readonly SeatInfo[] = [
  seat(0, 'WWWWWWWWWWWWWWWW', 0, { ready: true, wins: 12 }),
  seat(1, 'שלום עליכם', 4),
  seat(2, 'مرحبا بالعالم 2', 2, { ready: true, wins: 1 }),
  seat(3, '🦦🦦🦦🦦🦦🦦🦦🦦', 11, { away: true, kicked: true }),
  seat(4, 'ผู้เล่นคนที่ห้า', 9, { ready: true }),
  seat(5, 'WWWWWWWWWWWWWWW2', 5, { away: true, wins: 3 }),
];

const outcome = (seats: readonly SeatInfo[]): NonNullable<RoomInfo['outcome']> => ({
  ranking: seats.map((info, i) => ({ seat: info.seat, place: i + 1, score: Math.max(0, 15 - 3 * i) })),
  awards: [
    { seat: asSeatId(2), title: 'Lumberjack', reason: '9 knock-offs' },
    { seat: asSeatId(1), title: 'Lob star', reason: '14 bumpers lobbed' },
    { seat: asSeatId(4), title: 'Frequent flyer', reason: '7 falls' },
  ].slice(0, seats.length),
  faces: seats,
});

export const listing = (more: Partial<RoomListing> = {}): RoomListing => ({
  code: CODE,
  game: 'rim-rumble',
  title: 'Rim Rumble',
  phase: 'lobby',
  locked: false,
  needsPin: false,
  guests: 3,
  seatsMax: 16,
  looksTaken: [0, 2, 9, 11],
  owner: 1,
  route: 'a'.repeat(20),
  ...more,
});

type Company = 'alone' | 'few' | 'many' | 'names';

const COMPANIES: Readonly<Record<Company, readonly SeatInfo[]>> = {
  alone: [seat(1, 'Sunny Otter', 4)],
  few: FEW,
  many: MANY,
  names: NAMES,
};

interface SeatedOptions {
  readonly phase: RoomPhase;
  readonly seats?: Company;
  /** Who played the match whose results are shown; the seats of now when not given. */
  readonly outcomeOf?: Company;
  readonly reconnecting?: boolean;
  readonly startedAnew?: boolean;
  readonly match?: number;
  readonly paused?: boolean;
  /** What the own seat may do, or may not. */
  readonly own?: Partial<SeatInfo> | undefined;
  readonly denied?: Reason;
}

export function seated(options: SeatedOptions): SeatedState {
  const { phase, seats = 'few', reconnecting = false, startedAnew = false, match = 0 } = options;
  const { paused = false, own = {}, denied } = options;
  const list = COMPANIES[seats].map((info) => (info.seat === OWN_SEAT ? { ...info, ...own } : info));
  return {
    is: 'seated',
    seat: OWN_SEAT,
    token: 't'.repeat(22),
    seatCode: '4821',
    reconnecting,
    startedAnew,
    denied,
    room: {
      code: CODE,
      game: 'rim-rumble',
      phase,
      epoch: startedAnew ? 2 : 1,
      restarts: startedAnew ? 1 : 0,
      match,
      practice: phase === 'lobby',
      locked: false,
      paused,
      needsPin: false,
      approval: false,
      knocks: [],
      seats: list,
      settings: {},
      bots: { fillTo: 0, level: 'easy' },
      phaseEndsAtTick: phase === 'countdown' ? asTick(180) : undefined,
      outcome: phase === 'results' ? outcome(COMPANIES[options.outcomeOf ?? seats]) : undefined,
    },
  };
}
