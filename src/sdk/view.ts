/**
 * The contract between a game's view (browser, Phaser) and the stage that runs it. Types only, no browser
 * code: the stage in `renderer/` implements the context, `games/<id>/view` implements the view.
 */
import type { SeatId } from '../core/ids.ts';
import type { EventOf, EventSchemas } from './game.ts';
import type { Look } from './looks.ts';

/** What hands, keys, mouse and gamepads say, whichever device it was. */
export interface Controls {
  /** Direction wanted, length 0 to 1; x to the right, y downwards. */
  readonly stick: { readonly x: number; readonly y: number };
  /** Counts presses of the main action (flick, space, A button); wraps at 2^16. */
  readonly presses: number;
}

export interface SeatPicture {
  readonly seat: SeatId;
  readonly name: string;
  readonly look: Look;
  readonly isBot: boolean;
  readonly isAway: boolean;
}

/** What is to be drawn now. */
export interface Picture<S> {
  /** Others where the server had them a moment ago, the own seat where it is now. */
  readonly state: S;
  /** Server tick that the interpolated part shows, with fraction. */
  readonly tick: number;
}

/** Where a view may draw. */
export interface Frame {
  /** Size of the canvas, in its own px. */
  readonly width: number;
  readonly height: number;
  /** Canvas px per CSS px. */
  readonly pixelRatio: number;
  /** CSS px at each side that a notch or a bar of the system covers: no text there. */
  readonly insets: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

/** What the stage gives a view when it is made. */
export interface ViewContext<S, E extends EventSchemas> {
  /** The own seat; undefined on a big screen that only watches. */
  readonly ownSeat: SeatId | undefined;
  /** Rules' ticks a second. */
  readonly tickRate: number;
  seats(): readonly SeatPicture[];
  seat(seat: SeatId): SeatPicture | undefined;
  /** The picture of this animation frame; undefined before the first keyframe. */
  picture(): Picture<S> | undefined;
  /** Events that are due for drawing since the last call, oldest first. */
  takeEvents(): readonly EventOf<E>[];
  /** True while the room is in the lobby: everybody drives about, nothing counts. */
  isPractice(): boolean;
  /** The canvas now; a new object after each of Phaser's `resize` events. */
  frame(): Frame;
  /** Tells where the own body is drawn, px of the canvas: a mouse steers from there. */
  steerFrom(x: number, y: number): void;
  /** Less motion: no shake, no zoom, no flashes. */
  readonly reducedMotion: boolean;
  /** How many of its particles a view shows, 0 to 1: fewer on a device that cannot keep up. */
  readonly particleShare: number;
  /** Plays a sound; a list of zzfx parameters, pitch varied a little by the stage. */
  play(sound: readonly (number | undefined)[], options?: { volume?: number; pan?: number }): void;
  /** Phone vibration where there is any, ms. */
  vibrate(ms: number): void;
}

/**
 * How a game reads the controls. `resting` is `restingInput` as of the moment the seat came in: press counters
 * go on from there.
 */
export type ReadInput<I> = (controls: Controls, resting: I) => I;

/** What `games/<id>/view/index.ts` exports as `view`. `Scene` stands for Phaser's scene, which this floor does not know. */
export interface GameView<S, I, E extends EventSchemas, Scene> {
  scene(context: ViewContext<S, E>): Scene;
  readonly readInput: ReadInput<I>;
}
