/**
 * Where guests find this host: at the addresses of now, and, for those who came by an earlier one, by the memory of
 * it. The host keeps it up to date; the workers tell their guests, who follow when the address changes.
 */
import type { ToWorker } from '../protocol/control.ts';

/** Ways that guests are told of: each one is asked when the host is lost. */
const MAX_NOW = 8;
const MAX_BEFORE = 16;

export class Whereabouts {
  #now: readonly string[] = [];
  #before: readonly string[] = [];

  /** @param origins best first. @returns whether that is news. */
  set(origins: readonly string[]): boolean {
    const now = origins.slice(0, MAX_NOW);
    if (String(now) === String(this.#now)) return false;
    const left = [...this.#now, ...this.#before].filter((origin) => !now.includes(origin));
    this.#before = left.slice(0, MAX_BEFORE);
    this.#now = now;
    return true;
  }

  /** All of it, for a worker. */
  get order(): ToWorker {
    return { kind: 'whereabouts', now: this.#now, before: this.#before };
  }
}
