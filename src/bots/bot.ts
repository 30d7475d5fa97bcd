/**
 * One headless player: the guests' own session over the guests' own link, steered by the game's bot, measured and
 * checked on the way. Made by the fleet.
 */
import { createSession } from '../client/room-session.ts';
import type { Session, SessionState } from '../client/session.ts';
import type { RoomCode, SeatId } from '../core/ids.ts';
import { delayLink } from '../link/delayed-link.ts';
import { NETWORKS, type NetworkName } from '../link/network-model.ts';
import { newToken } from '../link/new-token.ts';
import { openSocketLink } from '../link/socket-link.ts';
import { FRAME, type Snapshot } from '../protocol/frames.ts';
import type { RoomInfo, Welcome } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { AnyGame, BotLevel } from '../sdk/game.ts';
import { type Fault, FrameChecker } from './frame-checker.ts';
import { LinkMeter } from './link-meter.ts';
import { playByBot } from './player.ts';
import { type LinkWatcher, watchLink } from './watched-link.ts';

/** A session is moved on as often as on a screen of 60 Hz, ms. */
const FRAME_MS = 16;
/** Faults of one bot that are kept with their details; all are counted. */
const FAULTS_KEPT = 20;

/** A snapshot that the host has sent, as far as a log needs it. */
export interface SnapshotSeen {
  readonly tick: number;
  readonly epoch: number;
  readonly generation: number;
  /** By `performance.now()`. */
  readonly receivedAtMs: number;
}

export interface BotOptions {
  /** 'http://192.168.1.20:7420' */
  readonly origin: string;
  readonly room: RoomCode;
  readonly route: string;
  readonly name: string;
  readonly game: AnyGame;
  readonly level: BotLevel;
  readonly seed: number;
  /** The network that is made up between the bot and the host; undefined: the real one alone. */
  readonly network?: NetworkName | undefined;
  /** Called after each snapshot, with `last` up to date. Keep it short: it runs once per bot and interval. */
  readonly onSnapshot?: ((bot: Bot, seen: SnapshotSeen) => void) | undefined;
  /** Called after each change of `state`. */
  readonly onChange?: ((bot: Bot) => void) | undefined;
}

export class Bot {
  readonly room: RoomCode;
  readonly token = newToken();
  readonly meter = new LinkMeter();
  /** The first faults in what the host has sent; `faultCounts` has all of them by kind. */
  readonly faults: Fault[] = [];
  readonly faultCounts = new Map<Fault['kind'], number>();
  readonly #options: BotOptions;
  readonly #session: Session;
  readonly #checker: FrameChecker;
  readonly #intervalMs: number;
  readonly #timer: ReturnType<typeof setInterval>;
  #last: SnapshotSeen | undefined;
  #seat: SeatId | undefined;
  #epoch = 0;
  #getsReady = false;
  /** The moment in the room's life for which it has said that it is ready. */
  #readyFor: string | undefined;

  constructor(options: BotOptions) {
    const { origin, room, route, name, game, level, seed, network } = options;
    this.#options = options;
    this.room = room;
    this.#checker = new FrameChecker(game);
    this.#intervalMs = (game.ticksPerSnapshot * 1000) / game.tickRate;
    const socket = openSocketLink({ origin, route });
    const way = network === undefined ? socket : delayLink(socket, NETWORKS[network], seed);
    const link = watchLink(way, this.#watcher());
    const clock = { nowMs: () => performance.now() };
    const newcomer = { room, name, look: undefined, token: this.token, device: newToken(), predicts: false };
    this.#session = createSession(newcomer, link, clock);
    this.#session.subscribe(() => this.#changed());
    playByBot(this.#session, level, seed);
    this.#timer = setInterval(() => this.#session.advance(), FRAME_MS);
  }

  get state(): SessionState {
    return this.#session.state;
  }

  /** As the room knows it: a name that was taken has got a number. */
  get name(): string {
    const { state } = this;
    const seats = state.is === 'seated' ? state.room.seats : [];
    return seats.find(({ seat }) => seat === this.#seat)?.name ?? this.#options.name;
  }

  /** The seat that the host gave it last. */
  get seat(): SeatId | undefined {
    return this.#seat;
  }

  /** The newest snapshot that has arrived. */
  get last(): SnapshotSeen | undefined {
    return this.#last;
  }

  /** Points of each seat in the newest snapshot; empty without one. */
  scores(): readonly { readonly seat: SeatId; readonly score: number }[] {
    const newest = this.#session.newest();
    return newest === undefined ? [] : this.#options.game.scores(newest.state);
  }

  /** Payload of the hot frames so far, bytes. */
  get bytes(): { readonly down: number; readonly up: number } {
    const { bytesDown, bytesUp } = this.#session.stats();
    return { down: bytesDown, up: bytesUp };
  }

  /** From now on it gets ready for every match and every rematch. */
  getReady(): void {
    this.#getsReady = true;
    this.#sayReady();
  }

  /** Ends it. `leaves`: gives its seat up; else the host keeps the seat for its token. */
  close(leaves: boolean): void {
    clearInterval(this.#timer);
    if (leaves && this.state.is !== 'ended') this.#session.leave();
    else this.#session.close();
  }

  #watcher(): LinkWatcher {
    return {
      welcomed: (welcome) => this.#welcomed(welcome),
      roomChanged: ({ epoch }) => this.#epochIs(epoch),
      received: (bytes, wasReadable) => this.#received(bytes, wasReadable),
      sent: (bytes) => this.meter.sent(bytes, performance.now()),
      lost: () => this.meter.lost(),
      refused: (reason: Reason) => this.meter.refused(reason),
    };
  }

  #welcomed({ seat, room }: Welcome): void {
    this.meter.welcomed();
    this.#checker.connected(room.epoch);
    this.#epoch = room.epoch;
    this.#seat = seat;
    this.#readyFor = undefined;
  }

  #epochIs(epoch: number): void {
    this.#epoch = epoch;
    this.#checker.epochIs(epoch);
  }

  #received(bytes: Uint8Array, wasReadable: boolean): void {
    const nowMs = performance.now();
    if (!wasReadable) {
      const kind = bytes[0] === FRAME.hash ? 'desync' : 'undecodable';
      this.#report({ kind, detail: `${bytes.length} bytes of kind ${bytes[0]}` });
      return;
    }
    if (bytes[0] === FRAME.probeReply) this.meter.probeReplied(bytes, nowMs);
    if (bytes[0] !== FRAME.keyframe && bytes[0] !== FRAME.delta && bytes[0] !== FRAME.area) return;
    const newest = this.#session.newest();
    if (newest !== undefined) this.#snapshot(newest, nowMs);
  }

  #snapshot(snapshot: Snapshot, nowMs: number): void {
    const { tick, generation } = snapshot;
    for (const fault of this.#checker.check(snapshot)) this.#report(fault);
    this.meter.snapshot(tick, nowMs, this.#intervalMs);
    this.#last = { tick, epoch: this.#epoch, generation, receivedAtMs: nowMs };
    this.#options.onSnapshot?.(this, this.#last);
  }

  #report(fault: Fault): void {
    this.faultCounts.set(fault.kind, (this.faultCounts.get(fault.kind) ?? 0) + 1);
    if (this.faults.length < FAULTS_KEPT) this.faults.push(fault);
  }

  #changed(): void {
    if (this.state.is === 'ended') clearInterval(this.#timer);
    this.#sayReady();
    this.#options.onChange?.(this);
  }

  /** Once for every lobby and every results, and again after a loss, which may have swallowed it. */
  #sayReady(): void {
    const { state } = this;
    if (!this.#getsReady || state.is !== 'seated') return;
    const moment = waitsForReady(state.room) ? momentOf(state.room) : undefined;
    const isReady = state.room.seats.some(({ seat, ready }) => seat === state.seat && ready);
    if (moment !== undefined && !isReady && moment !== this.#readyFor) {
      this.#session.act({ do: 'ready', ready: true });
    }
    this.#readyFor = moment;
  }
}

const waitsForReady = ({ phase }: RoomInfo): boolean => phase === 'lobby' || phase === 'results';
const momentOf = ({ epoch, match, phase }: RoomInfo): string => `${epoch}/${match}/${phase}`;
