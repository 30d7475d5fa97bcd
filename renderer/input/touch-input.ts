/**
 * Fingers: the first one down steers by a thumb stick wherever it is, a second one's touch is a press. Also
 * keeps the browser from scrolling, zooming, swiping back and opening menus over the game.
 */
import { ThumbStick } from './thumb-stick.ts';

/** Browsers take swipes that begin this close to a side edge as "back"; CSS px. */
const EDGE_PX = 24;

export interface TouchInput {
  readonly stick: ThumbStick;
  /** Taps, flicks and second fingers so far. */
  presses(): number;
  close(): void;
}

export function openTouchInput(surface: HTMLElement, onUse: () => void): TouchInput {
  const stick = new ThumbStick();
  const stop = new AbortController();
  let thumb: number | undefined;
  let secondFingers = 0;

  const place = (touch: Touch): [number, number] => {
    const box = surface.getBoundingClientRect();
    return [touch.clientX - box.left, touch.clientY - box.top];
  };
  const start = (event: TouchEvent): void => {
    event.preventDefault();
    onUse();
    for (const touch of event.changedTouches) {
      if (thumb !== undefined) {
        secondFingers++;
        continue;
      }
      thumb = touch.identifier;
      stick.down(...place(touch), event.timeStamp);
    }
  };
  const move = (event: TouchEvent): void => {
    event.preventDefault();
    for (const touch of event.changedTouches) {
      if (touch.identifier === thumb) stick.move(...place(touch), event.timeStamp);
    }
  };
  const end = (event: TouchEvent): void => {
    event.preventDefault();
    for (const touch of event.changedTouches) {
      if (touch.identifier !== thumb) continue;
      thumb = undefined;
      if (event.type === 'touchend') stick.up(event.timeStamp);
      else stick.cancel();
    }
  };
  const guardEdges = (event: TouchEvent): void => {
    for (const touch of event.changedTouches) {
      const isAtEdge = touch.clientX < EDGE_PX || touch.clientX > innerWidth - EDGE_PX;
      if (isAtEdge && surface.contains(touch.target as Node) && event.cancelable) event.preventDefault();
    }
  };
  const prevent = (event: Event): void => event.preventDefault();

  const active = { passive: false, signal: stop.signal } as const;
  surface.addEventListener('touchstart', start, active);
  surface.addEventListener('touchmove', move, active);
  surface.addEventListener('touchend', end, active);
  surface.addEventListener('touchcancel', end, active);
  surface.addEventListener('contextmenu', prevent, active);
  // Safari's own pinch events, and its back-swipe, which only a listener that comes first can refuse.
  surface.addEventListener('gesturestart', prevent, active);
  document.addEventListener('touchstart', guardEdges, { ...active, capture: true });
  Object.assign(surface.style, {
    touchAction: 'none',
    userSelect: 'none',
    webkitUserSelect: 'none',
    webkitTouchCallout: 'none',
  });

  return {
    stick,
    presses: () => stick.presses + secondFingers,
    close: () => stop.abort(),
  };
}
