/**
 * Is what a host sends sound? Looks at each decoded snapshot of one guest and names what breaks the rules of
 * PROTOCOL.md (F1, F2, R6 to R8). What cannot be decoded at all is noticed by the session, see watched-link.ts.
 */
import { BitWriter } from '../core/bytes.ts';
import { nextGeneration, type Snapshot } from '../protocol/frames.ts';
import type { AnyGame } from '../sdk/game.ts';

/**
 * undecodable: the session could not read a frame and asked for a new connection. tick-back: an earlier tick than
 * before in the same epoch. tick-jump: a delta that does not follow the snapshot before it by one interval.
 * generation: a new state that is not the next one. desync: the host's hash of the state is not that of ours.
 * out-of-range: state that its own schema cannot write.
 */
export type FaultKind = 'undecodable' | 'tick-back' | 'tick-jump' | 'generation' | 'desync' | 'out-of-range';

export interface Fault {
  readonly kind: FaultKind;
  /** What was seen, with numbers. */
  readonly detail: string;
}

type Header = Pick<Snapshot, 'tick' | 'generation'>;

/** Ranges are looked at in every so many snapshots: each builds on the one before, so what is wrong stays. */
const RANGE_CHECK_INTERVALS = 8;

export class FrameChecker {
  readonly #game: AnyGame;
  readonly #writer = new BitWriter(4096);
  #epoch: number | undefined;
  #last: Header | undefined;
  #isNewConnection = true;

  constructor(game: AnyGame) {
    this.#game = game;
  }

  /** A connection stands; what was seen on the one before still counts within the same epoch. */
  connected(epoch: number): void {
    this.#isNewConnection = true;
    this.epochIs(epoch);
  }

  /** The room's epoch now. A new one may begin with any tick and generation. */
  epochIs(epoch: number): void {
    if (epoch !== this.#epoch) this.#last = undefined;
    this.#epoch = epoch;
  }

  /** The next snapshot as it was decoded; all that is wrong with it. */
  check(snapshot: Snapshot): Fault[] {
    const last = this.#last;
    const isFirst = this.#isNewConnection || last === undefined;
    this.#last = snapshot;
    this.#isNewConnection = false;
    const faults: (Fault | undefined)[] = [];
    if (this.#isRangeDue(snapshot)) faults.push(this.#checkRange(snapshot));
    if (last !== undefined) faults.push(this.#checkTick(last, snapshot));
    if (last !== undefined && !isFirst) faults.push(checkGeneration(last, snapshot));
    return faults.filter((fault) => fault !== undefined);
  }

  #checkTick(last: Header, { tick, isKeyframe }: Snapshot): Fault | undefined {
    const { ticksPerSnapshot } = this.#game;
    const passed = tick - last.tick;
    if (passed < 0) return { kind: 'tick-back', detail: `tick ${tick} after tick ${last.tick}` };
    // A keyframe repairs or begins a stream: it may come at any tick. The first delta after it is due at once.
    if (isKeyframe || (passed > 0 && passed <= ticksPerSnapshot && tick % ticksPerSnapshot === 0)) return;
    return { kind: 'tick-jump', detail: `a delta of tick ${tick} after tick ${last.tick}` };
  }

  #isRangeDue({ tick, isKeyframe }: Snapshot): boolean {
    return isKeyframe || tick % (RANGE_CHECK_INTERVALS * this.#game.ticksPerSnapshot) === 0;
  }

  #checkRange({ tick, state }: Snapshot): Fault | undefined {
    this.#writer.reset();
    try {
      this.#game.state.write(this.#writer, state);
      return undefined;
    } catch (error) {
      return { kind: 'out-of-range', detail: `tick ${tick}: ${(error as Error).message}` };
    }
  }
}

function checkGeneration(last: Header, { generation }: Header): Fault | undefined {
  if (generation === last.generation || generation === nextGeneration(last.generation)) return undefined;
  return { kind: 'generation', detail: `generation ${generation} after ${last.generation}` };
}
