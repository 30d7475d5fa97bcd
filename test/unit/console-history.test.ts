/** What the console keeps for its plots: a minute of seats and workers, and a scale that fits. */
import { expect, test } from 'vitest';
import { STATES } from '../../renderer/console/gallery-states.ts';
import { roundUp } from '../../renderer/console/plot.tsx';
import { type HostingStatus, SAMPLES, StatusHistory } from '../../renderer/console/status-history.ts';

const HOSTING = STATES.several!.status as HostingStatus;
const ROOM = HOSTING.rooms[0]!;
const MIKA = ROOM.seats[0]!;
const LINK = MIKA.link!;

/** The status with another round trip for Mika; undefined: nothing is known of the connection. */
const withRtt = (rttMs: number | undefined): HostingStatus => ({
  ...HOSTING,
  rooms: [
    {
      ...ROOM,
      seats: [{ ...MIKA, link: rttMs === undefined ? undefined : { ...LINK, rttMs } }],
    },
  ],
});

test('a minute of round trips is kept, the oldest first', () => {
  const history = new StatusHistory();
  for (let ms = 1; ms <= SAMPLES + 5; ms++) history.sample(withRtt(ms));
  const rttsMs = history.rttsMs(ROOM.info.code, MIKA.seat);
  expect(rttsMs).toHaveLength(SAMPLES);
  expect(rttsMs[0]).toBe(6);
  expect(rttsMs.at(-1)).toBe(SAMPLES + 5);
});

test('a guest whose connection is not known any more starts anew, for somebody else may sit there', () => {
  const history = new StatusHistory();
  history.sample(withRtt(12));
  history.sample(withRtt(undefined));
  expect(history.rttsMs(ROOM.info.code, MIKA.seat)).toEqual([]);
  history.sample(withRtt(30));
  expect(history.rttsMs(ROOM.info.code, MIKA.seat)).toEqual([30]);
});

test('a worker is kept with its guests and rooms, and forgotten when it is gone', () => {
  const history = new StatusHistory();
  const { id, guests, rooms, vitals } = HOSTING.workers[0]!;
  history.sample(HOSTING);
  expect(history.worker(id)).toEqual([{ ...vitals, guests, rooms }]);
  history.sample({ ...HOSTING, workers: [] });
  expect(history.worker(id)).toEqual([]);
});

test('a worker that has told nothing yet has no samples', () => {
  const history = new StatusHistory();
  const silent = HOSTING.workers.map((worker) => ({ ...worker, vitals: undefined }));
  history.sample({ ...HOSTING, workers: silent });
  expect(history.worker(silent[0]!.id)).toEqual([]);
});

test('a plot ends at a round number that is not below what it shows', () => {
  expect([1, 1.2, 4.9, 5, 7, 10, 140, 2_100_000].map(roundUp)).toEqual([1, 2, 5, 5, 10, 10, 200, 5_000_000]);
});
