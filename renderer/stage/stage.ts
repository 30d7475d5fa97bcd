/**
 * The stage: runs one game's view in Phaser inside an element of the page. It loads the view by the game's id,
 * hands it the session's picture and events, the devices' controls the other way, and keeps the canvas fitting
 * its element. Pages load this file lazily, because Phaser comes with it.
 */
import { AUTO, CANVAS, Core, Game, Renderer, Scale, type Scene } from 'phaser';
import { invariant } from '../../src/core/result.ts';
import type { EventSchemas } from '../../src/sdk/game.ts';
import { BACKGROUND } from '../../src/sdk/looks.ts';
import type { GameView } from '../../src/sdk/view.ts';
import { openSoundBoard } from '../audio/sound-board.ts';
import { openDeviceInput } from '../input/device-input.ts';
import type { StageHandle, StageRequest } from '../play/services.ts';
import { loadFonts } from './fonts.ts';
import { measureFrame } from './frame.ts';
import type { FrameStats } from './frame-meter.ts';
import { watchFrames } from './frame-watch.ts';
import { QUALITIES } from './quality-governor.ts';
import { createViewContext } from './view-context.ts';

type AnyView = GameView<unknown, unknown, EventSchemas, Scene>;

/** One folder is one game: a view is found by its game's id. */
const VIEWS = import.meta.glob<{ readonly view: AnyView }>('../../src/games/*/view/index.ts');

async function loadView(gameId: string): Promise<AnyView> {
  const load = VIEWS[`../../src/games/${gameId}/view/index.ts`];
  invariant(load !== undefined, `the game "${gameId}" has no view`);
  return (await load()).view;
}

/**
 * Opens the stage for the session's seat. Resolves once the view is running.
 * `?renderer=canvas` in the page's address keeps WebGL out of it.
 */
export async function openStage({
  parent,
  session,
  gameId,
  preferences,
}: StageRequest): Promise<StageHandle> {
  const [view] = await Promise.all([loadView(gameId), loadFonts()]);
  if (getComputedStyle(parent).position === 'static') parent.style.position = 'relative';
  const sounds = openSoundBoard();
  const input = openDeviceInput(parent);
  let { reducedMotion } = preferences;
  let frame = measureFrame(parent, QUALITIES[0]!.pixelRatio);
  sounds.setMuted(preferences.muted);

  const context = createViewContext({
    session,
    gameId,
    frame: () => frame,
    reducedMotion: () => reducedMotion,
    particleShare: () => watch.quality.particleShare,
    steerFrom(x, y) {
      input.steerOrigin.x = x / frame.pixelRatio;
      input.steerOrigin.y = y / frame.pixelRatio;
    },
    play: sounds.play,
  });
  const isCanvasForced = new URLSearchParams(location.search).get('renderer') === 'canvas';
  const game = new Game({
    type: isCanvasForced ? CANVAS : AUTO,
    parent,
    scale: {
      mode: Scale.NONE,
      width: frame.width,
      height: frame.height,
      zoom: 1 / frame.pixelRatio,
    },
    backgroundColor: BACKGROUND,
    scene: view.scene(context),
    banner: false,
    audio: { noAudio: true },
    input: { keyboard: false, mouse: false, touch: false, gamepad: false },
    autoFocus: false,
    // Views get each frame's own length: smoothed ones run slow where frames are few.
    fps: { smoothStep: false },
    // Views draw from pictures with soft edges: smoothing each triangle's edges would cost fill rate for nothing.
    render: { powerPreference: 'high-performance', antialiasGL: false },
  });
  game.events.once(Core.Events.READY, () => {
    game.canvas.setAttribute('aria-hidden', 'true');
    // Phaser 4.2.1 tears rotated images when a draw call uses several textures (phaserjs/phaser issue 7372).
    if (game.renderer instanceof Renderer.WebGL.WebGLRenderer) {
      game.renderer.renderNodes.setMaxParallelTextureUnits(1);
    }
  });

  const watch = watchFrames(game, () => refit());
  // A game's press counters go on from what its state has counted; with a new state, presses count anew.
  let resting: unknown;
  session.setInput(() => {
    if (session.restingInput() !== resting) {
      resting = session.restingInput();
      input.forgetPresses();
    }
    return view.readInput(input.controls(), resting);
  });
  game.events.on(Core.Events.PRE_STEP, () => {
    input.frame();
    session.advance();
  });

  const refit = (): void => {
    const next = measureFrame(parent, watch.quality.pixelRatio);
    if (next.width === frame.width && next.height === frame.height) return;
    frame = next;
    // In this order: `resize` leaves the canvas's size on the page alone where one px is one px.
    game.scale.resize(frame.width, frame.height);
    game.scale.setZoom(1 / frame.pixelRatio);
  };
  const observer = new ResizeObserver(refit);
  observer.observe(parent);

  const frameStats = (): FrameStats => ({ ...watch.stats(), pixelRatio: frame.pixelRatio });
  // The element answers too: in the browser's console, and to meters outside of the page.
  Object.assign(parent, { frameStats });

  return {
    frameStats,
    setPreferences(next) {
      reducedMotion = next.reducedMotion;
      sounds.setMuted(next.muted);
    },
    close() {
      observer.disconnect();
      input.close();
      sounds.close();
      game.destroy(true);
    },
  };
}
