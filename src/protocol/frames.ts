/**
 * The hot half of the wire: snapshots down, inputs up, and clock probes, each one binary WebSocket message.
 * The layouts are rules F1 to F8 of PROTOCOL.md. Schemas are handed in: this module never knows a game.
 */
import { BitReader, BitWriter, bitsFor } from '../core/bytes.ts';
import { hashBytes } from '../core/hash.ts';
import { asTick, type Tick } from '../core/ids.ts';
import { invariant } from '../core/result.ts';
import type { EventOf, EventSchemas, Interest } from '../sdk/game.ts';
import type { Schema } from '../sdk/schema.ts';
import type { AreaFrame } from './area-cut.ts';
import { AreaLayout } from './area-layout.ts';
import { AreaReader } from './area-reader.ts';
import type { AreaWriter } from './area-writer.ts';
import { LIMITS } from './limits.ts';

/** First byte of every hot frame. */
export const FRAME = {
  keyframe: 1,
  delta: 2,
  probeReply: 3,
  hash: 4,
  area: 5,
  inputs: 17,
  probe: 18,
} as const;

const EVENT_AGE_BITS = 4;
/** Events older than this, ticks, are sent as that old. */
export const EVENT_AGE_MAX = 2 ** EVENT_AGE_BITS - 1;
/** Bits of the generation (see `SnapshotHeader`) that an inputs frame repeats. */
const GENERATION_BITS = 5;
const GENERATIONS = 2 ** GENERATION_BITS;
const COUNT_BITS = bitsFor(LIMITS.inputsPerFrame);

/** What a game lets travel: the parts of its rules that the wire needs. */
export interface WireGame {
  readonly state: Schema<unknown>;
  readonly input: Schema<unknown>;
  readonly events: EventSchemas;
  readonly ticksPerSnapshot?: number;
  readonly interest?: Interest<never> | undefined;
}

export interface SnapshotHeader {
  readonly tick: Tick;
  /** Goes up by one (and wraps) whenever a room sets up a new state: practice, match, practice, ... */
  readonly generation: number;
}

export const nextGeneration = (generation: number): number => (generation + 1) % GENERATIONS;

/** The full number nearest to `near` whose low `bits` bits are `low`. */
export function widen(low: number, bits: number, near: number): number {
  const span = 2 ** bits;
  const base = near - (((near % span) + span) % span) + low;
  if (base - near > span / 2) return base - span;
  if (near - base > span / 2) return base + span;
  return base;
}

const typeBits = (events: EventSchemas): number => bitsFor(Object.keys(events).length);

function writeEvents(
  writer: BitWriter,
  game: WireGame,
  tick: Tick,
  events: readonly EventOf<EventSchemas>[],
): void {
  const names = Object.keys(game.events);
  for (const event of events) {
    writer.write(1, 1);
    const index = names.indexOf(event.type);
    invariant(index >= 0, `event "${event.type}" is not in the game's schema`);
    writer.write(index, typeBits(game.events));
    writer.write(Math.min(tick - event.tick, EVENT_AGE_MAX), EVENT_AGE_BITS);
    game.events[event.type]!.write(writer, event.data);
  }
  writer.write(0, 1);
}

function readEvents(reader: BitReader, game: WireGame, tick: Tick): EventOf<EventSchemas>[] {
  const names = Object.keys(game.events);
  const events: EventOf<EventSchemas>[] = [];
  while (reader.readBool() && !reader.failed) {
    const type = names[reader.read(typeBits(game.events))];
    const age = reader.read(EVENT_AGE_BITS);
    if (type === undefined) {
      reader.failed = true;
      break;
    }
    events.push({ type, tick: asTick(tick - age), data: game.events[type]!.read(reader) });
  }
  return events;
}

/** Rule F1: `01 generation:8 tick:32 events state`. */
export function writeKeyframe(
  writer: BitWriter,
  game: WireGame,
  header: SnapshotHeader,
  state: unknown,
  events: readonly EventOf<EventSchemas>[],
): Uint8Array {
  writer.reset();
  writer.write(FRAME.keyframe, 8);
  writer.write(header.generation, 8);
  writer.write(header.tick, 32);
  writeEvents(writer, game, header.tick, events);
  game.state.write(writer, state);
  return writer.finish();
}

/** Rule F2: `02 tick:8 events delta`, on top of the frame before it. */
export function writeDelta(
  writer: BitWriter,
  game: WireGame,
  tick: Tick,
  before: unknown,
  after: unknown,
  events: readonly EventOf<EventSchemas>[],
): Uint8Array {
  writer.reset();
  writer.write(FRAME.delta, 8);
  writer.write(tick & 0xff, 8);
  writeEvents(writer, game, tick, events);
  game.state.writeDelta(writer, before, after);
  return writer.finish();
}

/** Rule F8: `05 tick:8 events rest far`, then pieces; see area-writer. Brings `base` up to date. */
export function writeArea(
  writer: BitWriter,
  game: WireGame,
  area: AreaWriter,
  tick: Tick,
  base: unknown,
  state: unknown,
  events: readonly EventOf<EventSchemas>[],
  eyes: number[],
): AreaFrame {
  writer.reset();
  writer.write(FRAME.area, 8);
  writer.write(tick & 0xff, 8);
  writeEvents(writer, game, tick, events);
  return area.write(writer, tick, base, state, eyes);
}

/** How the game's snapshots are cut up; undefined for games whose guests all get the same. */
export function areaLayoutOf(game: WireGame): AreaLayout | undefined {
  if (game.interest === undefined) return undefined;
  return new AreaLayout(game.state, game.interest, game.ticksPerSnapshot ?? 1);
}

export interface Snapshot extends SnapshotHeader {
  readonly isKeyframe: boolean;
  /** Independent of later snapshots. */
  readonly state: unknown;
  readonly events: readonly EventOf<EventSchemas>[];
}

/** Reads the snapshots of one connection in their order. */
export class SnapshotReader {
  readonly #game: WireGame;
  readonly #writer = new BitWriter(4096);
  readonly #area: AreaReader | undefined;
  #last: { tick: Tick; generation: number; state: unknown } | undefined;

  constructor(game: WireGame) {
    this.#game = game;
    const layout = areaLayoutOf(game);
    if (layout !== undefined) this.#area = new AreaReader(layout, game.state);
  }

  /** Another connection: the next frame has to be a keyframe. */
  reset(): void {
    this.#last = undefined;
  }

  /** Compares a hash frame with the state held: false when they differ, or when it is of another tick. */
  agrees(bytes: Uint8Array): boolean {
    if (bytes.length !== 6 || this.#last === undefined) return false;
    const reader = new BitReader(bytes, 1);
    const isSameTick = reader.read(8) === (this.#last.tick & 0xff);
    return isSameTick && reader.read(32) === hashState(this.#writer, this.#game, this.#last.state);
  }

  /** The next snapshot, or undefined when the bytes are damaged or a delta came without its keyframe. */
  read(bytes: Uint8Array): Snapshot | undefined {
    const reader = new BitReader(bytes);
    const kind = reader.read(8);
    const isKeyframe = kind === FRAME.keyframe;
    const isDelta = kind === (this.#area === undefined ? FRAME.delta : FRAME.area);
    if (!isKeyframe && (!isDelta || this.#last === undefined)) return undefined;
    const generation = isKeyframe ? reader.read(8) : this.#last!.generation;
    const tick = asTick(isKeyframe ? reader.read(32) : widen(reader.read(8), 8, this.#last!.tick));
    const events = readEvents(reader, this.#game, tick);
    const state = this.#readState(reader, isKeyframe, tick);
    if (reader.failed || reader.remainingBits > 7) {
      this.#last = undefined;
      return undefined;
    }
    this.#last = { tick, generation, state };
    const shown = this.#area?.known ?? state;
    return { tick, generation, isKeyframe, state: this.#game.state.copy(shown), events };
  }

  /** The state that everybody holds after this frame. */
  #readState(reader: BitReader, isKeyframe: boolean, tick: Tick): unknown {
    const area = this.#area;
    if (isKeyframe) {
      const state = this.#game.state.read(reader);
      if (!reader.failed) area?.restart(state);
      return state;
    }
    if (area === undefined) return this.#game.state.readDelta(reader, this.#last!.state);
    area.read(reader, tick);
    return area.base;
  }
}

/** The hash by which two ends compare a state: over its whole wire form. */
export function hashState(writer: BitWriter, game: WireGame, state: unknown): number {
  writer.reset();
  game.state.write(writer, state);
  return hashBytes(writer.finish());
}

/** Rule F7: `04 tick:8 hash:32`. */
export function writeHash(tick: Tick, hash: number): Uint8Array {
  const writer = new BitWriter(8);
  writer.write(FRAME.hash, 8);
  writer.write(tick & 0xff, 8);
  writer.write(hash, 32);
  return writer.finish();
}

/** Rule F3: `11 tick:16 generation:5 count-1:3 input delta...`: inputs of consecutive ticks from `firstTick` on. */
export function writeInputs(
  writer: BitWriter,
  game: WireGame,
  firstTick: Tick,
  generation: number,
  inputs: readonly unknown[],
): Uint8Array {
  invariant(
    inputs.length >= 1 && inputs.length <= LIMITS.inputsPerFrame,
    `${inputs.length} inputs in a frame`,
  );
  writer.reset();
  writer.write(FRAME.inputs, 8);
  writer.write(firstTick & 0xffff, 16);
  writer.write(generation % GENERATIONS, GENERATION_BITS);
  writer.write(inputs.length - 1, COUNT_BITS);
  game.input.write(writer, inputs[0]);
  for (let i = 1; i < inputs.length; i++) game.input.writeDelta(writer, inputs[i - 1], inputs[i]);
  return writer.finish();
}

export interface InputsFrame {
  readonly firstTick: Tick;
  readonly generation: number;
  readonly inputs: readonly unknown[];
}

/**
 * Reads a frame written by `writeInputs`, after its first byte; undefined when it is damaged.
 * @param near the room's tick.
 */
export function readInputs(reader: BitReader, game: WireGame, near: Tick): InputsFrame | undefined {
  const firstTick = asTick(widen(reader.read(16), 16, near));
  const generation = reader.read(GENERATION_BITS);
  const count = reader.read(COUNT_BITS) + 1;
  // Mostly there is just this one; an array that begins empty would make room for many.
  const inputs: unknown[] = [game.input.read(reader)];
  while (inputs.length < count && !reader.failed) {
    inputs.push(game.input.readDelta(reader, game.input.copy(inputs.at(-1))));
  }
  if (reader.failed || reader.remainingBits > 7) return undefined;
  return { firstTick, generation, inputs };
}

/** What a guest has measured of its way to the host; see `NetStats`. */
export interface LinkQuality {
  readonly rttMs: number;
  readonly jitterMs: number;
}

export interface Probe {
  readonly id: number;
  /** Undefined while its guest has measured nothing yet. */
  readonly quality: LinkQuality | undefined;
}

/** Stands in a probe for a round trip that nobody has measured yet. */
const UNMEASURED = 0xffff;

/** Rule F4: `12 id:8 rtt:16 jitter:16`: what is your tick? And this is how the way to you is. */
export function writeProbe(id: number, quality?: LinkQuality): Uint8Array {
  const rtt = quality === undefined ? UNMEASURED : asTenths(quality.rttMs);
  const jitter = quality === undefined ? 0 : asTenths(quality.jitterMs);
  return Uint8Array.of(FRAME.probe, id & 0xff, rtt & 0xff, rtt >> 8, jitter & 0xff, jitter >> 8);
}

/** Whole tenths, of which 16 bits hold 6.5 s: whoever waits longer is away. */
const asTenths = (ms: number): number => Math.max(0, Math.min(UNMEASURED - 1, Math.round(ms * 10)));

/** Reads a frame written by `writeProbe`, after its first byte; undefined when it is damaged. */
export function readProbe(reader: BitReader): Probe | undefined {
  const id = reader.read(8);
  const rtt = reader.read(16);
  const jitter = reader.read(16);
  if (reader.failed || reader.remainingBits > 0) return undefined;
  return { id, quality: rtt === UNMEASURED ? undefined : { rttMs: rtt / 10, jitterMs: jitter / 10 } };
}

/** Slack of a reply when no input arrived since the last one. */
const NO_SLACK = 127;

export interface ProbeReply {
  readonly id: number;
  /** The room's tick at the moment of the reply, with fraction (1/256). */
  readonly tick: number;
  /** Ticks by which the latest of the inputs since the last reply came early; negative: too late. */
  readonly slackTicks: number | undefined;
}

/** Rule F5: `03 id:8 tick:32 fraction:8 slack:8`. */
export function writeProbeReply(reply: ProbeReply): Uint8Array {
  const writer = new BitWriter(8);
  const whole = Math.floor(reply.tick);
  writer.write(FRAME.probeReply, 8);
  writer.write(reply.id, 8);
  writer.write(whole, 32);
  writer.write(Math.floor((reply.tick - whole) * 256), 8);
  const slack = reply.slackTicks ?? NO_SLACK;
  writer.write(Math.max(-128, Math.min(NO_SLACK, slack)) & 0xff, 8);
  return writer.finish();
}

/** Reads a frame written by `writeProbeReply`; undefined when it is damaged. */
export function readProbeReply(bytes: Uint8Array): ProbeReply | undefined {
  if (bytes.length !== 8 || bytes[0] !== FRAME.probeReply) return undefined;
  const reader = new BitReader(bytes, 1);
  const id = reader.read(8);
  const tick = reader.read(32) + reader.read(8) / 256;
  const slack = (reader.read(8) << 24) >> 24;
  return { id, tick, slackTicks: slack === NO_SLACK ? undefined : slack };
}
