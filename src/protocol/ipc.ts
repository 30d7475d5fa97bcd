/**
 * The contract between the console window and the desktop's main process: what the preload exposes as
 * `window.porchlight`, and the channels behind it. Nothing else crosses between the two.
 */
import type { RoomCode } from '../core/ids.ts';
import type { Result } from '../core/result.ts';
import type { ConsoleCommand, HostProblem, HostStatus } from './console.ts';
import type { LogLine } from './log-line.ts';
import type { PreferenceName, Preferences } from './preferences.ts';

/** Every answer: done, or a problem that can be shown as it is. */
export type Answer = Result<void, HostProblem>;

/** A host that announces itself on this network. */
export interface NearbyHost {
  readonly id: string;
  /** What its computer is called. */
  readonly name: string;
  /** 'http://192.168.1.20:7420' */
  readonly origin: string;
  readonly rooms: number;
  /** People who are in. */
  readonly players: number;
  /** Titles of the games that are being played. */
  readonly games: readonly string[];
}
/** What the app's menu asks of the console's page. */
export type MenuWish = 'host' | 'join' | 'preferences';

/** What the console window can do. */
export interface ConsoleBridge {
  getStatus(): Promise<HostStatus>;
  /** Called with the whole status after every change. Returns the function that ends the subscription. */
  onStatus(listener: (status: HostStatus) => void): () => void;
  ask(command: ConsoleCommand): Promise<Answer>;
  /** Opens the own host's page of this room in a window of its own. */
  openPlay(code: RoomCode): Promise<Answer>;
  /** Opens another host's page: a link, an address or a room code, as a person typed it. */
  joinOther(text: string): Promise<Answer>;
  /** The last lines of the log of all processes, the oldest first. */
  getLog(): Promise<readonly LogLine[]>;
  /** Called with what was logged since, a few times a second at most. Returns the function that ends this. */
  onLog(listener: (lines: readonly LogLine[]) => void): () => void;
  /** Puts a text on the clipboard that tells whoever is to help how this host is: no names, no tokens. */
  copyDiagnosis(): Promise<Answer>;
  getNearby(): Promise<readonly NearbyHost[]>;
  /** Called with all hosts nearby after every change. Returns the function that ends the subscription. */
  onNearby(listener: (hosts: readonly NearbyHost[]) => void): () => void;
  getPreferences(): Promise<Preferences>;
  /** Called with all of them after every change. Returns the function that ends the subscription. */
  onPreferences(listener: (preferences: Preferences) => void): () => void;
  setPreference(name: PreferenceName, on: boolean): Promise<void>;
  /** Called when somebody chooses it in the app's menu. Returns the function that ends the subscription. */
  onMenu(listener: (wish: MenuWish) => void): () => void;
}

/**
 * One channel for each call of the bridge, asked by the window; the others (`status`, `log`, `nearby`, `preferences`,
 * `menu`) are told to it.
 */
export const CHANNELS = {
  getStatus: 'console:get-status',
  status: 'console:status',
  ask: 'console:ask',
  openPlay: 'console:open-play',
  joinOther: 'console:join-other',
  getLog: 'console:get-log',
  log: 'console:log',
  copyDiagnosis: 'console:copy-diagnosis',
  getNearby: 'console:get-nearby',
  nearby: 'console:nearby',
  getPreferences: 'console:get-preferences',
  preferences: 'console:preferences',
  setPreference: 'console:set-preference',
  menu: 'console:menu',
} as const;
