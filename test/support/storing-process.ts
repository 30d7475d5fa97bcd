/**
 * A process that keeps a room in a store, for tests that kill it. Arguments: the file, the room's code. Says
 * "saved N" for each checkpoint that is on disk, or the problem in the way.
 */
import { openBuiltStore } from './built-store.ts';
import { makeCheckpoint } from './checkpoints.ts';

async function main(): Promise<void> {
  const [file = '', code = ''] = process.argv.slice(2);
  const { store, problems } = await openBuiltStore(file);
  for (let serial = 1; ; serial++) {
    store.saveRooms([makeCheckpoint(code, serial)]);
    const isSaved = await store.flush();
    process.stdout.write(isSaved ? `saved ${serial}\n` : `${problems.at(-1)?.text}\n`);
  }
}

void main();
