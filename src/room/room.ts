/**
 * A room: its seats, its phases (lobby > countdown > playing > results) and its simulation. Pure: ticks,
 * clock, tokens and the way out are handed in by the worker that owns it.
 *
 * The rules run in every phase: in the lobby as practice, in a match for real. A new state is a new generation.
 * Whatever a guest gets to know for sure (a seat, a phase, a point) is in a checkpoint before it is said.
 */
import type { BitReader } from '../core/bytes.ts';
import { asTick, type RoomCode, type SeatId, type Tick } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { assertNever, ok, type Result } from '../core/result.ts';
import type { AreaFrame } from '../protocol/area-cut.ts';
import type { RoomCheckpoint, RoomHead } from '../protocol/checkpoint.ts';
import { FRAME, readInputs, readProbe, writeProbeReply } from '../protocol/frames.ts';
import { TIMES } from '../protocol/limits.ts';
import type { CheckedHandshake, RoomCommand, RoomInfo, SeatAction } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { type AnyGame, resolveSettings } from '../sdk/game.ts';
import { BotFiller } from './bot-filler.ts';
import { Door } from './door.ts';
import { Gathering } from './gathering.ts';
import { MatchCycle } from './match-cycle.ts';
import { type Seat, Seats } from './seats.ts';
import { Simulation } from './simulation.ts';

/** Where a room's words go. */
export interface RoomOutput {
  /** A delta, for all whose stream runs. */
  frame(bytes: Uint8Array): void;
  /** The same for a game with interest: each gets its part. */
  spread(frame: AreaFrame): void;
  /** Starts (or repairs) the stream of one seat with a keyframe. */
  stream(seat: SeatId, keyframe: Uint8Array): void;
  /** A hot frame for one seat. */
  reply(seat: SeatId, bytes: Uint8Array): void;
  info(info: RoomInfo): void;
  /** The seat's connection is to be ended with this reason; `to`: the room that it is sent to. */
  goodbye(seat: SeatId, reason: Reason, to?: RoomCode): void;
  seatJoined(seat: SeatId, name: string): void;
  seatLeft(seat: SeatId): void;
  /** What is said next must survive this process: the room's `checkpoint` is to be published now. */
  confirm(): void;
  /** A message was dropped, by name. */
  dropped(reason: 'bad-frame' | 'refused-input' | 'not-allowed'): void;
}

export interface RoomOptions {
  readonly code: RoomCode;
  readonly game: AnyGame;
  /** The route key that leads to the room's owner. */
  readonly route: string;
  readonly settings: RoomInfo['settings'];
  readonly bots: RoomInfo['bots'];
  readonly seed: number;
  /** 1 at first; one more with every new owner. */
  readonly epoch: number;
  /** Times that the room was opened anew from nothing. */
  readonly restarts: number;
  readonly clock: Clock;
  readonly makeToken: () => string;
  /** Makes four random digits. */
  readonly makeSeatCode: () => string;
  readonly output: RoomOutput;
}

/** What the checkpoint says already. */
type ResumeOptions = Omit<
  RoomOptions,
  'code' | 'route' | 'settings' | 'bots' | 'seed' | 'epoch' | 'restarts'
> & {
  readonly checkpoint: RoomCheckpoint;
  /** The guests have been without the room for long: hold still until they are back, for a moment at most. */
  readonly gather: boolean;
};

export interface Seated {
  readonly seat: SeatId;
  readonly token: string;
  readonly seatCode: string;
}

/**
 * Pause between two room infos for each person in the room, ms. An info has a line for each and goes to each: in a
 * room of 8 nobody notices, in one of 256 a crowd that comes in costs one second's patience instead of gigabytes.
 */
const INFO_PAUSE_MS = 4;
/** How often seats are looked through for those who have been away for too long, ms. */
const LOOK_MS = 100;
/** Seconds between two hashes of the state. */
const HASH_SECONDS = 2;

export class Room {
  readonly code: RoomCode;
  readonly game: AnyGame;
  readonly seats: Seats;
  readonly #options: RoomOptions;
  readonly #simulation: Simulation;
  readonly #botFiller: BotFiller;
  readonly #door: Door;
  readonly #cycle: MatchCycle;
  #settings: RoomInfo['settings'];
  #bots: RoomInfo['bots'];
  #head: RoomHead | undefined;
  #serial = 0;
  #scores: readonly { readonly seat: SeatId; readonly score: number }[] = [];
  #infoIsDue = true;
  #nextInfoMs = 0;
  #nextLookMs = 0;
  #confirmIsDue = true;
  #paused = false;
  /** Undefined when nobody is waited for. */
  #gathering: Gathering | undefined;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.code = options.code;
    this.game = options.game;
    this.seats = new Seats(options.game.seats.max);
    this.#simulation = new Simulation(options.game, options.seed);
    this.#botFiller = new BotFiller({ game: this.game, seats: this.seats, simulation: this.#simulation });
    this.#door = new Door({ ...options, seats: this.seats, makeWay: () => this.#botFiller.makeWay() });
    this.#cycle = new MatchCycle({
      seats: this.seats,
      simulation: this.#simulation,
      tickRate: options.game.tickRate,
      fillWithBots: () => this.#fillWithBots(),
      begin: (practice) => this.#begin(practice),
      onChange: () => this.#changed(),
    });
    this.#settings = resolveSettings(options.game.settings, options.settings);
    this.#bots = options.bots;
    this.#simulation.begin([], this.#settings, true);
  }

  /** A room that goes on from a checkpoint, in the next epoch. Throws when the checkpoint cannot be read. */
  static resume({ checkpoint, gather, ...options }: ResumeOptions): Room {
    const { head } = checkpoint;
    const { code, route, settings, bots, restarts } = head;
    const order = { code, route, settings, bots, restarts, epoch: head.epoch + 1, seed: checkpoint.random };
    const room = new Room({ ...options, ...order });
    room.#load(checkpoint, gather);
    return room;
  }

  get tick(): Tick {
    return this.#simulation.tick;
  }

  get epoch(): number {
    return this.#options.epoch;
  }

  /** Points of each seat so far. */
  get scores(): ReturnType<AnyGame['scores']> {
    return this.#simulation.scores;
  }

  /** True when something is to be in a checkpoint before it is said. */
  get hasUnconfirmed(): boolean {
    return this.#confirmIsDue;
  }

  /** The inputs of the tick that was played last, by seat; the same array every time. */
  get inputs(): readonly unknown[] {
    return this.#simulation.inputs;
  }

  get info(): RoomInfo {
    return {
      code: this.code,
      game: this.game.id,
      phase: this.#cycle.phase,
      epoch: this.#options.epoch,
      restarts: this.#options.restarts,
      match: this.#cycle.match,
      practice: this.#simulation.practice,
      locked: this.#door.locked,
      paused: this.#paused,
      needsPin: this.#door.pin !== undefined,
      approval: this.#door.approval,
      knocks: this.#door.knocks,
      seats: this.seats.info(),
      settings: this.#settings,
      bots: this.#bots,
      phaseEndsAtTick: this.#cycle.endsAt,
      outcome: this.#cycle.outcome,
    };
  }

  /**
   * All that it takes to go on elsewhere.
   * @param atMs the monotonic clock's time of the last tick.
   */
  checkpoint(atMs: number): RoomCheckpoint {
    this.#confirmIsDue = false;
    this.#head ??= this.#makeHead();
    const { tick, generation, practice, random, state } = this.#simulation.save(this.seats.ids);
    const serial = ++this.#serial;
    const phaseEndsAtTick = this.#cycle.endsAt;
    return { head: this.#head, serial, tick, atMs, generation, practice, random, phaseEndsAtTick, state };
  }

  #makeHead(): RoomHead {
    const { route, epoch, restarts } = this.#options;
    return {
      code: this.code,
      game: this.game.id,
      ...{ route, epoch, restarts },
      settings: this.#settings,
      stateSettings: this.#simulation.settings,
      bots: this.#bots,
      phase: this.#cycle.phase,
      match: this.#cycle.match,
      paused: this.#paused,
      outcome: this.#cycle.outcome,
      seats: this.seats.records(),
      ...this.#door.saved,
    };
  }

  #load(checkpoint: RoomCheckpoint, gather: boolean): void {
    const { head } = checkpoint;
    const nowMs = this.#options.clock.nowMs();
    for (const record of head.seats) {
      const seat = this.seats.restore(record, nowMs);
      if (seat.bot !== undefined || !record.present || gather) continue;
      seat.awaySinceMs = undefined;
      seat.awayDueMs = nowMs + TIMES.returnMs;
    }
    this.#door.load(head);
    this.#paused = head.paused;
    this.#cycle.load(checkpoint);
    this.#simulation.load({ ...checkpoint, settings: head.stateSettings }, this.seats.ids);
    this.#scores = this.#simulation.scores;
    if (gather) this.#gathering = new Gathering(head.seats, this.#options.clock);
  }

  /** Gives a seat to a guest (a new one, or the one that its token or code names). It counts as away until `online`. */
  join(hello: CheckedHandshake): Result<Seated, Reason> {
    const admitted = this.#door.admit(hello);
    if (!admitted.ok) {
      if (admitted.error === 'waiting') this.#infoIsDue = true;
      return admitted;
    }
    const { seat, isNew } = admitted.value;
    if (isNew) {
      this.#simulation.join(seat.id);
      this.#options.output.seatJoined(seat.id, seat.name);
      this.#fillWithBots();
    }
    return ok({ seat: seat.id, token: seat.token, seatCode: seat.seatCode });
  }

  /** The seat's connection stands: it is here, and its stream starts. */
  online(id: SeatId): void {
    const seat = this.seats.get(id);
    if (seat === undefined) return;
    // Who is back after a blip was never away: when a room moves, all its guests come back at once.
    if (seat.awaySinceMs !== undefined) this.#changed();
    seat.awaySinceMs = undefined;
    seat.awayDueMs = undefined;
    seat.wasSeen = true;
    seat.quality = undefined; // it may be another device
    this.#gathering?.isBack(id);
    if (this.#gathering === undefined) this.repairStream(id);
    else if (this.#gathering.isOver) this.#endGathering();
  }

  /** The seat's connection is gone. It counts as away a moment later; the seat is kept for TIMES.seatKeptMs. */
  offline(id: SeatId): void {
    const seat = this.seats.get(id);
    if (seat !== undefined) seat.awayDueMs = this.#options.clock.nowMs() + TIMES.blipMs;
  }

  /** A fresh keyframe for a seat whose frames were skipped because its connection was slow. */
  repairStream(id: SeatId): void {
    if (this.#gathering !== undefined) return;
    this.#confirm();
    this.#options.output.stream(id, this.#simulation.keyframe(id));
  }

  /** A hot frame from a seat: inputs or a probe. `tickFraction`: how far the running tick has got, 0 to 1. */
  receive(id: SeatId, frame: BitReader, tickFraction: () => number): void {
    if (this.#gathering !== undefined) return;
    const kind = frame.read(8);
    if (kind === FRAME.inputs) this.#takeInputs(id, frame);
    else if (kind === FRAME.probe) this.#answerProbe(id, frame, tickFraction);
    else this.#options.output.dropped('bad-frame');
  }

  #answerProbe(id: SeatId, frame: BitReader, tickFraction: () => number): void {
    const seat = this.seats.get(id);
    if (seat === undefined) return;
    const probe = readProbe(frame);
    if (probe === undefined) {
      this.#options.output.dropped('bad-frame');
      return;
    }
    seat.quality = probe.quality ?? seat.quality;
    const reply = {
      id: probe.id,
      tick: this.tick + tickFraction(),
      slackTicks: this.#simulation.takeSlack(seat.id),
    };
    this.#options.output.reply(seat.id, writeProbeReply(reply));
  }

  /** Nobody may sit there any more: then nobody plays what is taken. */
  #takeInputs(seat: SeatId, reader: BitReader): void {
    if (this.#paused) return; // what a device does now has no meaning later
    const frame = readInputs(reader, this.game, this.tick);
    if (frame === undefined) {
      this.#options.output.dropped('bad-frame');
      return;
    }
    if (frame.generation !== this.#simulation.generation) return; // made for a state that is no more
    for (let i = 0; i < frame.inputs.length; i++) {
      const accepted = this.#simulation.accept(seat, asTick(frame.firstTick + i), frame.inputs[i]);
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
        this.#cycle.startWhenAllReady();
        break;
      case 'name':
        if (seat.muted) return;
        this.seats.rename(seat, action.name);
        break;
      case 'look':
        this.seats.dress(seat, action.look);
        break;
      case 'leave':
        this.#removeSeat(seat);
        break;
      case 'lead':
        if (seat.leads) this.command(action.command);
        else this.#options.output.dropped('not-allowed');
        return;
      default:
        assertNever(action);
    }
    this.#changed();
  }

  /** What the host asks for ('close' is the owner's business and does nothing here). */
  command(command: RoomCommand): void {
    switch (command.do) {
      case 'start':
      case 'rematch':
        this.#cycle.start();
        break;
      case 'end':
        this.#cycle.toLobby();
        break;
      case 'lock':
        this.#door.locked = command.locked;
        break;
      case 'skip':
        this.#cycle.skip();
        break;
      case 'pause':
        this.#pause(command.paused);
        break;
      case 'pin':
        this.#door.pin = command.pin;
        break;
      case 'expect':
        this.#door.expect(command.device);
        break;
      case 'approval':
        this.#door.approval = command.on;
        break;
      case 'admit':
        this.#door.answerKnock(command.knock, command.let);
        break;
      case 'unbar':
        this.#door.unbarDevice(command.device);
        break;
      case 'kick':
      case 'undo-kick':
      case 'rename':
      case 'mute':
      case 'lead':
      case 'move':
        this.#commandFor(command);
        break;
      case 'bots':
        this.#bots = { fillTo: command.fillTo, level: command.level };
        this.#fillWithBots();
        break;
      case 'settings':
        this.#settings = resolveSettings(this.game.settings, { ...this.#settings, ...command.values });
        break;
      case 'close':
        break;
      default:
        assertNever(command);
    }
    this.#changed();
  }

  /** What the host asks for a person's seat; nobody there, or a bot: nothing happens. */
  #commandFor(command: Extract<RoomCommand, { seat: number }>): void {
    const seat = this.seats.get(command.seat as SeatId);
    if (seat === undefined || seat.bot !== undefined) return;
    switch (command.do) {
      case 'kick':
        this.#kick(seat);
        break;
      case 'undo-kick':
        this.#door.unbar(seat);
        seat.kickedMs = undefined;
        break;
      case 'rename':
        this.seats.rename(seat, command.name);
        break;
      case 'mute':
        seat.muted = command.muted;
        break;
      case 'lead':
        seat.leads = command.leads;
        break;
      case 'move':
        this.#options.output.goodbye(seat.id, 'moved', command.to as RoomCode);
        this.#removeSeat(seat);
        break;
      default:
        assertNever(command);
    }
  }

  /** One tick. With nobody here the room stands still. */
  step(): void {
    this.#letGoOfSeats();
    if (this.#gathering?.isOver) this.#endGathering();
    if (this.#gathering === undefined && !this.#paused && this.seats.isAnybodyHere) this.#simulate();
    if (this.#infoIsDue && this.#options.clock.nowMs() >= this.#nextInfoMs) this.#say();
  }

  #simulate(): void {
    this.#cycle.advance();
    this.#confirm();
    const frame = this.#simulation.step(this.seats);
    this.#cycle.checkOutcome();
    if (frame === undefined) return;
    this.#noteScores();
    this.#confirm();
    if (frame instanceof Uint8Array) this.#options.output.frame(frame);
    else this.#options.output.spread(frame);
    if (this.tick % (HASH_SECONDS * this.game.tickRate) === 0) {
      this.#options.output.frame(this.#simulation.hashFrame());
    }
  }

  /** Something that everybody is told, and that has to outlive this process. */
  #changed(): void {
    this.#infoIsDue = true;
    this.#confirmIsDue = true;
    this.#head = undefined;
  }

  #noteScores(): void {
    const scores = this.#simulation.scores;
    const before = this.#scores;
    const isSame =
      scores.length === before.length &&
      scores.every(({ seat, score }, i) => seat === before[i]!.seat && score === before[i]!.score);
    if (isSame) return;
    this.#scores = scores;
    this.#confirmIsDue = true;
  }

  #confirm(): void {
    if (this.#confirmIsDue) this.#options.output.confirm();
  }

  #say(): void {
    this.#infoIsDue = false;
    this.#nextInfoMs = this.#options.clock.nowMs() + INFO_PAUSE_MS * this.seats.people.length;
    this.#confirm();
    this.#options.output.info(this.info);
  }

  /** Those who waited for each other play on. */
  #endGathering(): void {
    this.#gathering = undefined;
    for (const seat of this.seats.present) this.repairStream(seat.id);
  }

  /** A new state, and everybody's stream from its keyframe on. The phase goes out first: it says what this is. */
  #begin(practice: boolean): void {
    this.#simulation.begin(this.seats.ids, this.#settings, practice);
    this.#scores = this.#simulation.scores;
    this.#changed();
    this.#say();
    for (const seat of this.seats.present) this.repairStream(seat.id);
  }

  #fillWithBots(): void {
    this.#botFiller.fill(this.#bots, this.#cycle.phase);
    this.#changed();
  }

  #removeSeat(seat: Seat): void {
    this.seats.remove(seat.id);
    this.#simulation.leave(seat.id);
    this.#options.output.seatLeft(seat.id);
    if (this.seats.people.length === 0) this.#cycle.toLobby();
    this.#fillWithBots();
    this.#cycle.startWhenAllReady();
  }

  /** Going on begins with a keyframe: the guests' clocks have to learn that the room's stood still. */
  #pause(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#changed();
    if (!paused) for (const seat of this.seats.present) this.repairStream(seat.id);
  }

  /** The seat stays for a moment, empty, so that this can be undone. */
  #kick(seat: Seat): void {
    if (seat.kickedMs !== undefined) return;
    const nowMs = this.#options.clock.nowMs();
    this.#door.bar(seat);
    seat.kickedMs = nowMs;
    seat.awaySinceMs ??= nowMs;
    seat.awayDueMs = undefined;
    seat.ready = false;
    this.#options.output.goodbye(seat.id, 'kicked');
    this.#cycle.startWhenAllReady();
  }

  #letGoOfSeats(): void {
    const nowMs = this.#options.clock.nowMs();
    if (nowMs < this.#nextLookMs) return;
    this.#nextLookMs = nowMs + LOOK_MS;
    if (this.#door.forgetSilent()) this.#infoIsDue = true;
    for (const seat of this.seats.people) {
      if (seat.kickedMs !== undefined && nowMs - seat.kickedMs >= TIMES.undoKickMs) {
        this.#removeSeat(seat);
        continue;
      }
      if (seat.awayDueMs !== undefined && nowMs >= seat.awayDueMs) this.#missed(seat, nowMs);
      if (seat.awaySinceMs === undefined) continue;
      const keptMs = seat.wasSeen ? TIMES.seatKeptMs : TIMES.neverSeenMs;
      if (nowMs - seat.awaySinceMs >= keptMs) this.#removeSeat(seat);
    }
  }

  #missed(seat: Seat, nowMs: number): void {
    seat.awayDueMs = undefined;
    seat.awaySinceMs = nowMs;
    this.#changed();
    this.#cycle.startWhenAllReady();
  }
}
