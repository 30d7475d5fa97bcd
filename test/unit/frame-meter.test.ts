/** The numbers that the stage tells of its frames. */
import { expect, it } from 'vitest';
import { FrameMeter } from '../../renderer/stage/frame-meter.ts';

it('says nothing before the first frame', () => {
  const none = { p50: 0, p95: 0, p99: 0 };
  expect(new FrameMeter().stats()).toEqual({ frames: 0, fps: 0, frameMs: none, scriptMs: none });
});

it('tells the pace and the percentiles of the last few hundred frames', () => {
  const meter = new FrameMeter();
  for (let i = 0; i < 1_000; i++) meter.add(400, 300);
  for (let i = 0; i < 300; i++) meter.add(i % 100 === 99 ? 40 : 10, i % 20 === 19 ? 6 : 2);
  const { frames, fps, frameMs, scriptMs } = meter.stats();
  expect(frames).toBe(1_300);
  expect(fps).toBeCloseTo(1000 / 10.3, 0);
  expect(frameMs).toEqual({ p50: 10, p95: 10, p99: 10 });
  expect(scriptMs).toEqual({ p50: 2, p95: 2, p99: 6 });
});
