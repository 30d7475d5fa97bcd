/**
 * Entry of the store's thread: answers the questions of the store in the primary, one after the other. Disks may
 * take their time; here nobody else waits for them.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { assertNever, fail, invariant, ok } from '../core/result.ts';
import { Archive } from './archive.ts';
import { loadSqlite } from './sqlite.ts';
import type { StoreAnswer, StoreAnswers, StoreQuestion, StoreThreadData } from './store-messages.ts';
import { fileWasDamaged, problemOf } from './store-problems.ts';

const port = parentPort;
invariant(port !== null, 'the store thread is a thread');
const { file } = workerData as StoreThreadData;
const archive = new Archive(await loadSqlite(), file);

function answer(question: StoreQuestion): StoreAnswers[keyof StoreAnswers] {
  switch (question.ask) {
    case 'write':
      archive.write(question.changes);
      return undefined;
    case 'rooms':
      return archive.rooms(question.notBeforeMs);
    case 'results':
      return archive.results(question.limit);
    case 'setting':
      return archive.setting(question.name);
    case 'erase':
      archive.erase();
      return undefined;
    case 'close':
      archive.close();
      return undefined;
    default:
      return assertNever(question);
  }
}

function tryToAnswer(question: StoreQuestion): StoreAnswer['result'] {
  try {
    return ok(answer(question));
  } catch (error) {
    return fail(problemOf(error, file));
  }
}

port.on('message', (question: StoreQuestion) => {
  const result = tryToAnswer(question);
  const { setAside } = archive;
  const notice = setAside === undefined ? undefined : fileWasDamaged(file, setAside);
  port.postMessage({ result, notice } satisfies StoreAnswer);
});
