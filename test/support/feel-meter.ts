/**
 * Plays Rim Rumble over a simulated network and measures how it feels: what is drawn is compared, once everything is
 * known, with where the host had it. The guest plays with a bot's hands on what it sees, so that it collides, dashes
 * and falls like anybody else.
 */
import { BitReader } from '../../src/core/bytes.ts';
import { asSeatId, asTick } from '../../src/core/ids.ts';
import { length, lerp } from '../../src/core/math.ts';
import { Random } from '../../src/core/prng.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimInput, RimState } from '../../src/games/rim-rumble/state.ts';
import { tuning } from '../../src/games/rim-rumble/tuning.ts';
import type { NetworkProfile } from '../../src/link/network-model.ts';
import { FRAME, readInputs, type Snapshot, SnapshotReader } from '../../src/protocol/frames.ts';
import { SimulatedPlay } from './simulated-link.ts';

const OWN_SEAT = asSeatId(0);
const BODY = tuning.puckRadius * 2;
/** Snapshots come every 33 ms; a pause of this is a stall. */
const STALL_MS = 120;
/** What is drawn within this part of a body of the truth is right. */
const RIGHT_BODIES = 0.05;
/** So many frames in a row must be right: 50 ms. */
const RIGHT_FRAMES = 3;

export interface Feel {
  /** Share of snapshots that corrected the own puck by over 2 % of a body; of those that an eye can see; that jumped. */
  readonly corrections: number;
  readonly visible: number;
  readonly snaps: number;
  /** Share of frames for which the next snapshot had not come yet, and how far off the others were then, bodies. */
  readonly underruns: number;
  readonly blindBodies: number;
  /** From an own input to the snapshot that contains it, ms; 95th percentile. */
  readonly confirmMs: number;
  /** Share of the own inputs that came too late for their tick. */
  readonly late: number;
  /** From the end of each stall until everything is drawn right again, ms; the longest. */
  readonly recoveryMs: number;
  readonly interpolationMs: number;
}

/** One drawn frame. */
interface Drawn {
  readonly atMs: number;
  /** What the others show, and what the own seat shows. */
  readonly tick: number;
  readonly ownTick: number;
  readonly newest: number;
  readonly places: readonly (Place | undefined)[];
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Arrival {
  readonly atMs: number;
  readonly snapshot: Snapshot;
}

/** Plays a match for `ms` (alone: practice), and measures from its first seconds on. */
export function playAndMeasure(profile: NetworkProfile, seed: number, ms: number, fillTo = 6): Feel {
  const bots = { fillTo, level: 'medium' } as const;
  const game = new SimulatedPlay(profile, seed, { settings: { target: 15 }, bots });
  const { session } = game;
  const hands = new Random(seed);
  const madeMs: number[] = [];
  const drawn: Drawn[] = [];
  let input: RimInput | undefined;
  session.setInput(() => {
    madeMs.push(game.clock.ms);
    return input ?? session.restingInput();
  });
  const onFrame = (): void => {
    const picture = session.picture();
    if (picture === undefined) return;
    const state = picture.state as RimState;
    drawn.push(draw(game, state, picture.tick));
    if (drawn.length % 6 === 0) input = rimRumble.bot(state, OWN_SEAT, 'medium', hands);
  };
  game.run(1_000, onFrame);
  if (fillTo > 0) session.act({ do: 'ready', ready: true });
  game.run(6_000, onFrame);
  const [before, fromMs] = [session.stats(), game.clock.ms];
  game.run(ms, onFrame);
  const after = session.stats();
  // What was drawn last is known as well by then.
  game.run(500);

  const snapshots = after.snapshots - before.snapshots;
  const arrivals = arrivalsOf(game);
  const measured = drawn.filter(({ atMs }) => atMs >= fromMs);
  return {
    corrections: (after.corrections - before.corrections) / snapshots,
    visible: (after.visibleCorrections - before.visibleCorrections) / snapshots,
    snaps: (after.snaps - before.snaps) / snapshots,
    underruns: (after.underruns - before.underruns) / (after.drawn - before.drawn),
    blindBodies: blindness(measured, arrivals),
    ...inputsOf(game, madeMs, arrivals, fromMs),
    recoveryMs: longestRecovery(measured, arrivals, fromMs),
    interpolationMs: after.interpolationMs,
  };
}

function draw(game: SimulatedPlay, state: RimState, tick: number): Drawn {
  const { leadMs } = game.session.stats();
  const places: (Place | undefined)[] = [];
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck?.role === 'fighting') places[seat] = { x: puck.x, y: puck.y };
  }
  // Between the last two predicted ticks, as far as the running one has got.
  const ownTick = game.serverTick + (leadMs * rimRumble.tickRate) / 1000 - 1;
  return { atMs: game.clock.ms, tick, ownTick, newest: game.session.newest()?.tick ?? 0, places };
}

function arrivalsOf(game: SimulatedPlay): Arrival[] {
  const reader = new SnapshotReader(game.room.game);
  const arrivals: Arrival[] = [];
  for (const { bytes, atMs } of game.arrived) {
    if (bytes[0] === FRAME.probeReply || bytes[0] === FRAME.hash) continue;
    arrivals.push({ atMs, snapshot: reader.read(bytes)! });
  }
  return arrivals;
}

/** How far from the truth the fighter `seat` was drawn, bodies; undefined where it fought before or after only. */
function offBy(frame: Drawn, seat: number, tick: number, arrivals: readonly Arrival[]): number | undefined {
  const place = frame.places[seat];
  const next = arrivals.findIndex(({ snapshot }) => snapshot.tick >= tick);
  if (place === undefined || next < 1) return undefined;
  const [from, to] = [arrivals[next - 1]!.snapshot, arrivals[next]!.snapshot];
  const a = (from.state as RimState).pucks[seat];
  const b = (to.state as RimState).pucks[seat];
  if (a?.role !== 'fighting' || b?.role !== 'fighting' || from.generation !== to.generation) return undefined;
  const t = (tick - from.tick) / (to.tick - from.tick);
  return length(place.x - lerp(a.x, b.x, t), place.y - lerp(a.y, b.y, t)) / BODY;
}

function othersOff(frame: Drawn, arrivals: readonly Arrival[]): number[] {
  return frame.places.flatMap((_, seat) =>
    seat === OWN_SEAT ? [] : (offBy(frame, seat, frame.tick, arrivals) ?? []),
  );
}

/** How far off the others are, on average, while there is no snapshot for them. */
function blindness(drawn: readonly Drawn[], arrivals: readonly Arrival[]): number {
  const off = drawn
    .filter(({ tick, newest }) => tick > newest)
    .flatMap((frame) => othersOff(frame, arrivals));
  return off.reduce((sum, bodies) => sum + bodies, 0) / Math.max(1, off.length);
}

function longestRecovery(drawn: readonly Drawn[], arrivals: readonly Arrival[], fromMs: number): number {
  let longestMs = 0;
  for (let i = 1; i < arrivals.length; i++) {
    const endMs = arrivals[i]!.atMs;
    if (endMs < fromMs || endMs - arrivals[i - 1]!.atMs < STALL_MS) continue;
    const after = drawn.filter(({ atMs }) => atMs >= endMs && atMs < endMs + 1_000);
    let right = 0;
    const last = after.find((frame) => {
      right = isRight(frame, arrivals) ? right + 1 : 0;
      return right === RIGHT_FRAMES;
    });
    if (after.length > 30) longestMs = Math.max(longestMs, (last?.atMs ?? Number.POSITIVE_INFINITY) - endMs);
  }
  return longestMs;
}

function isRight(frame: Drawn, arrivals: readonly Arrival[]): boolean {
  const own = offBy(frame, OWN_SEAT, frame.ownTick, arrivals) ?? 0;
  return frame.tick <= frame.newest && Math.max(own, ...othersOff(frame, arrivals)) < RIGHT_BODIES;
}

/** How long the own inputs took, and how many of them came too late. */
function inputsOf(
  game: SimulatedPlay,
  madeMs: readonly number[],
  arrivals: readonly Arrival[],
  fromMs: number,
): Pick<Feel, 'confirmMs' | 'late'> {
  const confirmMs: number[] = [];
  let late = 0;
  let made = 0;
  for (const { bytes, heardBefore } of game.sent) {
    if (bytes[0] !== FRAME.inputs || heardBefore === undefined) continue;
    const frame = readInputs(new BitReader(bytes, 1), game.room.game, asTick(heardBefore));
    if (frame === undefined) continue;
    for (let i = 0; i < frame.inputs.length; i++) {
      const atMs = madeMs[made++]!;
      const playedIn = Math.max(frame.firstTick + i, heardBefore);
      const arrival = arrivals.find(({ snapshot }) => snapshot.tick >= playedIn);
      if (atMs < fromMs || arrival === undefined) continue;
      if (playedIn > frame.firstTick + i) late++;
      confirmMs.push(arrival.atMs - atMs);
    }
  }
  confirmMs.sort((a, b) => a - b);
  return { confirmMs: confirmMs[Math.floor(confirmMs.length * 0.95)]!, late: late / confirmMs.length };
}
