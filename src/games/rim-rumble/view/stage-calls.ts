/** Calls out what the state's stage says: the count-down, "Go!", who stood last. */
import { asSeatId } from '../../../core/ids.ts';
import type { ViewContext } from '../../../sdk/view.ts';
import type { RimEvents, RimState } from '../state.ts';
import { tuning } from '../tuning.ts';
import type { Announcer } from './announcer.ts';
import type { Effects } from './effects.ts';
import { INK, LAMP } from './palette.ts';
import { SOUNDS } from './sounds.ts';

/** Three counts share the ready stage. The first round has none: the room has just counted. */
const COUNT_TICKS = Math.round(tuning.readyTicks / 3);

export class StageCalls {
  readonly #context: ViewContext<RimState, RimEvents>;
  readonly #announcer: Announcer;
  readonly #effects: Effects;
  /** What was called last, so that each call is made once. */
  #called = '';
  #hasSeenReady = false;

  constructor(context: ViewContext<RimState, RimEvents>, announcer: Announcer, effects: Effects) {
    this.#context = context;
    this.#announcer = announcer;
    this.#effects = effects;
  }

  /** @param lastSecond a second of the last ten that has just begun. */
  update(state: RimState, isPractice: boolean, lastSecond: number | undefined): void {
    if (isPractice) {
      this.#announcer.hush();
      this.#called = '';
      return;
    }
    if (lastSecond !== undefined) this.#effects.say(SOUNDS.hurry);
    const call = callOf(state);
    if (call === this.#called) return;
    this.#called = call;
    this.#make(state);
  }

  #make(state: RimState): void {
    const announcer = this.#announcer;
    switch (state.stage) {
      case 'ready': {
        this.#hasSeenReady = true;
        const count = countOf(state);
        if (count > 3) announcer.say(`Round ${state.round}`, '', LAMP, 48, 0.9);
        else {
          announcer.say(String(count), '', INK, 88, 0.5);
          this.#effects.say(SOUNDS.tick);
        }
        break;
      }
      case 'live':
        // Whoever comes in the middle of a round is not told to go.
        if (!this.#hasSeenReady) break;
        announcer.say('Go!', '', LAMP, 72, 0.6);
        this.#effects.say(SOUNDS.go);
        break;
      case 'roundOver': {
        const winner = this.#context.seat(asSeatId(state.roundWinner));
        if (winner === undefined)
          announcer.say('Nobody stands', 'No points for the last one this time', INK, 46, 2.4);
        else announcer.say(winner.name, 'Last one standing', winner.look.colour, 54, 2.4);
        this.#effects.say(SOUNDS.roundEnd);
        break;
      }
      case 'matchOver':
        // Who won stands on the page's results, which come at this moment.
        announcer.hush();
        this.#effects.say(SOUNDS.matchEnd);
        this.#effects.celebrate();
        break;
    }
  }
}

/** 3, 2, 1; 4: no number yet, or none at all. */
const countOf = (state: RimState): number =>
  state.round === 1 ? 4 : Math.min(4, Math.ceil(state.stageLeft / COUNT_TICKS));

const callOf = (state: RimState): string =>
  state.stage === 'ready' ? `${state.round} ${countOf(state)}` : `${state.round} ${state.stage}`;
