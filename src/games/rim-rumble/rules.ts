/** Placeholder so that the registry compiles while the rules are written. */
import type { GameRules } from '../../sdk/game.ts';
import type { RimEvents, RimInput, RimState } from './state.ts';
export declare const rimRumble: GameRules<RimState, RimInput, RimEvents, Record<never, never>>;
