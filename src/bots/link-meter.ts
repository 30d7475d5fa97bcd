/** Measures one guest's wire: round trips, the beat of the snapshots, how late inputs take effect, losses. */
import { FRAME, readProbeReply, widen } from '../protocol/frames.ts';
import type { Reason } from '../protocol/reasons.ts';
import { Distribution } from './distribution.ts';

/** A pause between two snapshots of one connection is a gap when it is longer than so many intervals. */
const GAP_INTERVALS = 3;

export class LinkMeter {
  /** Of the clock probes, ms. */
  readonly rttMs = new Distribution();
  /** Between two snapshots of one connection, ms. */
  readonly intervalMs = new Distribution();
  /** From sending inputs until the first snapshot arrives that has played them, ms. */
  readonly inputDelayMs = new Distribution();
  /** From the last snapshot before a loss to the first one after it, ms. */
  readonly outageMs = new Distribution();
  readonly refusals = new Map<Reason, number>();
  snapshots = 0;
  gaps = 0;
  longestGapMs = 0;
  reconnects = 0;
  /** Clock time of the first snapshot, ms. */
  startedMs: number | undefined;
  readonly #probesMs = new Map<number, number>();
  #inputs: { readonly tick: number; readonly sentMs: number } | undefined;
  #last: { readonly tick: number; readonly atMs: number } | undefined;
  #isLost = false;
  #wasWelcomed = false;

  welcomed(): void {
    if (this.#wasWelcomed) this.reconnects++;
    this.#wasWelcomed = true;
    this.#probesMs.clear();
    this.#inputs = undefined;
  }

  lost(): void {
    this.#isLost = true;
  }

  refused(reason: Reason): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }

  sent(bytes: Uint8Array, nowMs: number): void {
    if (bytes[0] === FRAME.probe) this.#probesMs.set(bytes[1]!, nowMs);
    // One at a time is plenty.
    else if (bytes[0] === FRAME.inputs && this.#last !== undefined && this.#inputs === undefined)
      this.#inputs = { tick: lastInputTick(bytes, this.#last.tick), sentMs: nowMs };
  }

  probeReplied(bytes: Uint8Array, nowMs: number): void {
    const reply = readProbeReply(bytes);
    const sentMs = reply === undefined ? undefined : this.#probesMs.get(reply.id);
    if (reply === undefined || sentMs === undefined) return;
    this.#probesMs.delete(reply.id);
    this.rttMs.add(nowMs - sentMs);
  }

  /** @param intervalMs of the game's snapshots, as it should be. */
  snapshot(tick: number, nowMs: number, intervalMs: number): void {
    this.snapshots++;
    this.startedMs ??= nowMs;
    if (this.#last !== undefined) this.#pause(nowMs - this.#last.atMs, intervalMs);
    this.#last = { tick, atMs: nowMs };
    this.#isLost = false;
    if (this.#inputs === undefined || tick < this.#inputs.tick) return;
    this.inputDelayMs.add(nowMs - this.#inputs.sentMs);
    this.#inputs = undefined;
  }

  #pause(pauseMs: number, intervalMs: number): void {
    if (this.#isLost) {
      this.outageMs.add(pauseMs);
      return;
    }
    this.intervalMs.add(pauseMs);
    if (pauseMs <= GAP_INTERVALS * intervalMs) return;
    this.gaps++;
    this.longestGapMs = Math.max(this.longestGapMs, pauseMs);
  }
}

/** Tick of the last input in a frame (rule F3). */
function lastInputTick(bytes: Uint8Array, near: number): number {
  const firstTick = widen(bytes[1]! | (bytes[2]! << 8), 16, near);
  return firstTick + (bytes[3]! >> 5);
}
