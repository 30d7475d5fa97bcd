/** Hooks that keep asking the host for its rooms while a page shows them. */
import { useEffect, useState } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import type { Result } from '../../src/core/result.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import type { RoomsApi, RoomsError } from './rooms-api.ts';
import { onWake } from './use-browser.ts';

const POLL_MS = 3_000;
/** The same while there is no good answer: the host may be back any moment. */
const RETRY_MS = 1_000;

/** Open rooms; undefined before the first answer. */
export function useRoomList(api: RoomsApi): Result<readonly RoomListing[], RoomsError> | undefined {
  return usePolling(() => api.list(), '');
}

/** One room; undefined before the first answer. */
export function useRoom(api: RoomsApi, code: RoomCode): Result<RoomListing, RoomsError> | undefined {
  return usePolling(() => api.find(code), code);
}

function usePolling<T>(ask: () => Promise<Result<T, RoomsError>>, key: string) {
  type Answer = Result<T, RoomsError>;
  const [answer, setAnswer] = useState<{ readonly key: string; readonly value: Answer }>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    let isAsking = false;
    const poll = async (): Promise<void> => {
      clearTimeout(timer);
      if (isAsking) return;
      isAsking = true;
      const value = await ask();
      isAsking = false;
      if (isGone) return;
      setAnswer({ key, value });
      timer = setTimeout(poll, value.ok ? POLL_MS : RETRY_MS);
    };
    void poll();
    const sleep = onWake(() => void poll());
    return () => {
      isGone = true;
      clearTimeout(timer);
      sleep();
    };
  }, [key]);
  return answer?.key === key ? answer.value : undefined;
}
