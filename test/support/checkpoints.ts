/** Checkpoints for tests: of rooms that never were, but complete. */
import { asSeatId, asTick, type RoomCode } from '../../src/core/ids.ts';
import type { RoomCheckpoint, RoomHead } from '../../src/protocol/checkpoint.ts';

const SEAT = {
  id: asSeatId(0),
  token: 'tokentokentokentoken12',
  seatCode: '0417',
  name: 'Ada',
  look: 3,
  bot: undefined,
  present: true,
  ready: false,
  wins: 2,
  device: 'devicedevicedevice1234',
  muted: false,
  leads: true,
  kicked: false,
};

const HEAD: Omit<RoomHead, 'code'> = {
  game: 'rim-rumble',
  route: 'routeroute-route_123',
  epoch: 4,
  restarts: 0,
  settings: { rounds: 3 },
  stateSettings: { rounds: 3 },
  bots: { fillTo: 4, level: 'medium' },
  phase: 'results',
  match: 2,
  locked: true,
  outcome: {
    ranking: [
      { seat: asSeatId(0), place: 1, score: 9 },
      { seat: asSeatId(1), place: 2, score: 4.5 },
    ],
    awards: [{ seat: asSeatId(1), title: 'Lumberjack', reason: '9 knock-offs' }],
    faces: [
      { seat: asSeatId(0), name: 'Ada', look: 3, bot: undefined },
      { seat: asSeatId(1), name: 'Moth', look: 5, bot: 'medium' },
    ],
  },
  seats: [SEAT, { ...SEAT, id: asSeatId(1), token: '', seatCode: '', name: 'Moth', look: 5, bot: 'medium' }],
  paused: false,
  pin: '0042',
  approval: true,
  admitted: ['admittedadmittedadmi12'],
  barred: [{ token: 'kickedkickedkicked1234', device: undefined }],
};

/** A checkpoint of room `code`. @param stateBytes size of the game's state. */
export function makeCheckpoint(code: string, serial = 1, stateBytes = 64): RoomCheckpoint {
  return {
    head: { ...HEAD, code: code as RoomCode },
    serial,
    tick: asTick(serial * 60),
    atMs: 123_456.789,
    generation: 5,
    practice: false,
    random: 0xfedcba98,
    phaseEndsAtTick: serial % 2 === 0 ? undefined : asTick(serial * 60 + 180),
    state: Uint8Array.from({ length: stateBytes }, (_, i) => (i * 7 + serial) & 0xff),
  };
}
