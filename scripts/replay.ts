/**
 * `npm run replay -- FILE`: plays a fault that a host has kept (data folder, faults/) again with the rules as they
 * are now, and prints what they throw.
 */
import { findGame } from '../src/games/registry.ts';
import { readFault } from '../src/host/faults.ts';
import { replayFault } from '../src/room/replay.ts';

/** @returns whether the rules threw again. */
function replay(file: string): boolean {
  const fault = readFault(file);
  const { head, tick } = fault.checkpoint;
  const game = findGame(head.game);
  if (game === undefined) throw new Error(`There is no game "${head.game}" in src/games/registry.ts.`);
  const thrown = replayFault(game, fault);
  const ticks = `ticks ${tick + 1} to ${tick + fault.inputs.length} of ${head.game}, room ${head.code}`;
  if (thrown === undefined)
    console.log(`Nothing was thrown in ${ticks}. At the time it was:\n${fault.stack}`);
  else console.log(`In ${ticks}:\n${thrown instanceof Error ? thrown.stack : thrown}`);
  return thrown !== undefined;
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Which fault? npm run replay -- FILE; files are in the folder "faults" of the data folder.');
  process.exitCode = 2;
} else if (replay(file)) process.exitCode = 1;
