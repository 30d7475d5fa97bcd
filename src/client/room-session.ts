/**
 * The one implementation of Session: wires clock, input buffer, prediction and interpolation together.
 */
import { BitWriter } from '../core/bytes.ts';
import { asTick, type RoomCode, type SeatId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { findGame } from '../games/registry.ts';
import {
  FRAME,
  readProbeReply,
  type Snapshot,
  SnapshotReader,
  writeInputs,
  writeProbe,
} from '../protocol/frames.ts';
import { LIMITS } from '../protocol/limits.ts';
import type { Handshake, RoomInfo, SeatAction, Welcome } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { AnyGame, EventOf, EventSchemas } from '../sdk/game.ts';
import type { Picture } from '../sdk/view.ts';
import { ClockSync } from './clock-sync.ts';
import { InputClock } from './input-clock.ts';
import type { Link, OpenLink } from './link.ts';
import { Predictor } from './predictor.ts';
import { type NetStats, NO_STATS, type Session, type SessionState } from './session.ts';
import { SnapshotBuffer } from './snapshot-buffer.ts';

/** Inputs are collected for so many ticks before they are sent: 30 messages a second keep a phone's radio awake. */
const TICKS_PER_SEND = 2;
/** An open connection that is silent for so long is replaced: phones keep dead sockets. */
const SILENCE_MS = 3_000;
/** The same right after a page has come back to the front. */
const WAKE_SILENCE_MS = 1_000;
/** A link that tries for so long without a welcome may be stuck half-way, ms. */
const TRYING_MS = 10_000;
/** A page that has not drawn for so long has not listened either: silence counts from its return, ms. */
const STALL_MS = 500;
/** Pause before asking again for a room that is being moved, and for one that is not known (yet). */
const MOVED_RETRY_MS = 20;
const UNKNOWN_RETRY_MS = 150;
/** Who is to be let in by hand asks again so often, ms. */
const WAITING_RETRY_MS = 2_000;
/** A loss shorter than this is played through: own prediction and the shown moment go on, ms. */
const PLAY_THROUGH_MS = 400;
/** A keyframe further than this from what the clock says comes from a clock that has slipped, s. */
const SLIP_SECONDS = 0.5;
/** A host that has just come back may not know its rooms for so long before their guests give up. */
const UNKNOWN_ROOM_MS = 15_000;

/** Events that wait for drawing; a hidden page draws none, and wants no fireworks when it comes back. */
const EVENTS_KEPT = 64;
const EVENT_LIFE_MS = 750;
const NO_EVENTS: readonly EventOf<EventSchemas>[] = [];
/** A pause in the snapshots after which the server is asked whether its clock has slipped, ms. */
const GAP_MS = 100;

/** What a new guest brings along. */
export interface Newcomer {
  readonly room: RoomCode;
  readonly name: string;
  readonly look: number | undefined;
  readonly token: string | undefined;
  /** Takes over the seat with this code, from another device. */
  readonly seatCode?: string | undefined;
  /** What this device is called in all rooms; see the handshake. */
  readonly device?: string | undefined;
  /** Four digits, for a room that wants them. */
  readonly pin?: string | undefined;
  /** False for a guest that draws nothing: its own seat is not predicted, which is most of a session's work. */
  readonly predicts?: boolean;
}

/** Starts a session; the link connects by itself. */
export function createSession(newcomer: Newcomer, openLink: OpenLink, clock: Clock): Session {
  return new RoomSession(newcomer, openLink, clock);
}

/** The parts that need to know the game; made at the first welcome. */
interface Play {
  readonly game: AnyGame;
  readonly reader: SnapshotReader;
  readonly buffer: SnapshotBuffer;
  readonly sync: ClockSync;
  readonly inputClock: InputClock;
  readonly predictor: Predictor | undefined;
  readonly seat: SeatId;
}

class RoomSession implements Session {
  readonly #newcomer: Newcomer;
  readonly #clock: Clock;
  readonly #link: Link;
  readonly #listeners = new Set<() => void>();
  readonly #writer = new BitWriter(64);
  #state: SessionState = { is: 'connecting', waiting: false };
  #play: Play | undefined;
  #readInput: (() => unknown) | undefined;
  #resting: unknown;
  #generation = -1;
  #inputTick = 0;
  #inputFraction = 0;
  #unsent: unknown[] = [];
  /** Actions after which the room has said nothing yet: a host that dies may not have heard them. */
  #unheard: SeatAction[] = [];
  #events: EventOf<EventSchemas>[] = [];
  #shownTick: number | undefined;
  /** What `picture` gives: the same every frame. */
  #picture: { state: unknown; tick: number } | undefined;
  #heardMs: number;
  #advancedMs = 0;
  #returnedMs = 0;
  #lostMs: number | undefined;
  /** Since when nobody knows whether the link is still alive, ms: since the page woke. */
  #doubtedMs: number | undefined;
  /** Since when the host has said that it does not know the room, ms. */
  #unknownMs: number | undefined;
  #bytesDown = 0;
  #bytesUp = 0;
  #frames = 0;
  #snapshots = 0;
  #snapshotMs = 0;
  #desyncs = 0;

  constructor(newcomer: Newcomer, openLink: OpenLink, clock: Clock) {
    this.#newcomer = newcomer;
    this.#clock = clock;
    this.#heardMs = clock.nowMs();
    this.#link = openLink({
      hello: () => this.#hello(),
      welcome: (welcome) => this.#welcomed(welcome),
      room: (info) => this.#roomChanged(info),
      frame: (bytes) => this.#received(bytes),
      goodbye: ({ reason, to }) => this.#end(reason, to),
      refused: ({ reason }) => this.#refused(reason),
      denied: ({ reason }) => this.#denied(reason),
      down: () => this.#lost(),
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  act(action: SeatAction): void {
    if (this.#state.is !== 'seated') return;
    if (this.#state.denied !== undefined) this.#change({ ...this.#state, denied: undefined });
    this.#unheard.push(action);
    this.#link.sendAction(action);
  }

  leave(): void {
    this.#link.close({ do: 'leave' });
    this.#change({ is: 'ended', reason: 'left' });
  }

  close(): void {
    this.#link.close();
    this.#listeners.clear();
  }

  wake(): void {
    if (this.#state.is === 'ended') return;
    // A link that is trying may have slept in the middle of it, or be waiting for its next turn.
    const isTrying = this.#state.is === 'seated' && this.#state.reconnecting;
    if (isTrying) this.#link.reconnect(0);
    else {
      this.#replaceIfSilent(this.#heardMs, WAKE_SILENCE_MS);
      // What waited while the page slept arrives now, and proves nothing: only an answer does.
      this.#doubtedMs ??= this.#clock.nowMs();
      this.#play?.sync.recheck();
    }
  }

  setInput(read: () => unknown): void {
    this.#readInput = read;
  }

  restingInput(): unknown {
    return this.#resting;
  }

  advance(): void {
    const play = this.#play;
    if (play === undefined || this.#state.is !== 'seated') return;
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#advancedMs > STALL_MS) this.#returnedMs = nowMs;
    this.#advancedMs = nowMs;
    const limitMs = this.#state.reconnecting ? TRYING_MS : SILENCE_MS;
    this.#replaceIfSilent(Math.max(this.#heardMs, this.#returnedMs), limitMs);
    if (this.#doubtedMs !== undefined) this.#replaceIfSilent(this.#doubtedMs, WAKE_SILENCE_MS);
    if (nowMs - (this.#lostMs ?? nowMs) > PLAY_THROUGH_MS) return;
    const probe = play.sync.takeDueProbe(nowMs);
    if (probe !== undefined) this.#send(writeProbe(probe));
    if (this.#state.room.paused) {
      this.#standStill(play, nowMs);
      return;
    }
    if (!play.sync.isSynced) return;
    const serverTick = play.sync.serverTick(nowMs);
    this.#makeInputs(play, play.inputClock.advance(nowMs, serverTick, play.sync.rttMs));
    this.#shownTick = play.buffer.advance(nowMs, serverTick);
  }

  picture(): Picture<unknown> | undefined {
    const tick = this.#shownTick;
    if (this.#play === undefined || tick === undefined) return undefined;
    const state = this.#play.buffer.stateAt(tick, this.#picture?.state);
    if (state === undefined) return undefined;
    this.#play.predictor?.present(state, this.#inputFraction, this.#clock.nowMs());
    this.#picture ??= { state, tick };
    this.#picture.state = state;
    this.#picture.tick = tick;
    return this.#picture;
  }

  takeEvents(): readonly EventOf<EventSchemas>[] {
    const shown = this.#shownTick ?? 0;
    const first = this.#events[0]; // the oldest
    if (this.#play === undefined || first === undefined || first.tick > shown) return NO_EVENTS;
    const oldest = shown - (EVENT_LIFE_MS * this.#play.game.tickRate) / 1000;
    const due = this.#events.filter((event) => event.tick <= shown && event.tick > oldest);
    this.#events = this.#events.filter((event) => event.tick > shown);
    return due;
  }

  newest(): Snapshot | undefined {
    return this.#play?.buffer.newest;
  }

  stats(): NetStats {
    const play = this.#play;
    if (play === undefined) return NO_STATS;
    const { game, sync, buffer, inputClock, predictor } = play;
    const tickMs = 1000 / game.tickRate;
    const serverTick = sync.serverTick(this.#clock.nowMs());
    return {
      rttMs: sync.rttMs,
      jitterMs: buffer.jitterMs,
      latenessMs: buffer.latenessMs,
      interpolationMs: buffer.delayMs,
      ageMs: (serverTick - (buffer.newest?.tick ?? serverTick)) * tickMs,
      leadMs: inputClock.leadTicks * tickMs,
      bytesDown: this.#bytesDown,
      bytesUp: this.#bytesUp,
      frames: this.#frames,
      snapshots: this.#snapshots,
      drawn: buffer.frames,
      underruns: buffer.underruns,
      corrections: predictor?.blend.corrections ?? 0,
      visibleCorrections: predictor?.blend.visible ?? 0,
      snaps: predictor?.blend.snaps ?? 0,
      desyncs: this.#desyncs,
    };
  }

  /** Who we are: as joined at first, as the room knew us last after that. */
  #hello(): Handshake {
    const seated = this.#state.is === 'seated' ? this.#state : undefined;
    const known = seated?.room.seats.find(({ seat }) => seat === seated.seat);
    const { room, seatCode } = this.#newcomer;
    const { name, look } = known ?? this.#newcomer;
    const token = seated?.token ?? this.#newcomer.token;
    const { device, pin } = this.#newcomer;
    return {
      v: PROTOCOL_VERSION,
      room,
      name,
      ...(look === undefined ? {} : { look }),
      ...(token === undefined ? {} : { token }),
      ...(seatCode === undefined || seated !== undefined ? {} : { seatCode }),
      ...(device === undefined ? {} : { device }),
      ...(pin === undefined ? {} : { pin }),
    };
  }

  #welcomed({ seat, token, seatCode, room }: Welcome): void {
    const before = this.#state.is === 'seated' ? this.#state : undefined;
    const game = findGame(room.game);
    if (game === undefined) {
      this.#end('wrong-version');
      return;
    }
    this.#lostMs = undefined;
    this.#doubtedMs = undefined;
    this.#unknownMs = undefined;
    this.#heardMs = this.#clock.nowMs();
    if (this.#play?.game === game && this.#play.seat === seat) {
      this.#play.reader.reset();
      this.#play.sync.recheck();
    } else {
      this.#picture = undefined;
      this.#play = newPlay(game, seat, this.#newcomer.predicts ?? true);
      this.#generation = -1;
      this.#events = [];
    }
    this.#unsent = [];
    const startedAnew = before !== undefined && before.room.restarts !== room.restarts;
    this.#change({ is: 'seated', seat, token, seatCode, room, reconnecting: false, startedAnew });
    for (const action of this.#unheard) this.#link.sendAction(action);
  }

  #roomChanged(room: RoomInfo): void {
    if (this.#state.is !== 'seated') return;
    this.#unheard = [];
    const startedAnew = this.#state.startedAnew && room.phase === 'lobby';
    this.#change({ ...this.#state, room, startedAnew });
  }

  #denied(reason: Reason): void {
    if (this.#state.is !== 'seated') return;
    this.#unheard = [];
    this.#change({ ...this.#state, denied: reason });
  }

  #received(bytes: Uint8Array): void {
    const play = this.#play;
    if (play === undefined) return;
    const nowMs = this.#clock.nowMs();
    this.#heardMs = nowMs;
    this.#bytesDown += bytes.length;
    this.#frames++;
    if (bytes[0] === FRAME.probeReply) {
      const reply = readProbeReply(bytes);
      if (reply === undefined) return;
      this.#doubtedMs = undefined;
      if (this.#isPaused) return; // it shows that the link is alive; the room's clock stands still
      if (play.sync.receive(reply, nowMs)) play.buffer.forgetArrivals();
      if (reply.slackTicks !== undefined) play.inputClock.reportSlack(reply.slackTicks);
      return;
    }
    if (bytes[0] === FRAME.hash) {
      if (play.reader.agrees(bytes)) return;
      this.#desyncs++;
      this.#link.reconnect(0);
      return;
    }
    const snapshot = play.reader.read(bytes);
    if (snapshot === undefined) {
      // Damaged or out of step: a new connection brings a keyframe.
      this.#link.reconnect(0);
      return;
    }
    this.#snapshots++;
    if (nowMs - this.#snapshotMs > GAP_MS) play.sync.probeSoon();
    this.#snapshotMs = nowMs;
    if (snapshot.isKeyframe && this.#isPaused) {
      // The room goes on from here, or says again where it stands.
      play.sync.goOn(snapshot.tick, nowMs);
      play.buffer.rest(nowMs);
    }
    if (snapshot.isKeyframe && hasSlipped(play, snapshot, nowMs)) {
      play.sync.reset();
      this.#generation = -1;
    }
    const seenTick = this.#generation === snapshot.generation ? play.buffer.newest?.tick : undefined;
    if (snapshot.generation !== this.#generation) this.#newGeneration(play, snapshot);
    play.buffer.add(snapshot, play.sync.isSynced ? play.sync.serverTick(nowMs) : snapshot.tick);
    play.predictor?.reconcile(snapshot, nowMs);
    // A keyframe repeats the events of the last moment: those that a loss has swallowed are news, others are not.
    const isNews = (event: { tick: number }): boolean => seenTick !== undefined && event.tick > seenTick;
    this.#events.push(...(snapshot.isKeyframe ? snapshot.events.filter(isNews) : snapshot.events));
    if (this.#events.length > EVENTS_KEPT) this.#events.splice(0, this.#events.length - EVENTS_KEPT);
  }

  get #isPaused(): boolean {
    return this.#state.is === 'seated' && this.#state.room.paused;
  }

  /** The picture stays as it is; who has come in only now gets one too. */
  #standStill(play: Play, nowMs: number): void {
    play.buffer.rest(nowMs);
    this.#shownTick ??= play.buffer.newest?.tick;
  }

  #newGeneration(play: Play, snapshot: Snapshot): void {
    this.#generation = snapshot.generation;
    this.#resting = play.game.restingInput(snapshot.state, play.seat);
    this.#unsent = [];
    this.#events = [];
    play.buffer.reset();
    play.predictor?.reset();
  }

  /** One input for every tick up to `tick` that has none yet. */
  #makeInputs(play: Play, tick: number): void {
    if (this.#generation < 0) return; // no keyframe yet: nothing to act on
    const last = Math.floor(tick);
    if (Math.abs(last - this.#inputTick) > LIMITS.inputsPerFrame) {
      // The page stood still: what was not said in time has no meaning any more.
      this.#inputTick = last - 1;
      this.#unsent = [];
    }
    while (this.#inputTick < last) {
      this.#inputTick++;
      const input = this.#readInput?.() ?? this.#resting;
      const quantised = play.game.input.quantise(play.game.input.copy(input));
      play.predictor?.step(this.#inputTick, quantised);
      this.#unsent.push(quantised);
      if (this.#unsent.length >= TICKS_PER_SEND) this.#sendInputs(play);
    }
    this.#inputFraction = tick - last;
  }

  #sendInputs(play: Play): void {
    const firstTick = asTick(this.#inputTick - this.#unsent.length + 1);
    this.#send(writeInputs(this.#writer, play.game, firstTick, this.#generation, this.#unsent));
    this.#unsent = [];
  }

  #send(bytes: Uint8Array): void {
    this.#bytesUp += bytes.length;
    this.#link.sendFrame(bytes);
  }

  #replaceIfSilent(sinceMs: number, limitMs: number): void {
    const nowMs = this.#clock.nowMs();
    if (nowMs - sinceMs < limitMs) return;
    this.#heardMs = nowMs;
    this.#doubtedMs = undefined;
    this.#lost();
    this.#link.reconnect(0);
  }

  #lost(): void {
    this.#lostMs ??= this.#clock.nowMs();
    if (this.#state.is === 'seated' && !this.#state.reconnecting) {
      this.#change({ ...this.#state, reconnecting: true });
    }
  }

  /** A refusal ends the session, unless it will pass: a room that is being moved is unknown for a moment. */
  #refused(reason: Reason): void {
    if (reason === 'waiting') {
      if (this.#state.is === 'connecting') this.#change({ is: 'connecting', waiting: true });
      this.#link.reconnect(WAITING_RETRY_MS);
      return;
    }
    const nowMs = this.#clock.nowMs();
    if (reason === 'unknown-room') this.#unknownMs ??= nowMs;
    const isPatient = this.#lostMs !== undefined && nowMs - (this.#unknownMs ?? nowMs) < UNKNOWN_ROOM_MS;
    const willPass = reason === 'owner-gone' || (reason === 'unknown-room' && isPatient);
    if (willPass) this.#link.reconnect(reason === 'owner-gone' ? MOVED_RETRY_MS : UNKNOWN_RETRY_MS);
    else this.#end(reason);
  }

  #end(reason: Reason, to?: RoomCode): void {
    this.#link.close();
    this.#change({ is: 'ended', reason, to });
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function hasSlipped({ sync, game }: Play, snapshot: Snapshot, nowMs: number): boolean {
  return sync.isSynced && Math.abs(sync.serverTick(nowMs) - snapshot.tick) > SLIP_SECONDS * game.tickRate;
}

function newPlay(game: AnyGame, seat: SeatId, predicts: boolean): Play {
  const { tickRate, predict } = game;
  return {
    game,
    seat,
    reader: new SnapshotReader(game),
    buffer: new SnapshotBuffer(game),
    sync: new ClockSync(tickRate),
    inputClock: new InputClock(tickRate),
    predictor: predict === undefined || !predicts ? undefined : new Predictor(game, predict, seat),
  };
}
