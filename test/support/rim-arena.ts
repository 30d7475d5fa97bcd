/**
 * A Rim Rumble game without a room: state, inputs and events in the hand of a test, quantised after every tick
 * as a room does it.
 */
import { asSeatId, asTick, type SeatId } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { Puck, RimEvents, RimInput, RimState } from '../../src/games/rim-rumble/state.ts';
import type { settings } from '../../src/games/rim-rumble/tuning.ts';
import { type BotLevel, type EventOf, type RuleContext, resolveSettings } from '../../src/sdk/game.ts';

export type RimEvent = EventOf<RimEvents>;

interface RimArenaOptions {
  readonly seats: number;
  readonly seed?: number;
  readonly practice?: boolean;
  readonly settings?: Readonly<Record<string, number>>;
}

/** Ticks between two decisions of a bot, as in a room. */
const BOT_TICKS = 5;

export class RimArena {
  readonly state: RimState;
  readonly events: RimEvent[] = [];
  readonly inputs: (RimInput | undefined)[] = [];
  tick = 0;
  readonly #ctx: RuleContext<typeof settings, RimEvents>;
  readonly #botRandom: Random;

  constructor(options: RimArenaOptions) {
    const seed = options.seed ?? 1;
    const now = () => asTick(this.tick);
    const events = this.events;
    this.#botRandom = new Random(seed ^ 0x5eed);
    this.#ctx = {
      get tick() {
        return now();
      },
      settings: resolveSettings(rimRumble.settings, options.settings),
      random: new Random(seed),
      practice: options.practice ?? false,
      emit: (type, data) => events.push({ type, tick: now(), data } as RimEvent),
    };
    const seats = Array.from({ length: options.seats }, (_, seat) => asSeatId(seat));
    this.state = rimRumble.state.quantise(rimRumble.setup(seats, this.#ctx));
  }

  puck(seat: number): Puck {
    const puck = this.state.pucks[seat];
    if (puck === undefined) throw new Error(`no puck at seat ${seat}`);
    return puck;
  }

  seats(): SeatId[] {
    return Object.keys(this.state.pucks).map((key) => asSeatId(Number(key)));
  }

  join(seat: number): void {
    rimRumble.join(this.state, asSeatId(seat), this.#ctx);
    rimRumble.state.quantise(this.state);
  }

  leave(seat: number): void {
    rimRumble.leave(this.state, asSeatId(seat), this.#ctx);
    this.inputs[seat] = undefined;
  }

  /** Holds the stick from now on; `press` presses the button as well. */
  hold(seat: number, aimX: number, aimY: number, press = false): void {
    const seen = this.puck(seat).dashesSeen;
    this.inputs[seat] = rimRumble.input.quantise({ aimX, aimY, dashes: press ? (seen + 1) % 8 : seen });
  }

  /** Lets bots decide for the seats whose turn it is at this tick. */
  letBotsPlay(levels: readonly (BotLevel | undefined)[]): void {
    for (let seat = 0; seat < levels.length; seat++) {
      const level = levels[seat];
      if (level === undefined || (this.tick + seat) % BOT_TICKS !== 0) continue;
      const input = rimRumble.bot(this.state, asSeatId(seat), level, this.#botRandom);
      this.inputs[seat] = rimRumble.input.quantise(input);
    }
  }

  step(count = 1): void {
    for (let i = 0; i < count; i++) {
      this.tick++;
      rimRumble.step(this.state, this.inputs, this.#ctx);
      rimRumble.state.quantise(this.state);
    }
  }

  /** Steps until `done`; fails after `limit` ticks. */
  stepUntil(done: () => boolean, limit: number): void {
    for (let i = 0; !done(); i++) {
      if (i >= limit) throw new Error(`not done after ${limit} ticks, stage ${this.state.stage}`);
      this.step();
    }
  }

  /** Goes on to the moment where play begins. */
  stepToLive(): void {
    this.stepUntil(() => this.state.stage === 'live', 200);
  }

  /** Puts a fighting puck at rest somewhere. */
  put(seat: number, x: number, y: number): Puck {
    return Object.assign(this.puck(seat), { role: 'fighting', x, y, vx: 0, vy: 0, aimX: 0, aimY: 0 });
  }

  /** Plays a whole match among bots; the ticks it took. */
  playMatch(levels: readonly BotLevel[], limit: number): number {
    while (this.state.stage !== 'matchOver' && this.tick < limit) {
      this.letBotsPlay(levels);
      this.step();
    }
    return this.tick;
  }
}
