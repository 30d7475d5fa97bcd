/**
 * What the console has seen of seats and workers in the last minute: one sample a second of the host's status, for the
 * plots. Kept in the page alone; seats and workers that are gone are forgotten.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RoomCode, SeatId } from '../../src/core/ids.ts';
import type { HostStatus, WorkerVitals } from '../../src/protocol/console.ts';

export type HostingStatus = Extract<HostStatus, { state: 'hosting' }>;

/** A worker at one moment. */
export interface WorkerSample extends WorkerVitals {
  readonly guests: number;
  readonly rooms: number;
}

/** Samples that are kept, and the pause between two, ms: one minute. */
export const SAMPLES = 60;
const SAMPLE_MS = 1_000;

export class StatusHistory {
  #rttsMs = new Map<string, readonly number[]>();
  #workers = new Map<number, readonly WorkerSample[]>();

  /** Adds what the status says now. */
  sample({ rooms, workers }: HostingStatus): void {
    const rttsMs = new Map<string, readonly number[]>();
    for (const { info, seats } of rooms) {
      for (const { seat, link } of seats) {
        const key = keyOf(info.code, seat);
        if (link !== undefined) rttsMs.set(key, grown(this.#rttsMs.get(key), link.rttMs));
      }
    }
    this.#rttsMs = rttsMs;
    const told = workers.flatMap(({ id, vitals, guests, rooms: owned }) =>
      vitals === undefined
        ? []
        : [[id, grown(this.#workers.get(id), { ...vitals, guests, rooms: owned })] as const],
    );
    this.#workers = new Map(told);
  }

  /** Round trips of a seat's guest, oldest first, ms. */
  rttsMs(code: RoomCode, seat: SeatId): readonly number[] {
    return this.#rttsMs.get(keyOf(code, seat)) ?? [];
  }

  /** A worker's samples, oldest first. */
  worker(id: number): readonly WorkerSample[] {
    return this.#workers.get(id) ?? [];
  }
}

const keyOf = (code: RoomCode, seat: SeatId): string => `${code} ${seat}`;

const grown = <T>(before: readonly T[] = [], now: T): readonly T[] => [...before, now].slice(-SAMPLES);

/** The history of this status, a sample richer every second; draws its user anew with each. */
export function useStatusHistory(status: HostStatus | undefined): StatusHistory {
  const [history] = useState(() => new StatusHistory());
  const [, drawAnew] = useState(0);
  const latest = useRef(status);
  latest.current = status;
  useEffect(() => {
    const look = (): void => {
      if (latest.current?.state !== 'hosting') return;
      history.sample(latest.current);
      drawAnew((times) => times + 1);
    };
    look();
    const timer = setInterval(look, SAMPLE_MS);
    return () => clearInterval(timer);
  }, [history]);
  return history;
}
