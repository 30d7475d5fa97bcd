/** Hooks for what the browser does around the page: going to sleep, going back, letting things take long. */
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../../src/client/session.ts';

/**
 * Tells the session when the page is seen again or the network is back. Phones kill sockets of hidden pages
 * without a word, and some only fire one of these events.
 */
export function useWake(session: Session | undefined): void {
  useEffect(() => {
    if (session === undefined) return undefined;
    const wake = (): void => {
      if (document.visibilityState === 'visible') session.wake();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('pageshow', wake);
    window.addEventListener('online', wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('pageshow', wake);
      window.removeEventListener('online', wake);
    };
  }, [session]);
}

/** While `isOn`, "back" (a swipe, a button) calls `onBack` instead of throwing the guest out of the game. */
export function useBackGuard(isOn: boolean, onBack: () => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const stay = (): void => history.pushState(null, '', location.href);
    const back = (): void => {
      stay();
      onBack();
    };
    stay();
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, [isOn, onBack]);
}

/** True once `isWaiting` has been true for `afterMs`. */
export function useSlowness(isWaiting: boolean, afterMs: number): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setSlow(true), afterMs);
    return () => clearTimeout(timer);
  }, [isWaiting, afterMs]);
  return isSlow;
}
