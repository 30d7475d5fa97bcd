/** Rim Rumble's view: what the stage loads when this game is played. */
import type { Scene } from 'phaser';
import type { GameView } from '../../../sdk/view.ts';
import type { RimEvents, RimInput, RimState } from '../state.ts';
import { readInput } from './read-input.ts';
import { RimScene } from './rim-scene.ts';

export const view: GameView<RimState, RimInput, RimEvents, Scene> = {
  scene: (context) => new RimScene(context),
  readInput,
};
