/** What the guest's page needs from outside: handed in by main.tsx, and by the gallery with made-up ones. */

import type { Session } from '../../src/client/session.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import type { FrameStats } from '../stage/frame-meter.ts';
import type { RoomsApi } from './rooms-api.ts';

/** What a person chose on the join page. */
export interface Profile {
  readonly name: string;
  /** Index into LOOKS. */
  readonly look: number;
}

/** Settings of this device, changed in the menu. */
export interface Preferences {
  readonly muted: boolean;
  readonly reducedMotion: boolean;
}

export interface StageHandle {
  setPreferences(preferences: Preferences): void;
  /** How it draws now, for the net graph. */
  frameStats(): FrameStats;
  close(): void;
}

export interface StageRequest {
  /** Filled by the stage; it follows the element's size. */
  readonly parent: HTMLElement;
  readonly session: Session;
  readonly gameId: string;
  readonly preferences: Preferences;
}

/** What opens a room, or a seat in it. */
export interface Keys {
  /** Gives an earlier seat back, or becomes that of a new one. */
  readonly token: string;
  /** Takes over from another device. */
  readonly seatCode: string | undefined;
  /** Four digits, for a room that wants them. */
  readonly pin: string | undefined;
}

export interface Services {
  readonly rooms: RoomsApi;
  connect(room: RoomListing, profile: Profile, keys: Keys): Session;
  openStage(request: StageRequest): Promise<StageHandle>;
}
