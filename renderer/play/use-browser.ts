/** Hooks for what the browser does around the page: going to sleep, going back, letting things take long. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../../src/client/session.ts';

/**
 * Calls `wake` when the page is seen again, goes on after it was frozen, or the network is back. Phones kill
 * sockets of hidden pages without a word, and some only fire one of these events. Returns what ends it.
 */
export function onWake(wake: () => void): () => void {
  const look = (): void => {
    if (document.visibilityState === 'visible') wake();
  };
  const signs: readonly (readonly [EventTarget, string])[] = [
    [document, 'visibilitychange'],
    [document, 'resume'],
    [window, 'pageshow'],
    [window, 'online'],
  ];
  for (const [target, type] of signs) target.addEventListener(type, look);
  return () => {
    for (const [target, type] of signs) target.removeEventListener(type, look);
  };
}

/** Lets the session look after its connection whenever the page wakes. */
export function useWake(session: Session | undefined): void {
  useEffect(() => (session === undefined ? undefined : onWake(() => session.wake())), [session]);
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

/** Calls `onPress` whenever the key named `key` goes down, and keeps the browser from doing what it does with it. */
export function useKey(key: string, onPress: () => void): void {
  const latest = useRef(onPress);
  latest.current = onPress;
  useEffect(() => {
    const look = (event: KeyboardEvent): void => {
      if (event.key !== key) return;
      event.preventDefault();
      if (!event.repeat) latest.current();
    };
    window.addEventListener('keydown', look);
    return () => window.removeEventListener('keydown', look);
  }, [key]);
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
