/** Watches a running game's frames: measures each, and lets the governor set the quality. */
import { Core, type Game } from 'phaser';
import { FrameMeter, type FrameStats } from './frame-meter.ts';
import { type Quality, QualityGovernor } from './quality-governor.ts';

export interface FrameWatch {
  readonly quality: Quality;
  stats(): Omit<FrameStats, 'pixelRatio'>;
}

/** Call before anything else listens to the game's frames: it counts from there. `onQuality`: it has changed. */
export function watchFrames(game: Game, onQuality: () => void): FrameWatch {
  const meter = new FrameMeter();
  const governor = new QualityGovernor();
  let startMs: number | undefined;
  let frameMs: number | undefined;
  game.events.on(Core.Events.PRE_STEP, () => {
    const nowMs = performance.now();
    frameMs = startMs === undefined ? undefined : nowMs - startMs;
    startMs = nowMs;
  });
  game.events.on(Core.Events.POST_RENDER, () => {
    if (frameMs === undefined || startMs === undefined) return;
    meter.add(frameMs, performance.now() - startMs);
    if (governor.add(frameMs)) onQuality();
  });
  return {
    get quality() {
      return governor.quality;
    },
    stats: () => ({
      ...meter.stats(),
      quality: governor.level,
      particleShare: governor.quality.particleShare,
    }),
  };
}
