/** Hooks that keep asking the host for its rooms while a page shows them. */
import { useEffect, useState } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import type { Result } from '../../src/core/result.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import type { RoomsApi, RoomsError } from './rooms-api.ts';

const POLL_MS = 3_000;

/** Open rooms; undefined before the first answer. */
export function useRoomList(api: RoomsApi): Result<readonly RoomListing[], RoomsError> | undefined {
  return usePolling(() => api.list(), '');
}

/** One room; undefined before the first answer. */
export function useRoom(api: RoomsApi, code: RoomCode): Result<RoomListing, RoomsError> | undefined {
  return usePolling(() => api.find(code), code);
}

function usePolling<T>(ask: () => Promise<T>, key: string): T | undefined {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly value: T }>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const poll = async (): Promise<void> => {
      const value = await ask();
      if (isGone) return;
      setAnswer({ key, value });
      timer = setTimeout(poll, POLL_MS);
    };
    void poll();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [key]);
  return answer?.key === key ? answer.value : undefined;
}
