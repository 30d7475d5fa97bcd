/** Asks the host which rooms there are: `GET /api/rooms` and `GET /api/rooms/:code`. */
import type { RoomCode } from '../../src/core/ids.ts';
import { fail, ok, type Result } from '../../src/core/result.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { isReason, type Reason } from '../../src/protocol/reasons.ts';

/** No answer after so long means that the host cannot be reached, ms. */
const TIMEOUT_MS = 4_000;

/** Why the host gave no rooms. */
export type RoomsError = Reason | 'unreachable';

export interface RoomsApi {
  list(): Promise<Result<readonly RoomListing[], RoomsError>>;
  find(code: RoomCode): Promise<Result<RoomListing, RoomsError>>;
}

export const roomsApi: RoomsApi = {
  list: () => ask<readonly RoomListing[]>('/api/rooms'),
  find: (code) => ask<RoomListing>(`/api/rooms/${code}`),
};

/** The host is of the same version as this page, so its answers have the shapes that this page knows. */
async function ask<T>(path: string): Promise<Result<T, RoomsError>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(path, { cache: 'no-store', signal: abort.signal });
    const body: unknown = await response.json();
    if (response.ok) return ok(body as T);
    const reason = (body as { reason?: unknown }).reason;
    return fail(isReason(reason) ? reason : 'unreachable');
  } catch {
    return fail('unreachable');
  } finally {
    clearTimeout(timer);
  }
}
