/**
 * A room: its seats, its phases (lobby > countdown > playing > results) and its simulation. Pure: ticks,
 * clock, tokens and the way out are handed in by the worker that owns it.
 *
 * The rules run in every phase: in the lobby as practice, in a match for real. A new state is a new generation.
 */
import { asTick, type RoomCode, type SeatId, type Tick } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { assertNever, fail, ok, type Result } from '../core/result.ts';
import { readInputs, readProbe, writeProbeReply } from '../protocol/frames.ts';
import { TIMES } from '../protocol/limits.ts';
import type {
  Handshake,
  RoomCommand,
  RoomInfo,
  RoomOutcome,
  RoomPhase,
  SeatAction,
} from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { type AnyGame, type BotLevel, resolveSettings } from '../sdk/game.ts';
import { SeatCodeGuard } from './seat-code-guard.ts';
import { type Seat, Seats } from './seats.ts';
import { Simulation } from './simulation.ts';

/** Where a room's words go. */
export interface RoomOutput {
  /** A delta, for all whose stream runs. */
  frame(bytes: Uint8Array): void;
  /** Starts (or repairs) the stream of one seat with a keyframe. */
  stream(seat: SeatId, keyframe: Uint8Array): void;
  /** A hot frame for one seat. */
  reply(seat: SeatId, bytes: Uint8Array): void;
  info(info: RoomInfo): void;
  /** The seat's connection is to be ended with this reason. */
  goodbye(seat: SeatId, reason: Reason): void;
  seatJoined(seat: SeatId, name: string): void;
  seatLeft(seat: SeatId): void;
  /** A message was dropped, by name. */
  dropped(reason: 'bad-frame' | 'refused-input'): void;
}

export interface RoomOptions {
  readonly code: RoomCode;
  readonly game: AnyGame;
  readonly settings: Readonly<Record<string, number>>;
  readonly bots: { readonly fillTo: number; readonly level: BotLevel };
  readonly seed: number;
  /** 1 at first; one more whenever the room is opened anew because its process had died. */
  readonly epoch: number;
  readonly clock: Clock;
  readonly makeToken: () => string;
  /** Makes four random digits. */
  readonly makeSeatCode: () => string;
  readonly output: RoomOutput;
}

export interface Seated {
  readonly seat: SeatId;
  readonly token: string;
  readonly seatCode: string;
}

export class Room {
  readonly code: RoomCode;
  readonly game: AnyGame;
  readonly seats: Seats;
  readonly #options: RoomOptions;
  readonly #simulation: Simulation;
  readonly #kicked = new Set<string>();
  readonly #codeGuard = new SeatCodeGuard();
  #settings: Readonly<Record<string, number>>;
  #bots: { readonly fillTo: number; readonly level: BotLevel };
  #phase: RoomPhase = 'lobby';
  #phaseEndsAt: Tick | undefined;
  #locked = false;
  #match = 0;
  #outcome: RoomOutcome | undefined;
  #infoIsDue = true;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.code = options.code;
    this.game = options.game;
    this.seats = new Seats(options.game.seats.max);
    this.#simulation = new Simulation(options.game, options.seed);
    this.#settings = resolveSettings(options.game.settings, options.settings);
    this.#bots = options.bots;
    this.#simulation.begin([], this.#settings, true);
  }

  get tick(): Tick {
    return this.#simulation.tick;
  }

  get info(): RoomInfo {
    return {
      code: this.code,
      game: this.game.id,
      phase: this.#phase,
      epoch: this.#options.epoch,
      match: this.#match,
      practice: this.#simulation.practice,
      locked: this.#locked,
      seats: this.seats.info(),
      settings: this.#settings,
      bots: this.#bots,
      phaseEndsAtTick: this.#phaseEndsAt,
      outcome: this.#outcome,
    };
  }

  /** Gives a seat to a guest (a new one, or the one that its token or code names). It counts as away until `online`. */
  join(hello: Handshake): Result<Seated, Reason> {
    if (hello.token !== undefined) {
      if (this.#kicked.has(hello.token)) return fail('kicked');
      const known = this.seats.byToken(hello.token);
      if (known !== undefined) return ok(seated(known));
    }
    if (hello.seatCode !== undefined) return this.#joinByCode(hello.seatCode);
    if (this.#locked) return fail('room-locked');
    this.#makeWay();
    const token = hello.token ?? this.#options.makeToken();
    const keys = { token, seatCode: this.#newSeatCode() };
    const added = this.seats.addPerson(hello, keys, this.#options.clock.nowMs());
    if (!added.ok) return added;
    const { id, name } = added.value;
    this.#simulation.join(id);
    this.#options.output.seatJoined(id, name);
    this.#fillWithBots();
    this.#infoIsDue = true;
    return ok(seated(added.value));
  }

  #joinByCode(seatCode: string): Result<Seated, Reason> {
    const nowMs = this.#options.clock.nowMs();
    if (this.#codeGuard.isBlocked(nowMs)) return fail('seat-codes-blocked');
    const seat = this.seats.bySeatCode(seatCode);
    if (seat !== undefined) return ok(seated(seat));
    this.#codeGuard.countWrong(nowMs);
    return fail('wrong-seat-code');
  }

  #newSeatCode(): string {
    let seatCode: string;
    do seatCode = this.#options.makeSeatCode();
    while (this.seats.bySeatCode(seatCode) !== undefined);
    return seatCode;
  }

  /** The seat's connection stands: it is here, and its stream starts. */
  online(id: SeatId): void {
    const seat = this.seats.get(id);
    if (seat === undefined) return;
    seat.awaySinceMs = undefined;
    seat.inputs.clear();
    this.#options.output.stream(id, this.#simulation.keyframe());
    this.#infoIsDue = true;
  }

  /** The seat's connection is gone. The seat is kept for TIMES.seatKeptMs. */
  offline(id: SeatId): void {
    const seat = this.seats.get(id);
    if (seat === undefined) return;
    seat.awaySinceMs = this.#options.clock.nowMs();
    seat.inputs.clear();
    this.#startWhenAllReady();
    this.#infoIsDue = true;
  }

  /** A fresh keyframe for a seat whose frames were skipped because its connection was slow. */
  repairStream(id: SeatId): void {
    this.#options.output.stream(id, this.#simulation.keyframe());
  }

  /** A hot frame from a seat: inputs or a probe. */
  receive(id: SeatId, bytes: Uint8Array, tickFraction: number): void {
    const seat = this.seats.get(id);
    if (seat === undefined) return;
    const probe = readProbe(bytes);
    if (probe !== undefined) {
      const reply = { id: probe, tick: this.tick + tickFraction, slackTicks: seat.inputs.takeSlack() };
      this.#options.output.reply(id, writeProbeReply(reply));
      return;
    }
    const frame = readInputs(bytes, this.game, this.tick);
    if (frame === undefined) {
      this.#options.output.dropped('bad-frame');
      return;
    }
    if (frame.generation !== this.#simulation.generation) return; // made for a state that is no more
    for (let i = 0; i < frame.inputs.length; i++) {
      const accepted = seat.inputs.accept(
        asTick(frame.firstTick + i),
        frame.inputs[i],
        asTick(this.tick + 1),
      );
      if (!accepted) this.#options.output.dropped('refused-input');
    }
  }

  /** What a guest asks for. */
  act(id: SeatId, action: SeatAction): void {
    const seat = this.seats.get(id);
    if (seat === undefined) return;
    switch (action.do) {
      case 'ready':
        seat.ready = action.ready;
        this.#startWhenAllReady();
        break;
      case 'name':
        this.seats.rename(seat, action.name);
        break;
      case 'look':
        this.seats.dress(seat, action.look);
        break;
      case 'leave':
        this.#removeSeat(seat);
        break;
      default:
        assertNever(action);
    }
    this.#infoIsDue = true;
  }

  /** What the host asks for ('close' is the owner's business and does nothing here). */
  command(command: RoomCommand): void {
    switch (command.do) {
      case 'start':
      case 'rematch':
        if (this.#phase === 'lobby' || this.#phase === 'results') this.#startCountdown();
        break;
      case 'end':
        if (this.#phase !== 'lobby') this.#toLobby();
        break;
      case 'lock':
        this.#locked = command.locked;
        break;
      case 'kick':
        this.#kick(command.seat as SeatId);
        break;
      case 'bots':
        this.#bots = { fillTo: command.fillTo, level: command.level };
        this.#replaceBots();
        break;
      case 'settings':
        this.#settings = resolveSettings(this.game.settings, { ...this.#settings, ...command.values });
        break;
      case 'close':
        break;
      default:
        assertNever(command);
    }
    this.#infoIsDue = true;
  }

  /** One tick. With nobody here the room stands still and costs nothing. */
  step(): void {
    this.#letGoOfSeats();
    if (this.seats.present.length > 0) this.#simulate();
    if (this.#infoIsDue) {
      this.#infoIsDue = false;
      this.#options.output.info(this.info);
    }
  }

  #simulate(): void {
    this.#advancePhase();
    const frame = this.#simulation.step(this.seats.all);
    this.#checkOutcome();
    if (frame !== undefined) this.#options.output.frame(frame);
  }

  #advancePhase(): void {
    if (this.#phaseEndsAt === undefined || this.tick < this.#phaseEndsAt) return;
    this.#phaseEndsAt = undefined;
    if (this.#phase === 'countdown') this.#startMatch();
    else if (this.#phase === 'results') this.#toLobby();
  }

  #checkOutcome(): void {
    if (this.#phase !== 'playing') return;
    const outcome = this.#simulation.outcome;
    if (outcome === undefined) return;
    const faces = this.seats.info().map(({ seat, name, look, bot }) => ({ seat, name, look, bot }));
    this.#outcome = { ...outcome, faces };
    for (const { seat, place } of outcome.ranking) {
      const winner = place === 1 ? this.seats.get(seat) : undefined;
      if (winner !== undefined) winner.wins++;
    }
    this.#enter('results', TIMES.resultsMs);
    for (const seat of this.seats.people) seat.ready = false;
  }

  #enter(phase: RoomPhase, lastsMs?: number): void {
    this.#phase = phase;
    this.#phaseEndsAt =
      lastsMs === undefined
        ? undefined
        : asTick(this.tick + Math.round((lastsMs / 1000) * this.game.tickRate));
    this.#infoIsDue = true;
  }

  #startWhenAllReady(): void {
    if (this.#phase !== 'lobby' && this.#phase !== 'results') return;
    const present = this.seats.present;
    if (present.length > 0 && present.every((seat) => seat.ready)) this.#startCountdown();
  }

  #startCountdown(): void {
    this.#enter('countdown', TIMES.countdownMs);
    this.#fillWithBots();
  }

  #startMatch(): void {
    this.#match++;
    this.#outcome = undefined;
    this.#enter('playing');
    this.#fillWithBots();
    this.#begin(false);
  }

  #toLobby(): void {
    for (const seat of this.seats.people) seat.ready = false;
    this.#outcome = undefined;
    this.#enter('lobby');
    this.#begin(true);
    this.#fillWithBots();
  }

  /** A new state, and everybody's stream from its keyframe on. The phase goes out first: it says what this is. */
  #begin(practice: boolean): void {
    this.#simulation.begin(this.seats.all, this.#settings, practice);
    this.#infoIsDue = false;
    this.#options.output.info(this.info);
    for (const seat of this.seats.present) this.repairStream(seat.id);
  }

  /** How many bots there should be: up to `fillTo` with the people, and enough for a match. */
  #botsWanted(): number {
    const people = this.seats.people.length;
    const isMatch = this.#phase === 'countdown' || this.#phase === 'playing';
    const least = isMatch ? this.game.seats.min : 0;
    return Math.max(0, Math.max(this.#bots.fillTo, least) - people);
  }

  #fillWithBots(): void {
    const bots = this.seats.all.filter((seat) => seat.bot !== undefined);
    const wanted = this.#botsWanted();
    // In a match nobody disappears; the surplus goes when it is over.
    if (this.#phase !== 'playing') for (const seat of bots.slice(wanted)) this.#removeSeat(seat);
    for (let count = bots.length; count < wanted; count++) {
      const seat = this.seats.addBot(this.#bots.level, this.#simulation.random);
      if (seat === undefined) return;
      this.#simulation.join(seat.id);
    }
    this.#infoIsDue = true;
  }

  /** After a change of the host's wishes: bots of the new level in place of the old ones. */
  #replaceBots(): void {
    if (this.#phase === 'playing') return;
    for (const seat of this.seats.all) if (seat.bot !== undefined) this.#removeSeat(seat);
    this.#fillWithBots();
  }

  /** A bot gives its seat up when a person has none left. */
  #makeWay(): void {
    const { all, people } = this.seats;
    if (all.length < this.game.seats.max || people.length === all.length) return;
    this.#removeSeat(all.findLast((seat) => seat.bot !== undefined)!);
  }

  #removeSeat(seat: Seat): void {
    this.seats.remove(seat.id);
    this.#simulation.leave(seat.id);
    if (seat.bot !== undefined) return;
    this.#options.output.seatLeft(seat.id);
    if (this.seats.people.length === 0 && this.#phase !== 'lobby') this.#toLobby();
    this.#fillWithBots();
    this.#startWhenAllReady();
  }

  #kick(id: SeatId): void {
    const seat = this.seats.get(id);
    if (seat === undefined || seat.bot !== undefined) return;
    this.#kicked.add(seat.token);
    this.#options.output.goodbye(id, 'kicked');
    this.#removeSeat(seat);
  }

  #letGoOfSeats(): void {
    const nowMs = this.#options.clock.nowMs();
    for (const seat of this.seats.people) {
      if (seat.awaySinceMs === undefined || nowMs - seat.awaySinceMs < TIMES.seatKeptMs) continue;
      this.#removeSeat(seat);
      this.#infoIsDue = true;
    }
  }
}

const seated = ({ id, token, seatCode }: Seat): Seated => ({ seat: id, token, seatCode });
