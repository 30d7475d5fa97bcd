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

export interface Services {
  readonly rooms: RoomsApi;
  /** `token` gives an earlier seat back, or becomes that of a new one; `seatCode` takes over from another device. */
  connect(room: RoomListing, profile: Profile, token: string, seatCode: string | undefined): Session;
  openStage(request: StageRequest): Promise<StageHandle>;
}
