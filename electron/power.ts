/**
 * Keeps the computer and its screen awake while a room is open: a host that sleeps takes its guests along. When it
 * slept all the same (its lid was closed), the host looks at once where it has woken up.
 */
import { powerMonitor, powerSaveBlocker } from 'electron';
import type { Hosting } from './hosting.ts';

export function stayAwakeWhileHosting(hosting: Hosting): void {
  let blocker: number | undefined;
  powerMonitor.on('resume', () => hosting.awoke());
  hosting.onStatus(() => {
    const status = hosting.status();
    const hasRoom = status.state === 'hosting' && status.rooms.length > 0;
    if (hasRoom && blocker === undefined) blocker = powerSaveBlocker.start('prevent-display-sleep');
    if (!hasRoom && blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  });
}
