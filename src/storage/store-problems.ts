/** Why nothing can be saved, in words for the host: what is at stake, what is in the way, what to do. */
import { basename, dirname } from 'node:path';
import type { HostProblem } from '../protocol/console.ts';
import { NewerFileError } from './migrations.ts';
import { SQLITE, sqliteCode } from './sqlite.ts';

const AT_STAKE = 'Rooms and results are not being saved, and would be lost if Porchlight ended now:';

const notSaving = (reason: string): HostProblem => ({ code: 'not-saving', text: `${AT_STAKE} ${reason}` });

/** The problem behind `error`, met while `file` was to be opened, read or written. */
export function problemOf(error: unknown, file: string): HostProblem {
  const folder = dirname(file);
  if (error instanceof NewerFileError) {
    return notSaving(
      `${file} was written by a newer Porchlight. Update this one, or move that file elsewhere.`,
    );
  }
  const code = sqliteCode(error) ?? (error as NodeJS.ErrnoException).code;
  switch (code) {
    case SQLITE.busy:
      return notSaving(`another Porchlight uses ${folder}. Close it, and this one saves.`);
    case SQLITE.full:
    case 'ENOSPC':
    case 'EDQUOT':
      return notSaving(`the disk with ${folder} is full. Free some space; saving then goes on by itself.`);
    case SQLITE.readOnly:
    case SQLITE.cannotOpen:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notSaving(`Porchlight may not write to ${folder}. Allow it to; saving then goes on by itself.`);
    case 'EEXIST':
    case 'ENOTDIR':
      return notSaving(`${folder} is not a folder. Move what is in its place; saving then begins by itself.`);
    case SQLITE.corrupt:
    case SQLITE.notADatabase:
      return notSaving(
        `${file} was damaged twice. The disk may be failing: check it, then start Porchlight again.`,
      );
    default: {
      const reason = error instanceof Error ? error.message : String(error);
      return notSaving(
        `${file} cannot be used (${reason}). Should that stay so, move the file elsewhere; a new one is then begun.`,
      );
    }
  }
}

export const slowDisk = (file: string): HostProblem =>
  notSaving(`the disk with ${dirname(file)} does not answer. Check it, or start Porchlight again.`);

export const threadEnded = (reason: string): HostProblem =>
  notSaving(
    `the part of Porchlight that saves has ended (${reason}). It is started again every few seconds.`,
  );

/** `setAside`: the damaged file's new path. */
export const fileWasDamaged = (file: string, setAside: string): HostProblem => ({
  code: 'saved-file-damaged',
  text: `The file with saved rooms and results was damaged, so earlier ones are missing. It was kept as ${basename(setAside)} in ${dirname(file)}, and saving goes on in a new one.`,
});
