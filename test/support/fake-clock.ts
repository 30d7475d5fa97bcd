/** A clock that stands still until a test moves it. */
import type { Clock } from '../../src/core/ports.ts';

export class FakeClock implements Clock {
  /** Milliseconds; tests set it. */
  ms = 0;

  nowMs(): number {
    return this.ms;
  }
}
