/** Finds the page that a person means by what they typed: asks the named host, or every known one for a code. */
import * as v from 'valibot';
import type { RoomCode } from '../src/core/ids.ts';
import { fail, ok, type Result } from '../src/core/result.ts';
import type { HostProblem } from '../src/protocol/console.ts';
import { parseJoinTarget } from '../src/protocol/join-target.ts';
import { REASONS } from '../src/protocol/reasons.ts';
import type { HostPage } from './join-view.ts';

/** A host on the same network answers at once; longer waits mean that it is not there. */
const ANSWER_WITHIN_MS = 4_000;

const problem = (code: string, text: string) => fail<HostProblem>({ code, text });

/**
 * @param knownOrigins hosts to ask for a bare room code: the own one, those nearby, those joined before.
 * @returns the page to open, or a problem that says what to do.
 */
export async function findRoom(
  text: string,
  knownOrigins: readonly string[],
): Promise<Result<HostPage, HostProblem>> {
  const target = parseJoinTarget(text);
  if (!target.ok) return problem('bad-target', target.error);
  if (target.value.by === 'code') return findCode(target.value.code, knownOrigins);

  const { origin, code } = target.value;
  switch (await askHost(origin, code)) {
    case 'there':
      return ok({ origin, code });
    case 'unknown-room':
      return problem('unknown-room', REASONS['unknown-room']);
    case 'no-host':
      return problem(
        'no-host',
        `No Porchlight host answers at ${origin}. Are both computers on the same network?`,
      );
  }
}

async function findCode(code: RoomCode, origins: readonly string[]): Promise<Result<HostPage, HostProblem>> {
  const answers = await Promise.all(origins.map((origin) => askHost(origin, code)));
  const origin = origins[answers.indexOf('there')];
  if (origin !== undefined) return ok({ origin, code });
  return problem(
    'code-not-found',
    `No host known to this computer has the room ${code}. Type the address from the host’s screen as well, like 192.168.1.20:7420/${code}.`,
  );
}

const listingSchema = v.object({ code: v.string(), route: v.string() });
const listingsSchema = v.array(listingSchema);

/** Whether a Porchlight host is at `origin`, and has the room when one is named. */
async function askHost(
  origin: string,
  code: RoomCode | undefined,
): Promise<'there' | 'unknown-room' | 'no-host'> {
  try {
    const response = await fetch(`${origin}/api/rooms${code === undefined ? '' : `/${code}`}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (code !== undefined && response.status === 404) return 'unknown-room';
    const schema = code === undefined ? listingsSchema : listingSchema;
    return v.is(schema, await response.json()) ? 'there' : 'no-host';
  } catch {
    return 'no-host';
  }
}
