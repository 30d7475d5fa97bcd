/** When settings may be changed and people say that they are ready. */
import type { RoomPhase } from '../../src/protocol/messages.ts';

export const isBetweenMatches = (phase: RoomPhase): boolean => phase === 'lobby' || phase === 'results';
