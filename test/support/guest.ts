/**
 * A guest without a browser: the real session over a real socket, ticking on a timer. Plays by the game's bot
 * or by an input of the test's.
 */
import { playByBot } from '../../src/bots/player.ts';
import type { OpenLink } from '../../src/client/link.ts';
import { createSession } from '../../src/client/room-session.ts';
import type { Session, SessionState } from '../../src/client/session.ts';
import type { RoomCode } from '../../src/core/ids.ts';
import { findGame } from '../../src/games/registry.ts';
import { newToken } from '../../src/link/new-token.ts';
import { openSocketLink } from '../../src/link/socket-link.ts';
import { FRAME } from '../../src/protocol/frames.ts';
import type { RoomInfo, SeatInfo } from '../../src/protocol/messages.ts';
import type { AnyGame, BotLevel } from '../../src/sdk/game.ts';
import { waitFor } from './wait-for.ts';

const FRAME_MS = 16;

export interface GuestOptions {
  readonly name?: string;
  readonly look?: number;
  readonly token?: string;
  /** Takes the seat that has this code, as another device does. */
  readonly seatCode?: string;
  /** What the device is called in all rooms; one that says nothing of itself when not given. */
  readonly device?: string;
  /** For a room that wants one. */
  readonly pin?: string;
  readonly room?: string;
  /** Route key to connect by; the room's own when not given. */
  readonly route?: string;
  /** Where to connect; the host itself when not given. */
  readonly origin?: string;
}

/** A host that guests can find: a HostProcess, or the desktop app's. */
export interface Meeting {
  readonly origin: string;
  /** The room to go to when none is named. */
  readonly code: string;
  room(code: string): Promise<{ readonly route: string }>;
}

type Seated = Extract<SessionState, { is: 'seated' }>;

export class Guest {
  readonly session: Session;
  /** When each snapshot came, ms on this process's clock. */
  readonly snapshotTimes: readonly number[];
  readonly #timer: NodeJS.Timeout;

  constructor(session: Session, snapshotTimes: readonly number[]) {
    this.session = session;
    this.snapshotTimes = snapshotTimes;
    this.#timer = setInterval(() => session.advance(), FRAME_MS);
  }

  get seated(): Seated {
    const { state } = this.session;
    if (state.is !== 'seated') throw new Error(`This guest is not seated but ${JSON.stringify(state)}.`);
    return state;
  }

  get room(): RoomInfo {
    return this.seated.room;
  }

  get me(): SeatInfo {
    const { room, seat } = this.seated;
    return room.seats.find((info) => info.seat === seat)!;
  }

  get framesGot(): number {
    return this.session.stats().frames;
  }

  /** Points of each seat in the newest snapshot. */
  scores(): ReturnType<AnyGame['scores']> {
    const newest = this.session.newest();
    return newest === undefined ? [] : findGame(this.room.game)!.scores(newest.state);
  }

  score(seat: number): number {
    return this.scores().find((one) => one.seat === seat)?.score ?? 0;
  }

  /** Plays by itself from now on. */
  playAsBot(level: BotLevel, seed = 1): void {
    playByBot(this.session, level, seed);
  }

  ready(): void {
    this.session.act({ do: 'ready', ready: true });
  }

  until(what: string, matches: (guest: Guest) => boolean, deadlineMs?: number): Promise<unknown> {
    return waitFor(what, () => this.session.state.is === 'seated' && matches(this), deadlineMs);
  }

  /** Waits until the session is over; why it is. */
  async ended(): Promise<string> {
    const reason = (): string | false => this.session.state.is === 'ended' && this.session.state.reason;
    return waitFor('the session to end', reason);
  }

  /** Waits until snapshots flow (again): `count` more than now. */
  async untilFramesFlow(count = 10): Promise<void> {
    const before = this.framesGot;
    await this.until('snapshots', () => this.framesGot >= before + count);
  }

  /** The longest time without a snapshot since `sinceMs`, up to now, ms. */
  longestGapMs(sinceMs: number): number {
    const times = [sinceMs, ...this.snapshotTimes.filter((ms) => ms > sinceMs), performance.now()];
    return Math.max(...times.slice(1).map((ms, i) => ms - times[i]!));
  }

  /** Gives the seat up. */
  leave(): void {
    clearInterval(this.#timer);
    this.session.leave();
  }

  /** Goes away as a closed page does: the seat is kept. */
  close(): void {
    clearInterval(this.#timer);
    this.session.close();
  }
}

/** Connects a guest; it may still be refused. */
export async function connectGuest(host: Meeting, options: GuestOptions = {}): Promise<Guest> {
  const room = (options.room ?? host.code) as RoomCode;
  const { name = 'Ann', look, token = newToken(), seatCode, device, pin } = options;
  const route = options.route ?? (await host.room(room)).route;
  const snapshotTimes: number[] = [];
  const open = noting(snapshotTimes, openSocketLink({ route, origin: options.origin ?? host.origin }));
  const clock = { nowMs: () => performance.now() };
  const newcomer = { room, name, look, token, seatCode, device, pin };
  return new Guest(createSession(newcomer, open, clock), snapshotTimes);
}

/** The same link, with a note of when snapshots come. */
function noting(times: number[], open: OpenLink): OpenLink {
  return (events) =>
    open({
      ...events,
      frame(bytes) {
        if (bytes[0] === FRAME.keyframe || bytes[0] === FRAME.delta) times.push(performance.now());
        events.frame(bytes);
      },
    });
}

/** A guest that is seated and gets snapshots. */
export async function seatGuest(host: Meeting, options: GuestOptions = {}): Promise<Guest> {
  const guest = await connectGuest(host, options);
  await guest.until('a seat', () => true);
  await guest.untilFramesFlow(3);
  return guest;
}
