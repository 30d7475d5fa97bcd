/** Mouse: the own body goes towards the pointer, a click presses. Touches that pretend to be mice are ignored. */
import { length } from '../../src/core/math.ts';

/** CSS px from the body: closer is rest, this far and further is full speed. */
const DEAD_ZONE_PX = 14;
const FULL_PX = 90;

export interface MouseInput {
  /** Direction wanted, by where the body is drawn now. The same object every time. */
  stick(): { readonly x: number; readonly y: number };
  presses(): number;
  close(): void;
}

/** @param origin where the body is drawn, CSS px of `surface`; asked for whenever the stick is. */
export function openMouseInput(
  surface: HTMLElement,
  origin: { readonly x: number; readonly y: number },
  onUse: () => void,
): MouseInput {
  const stop = new AbortController();
  const pointer = { x: 0, y: 0 };
  const stick = { x: 0, y: 0 };
  let isOver = false;
  let presses = 0;

  const follow = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    const box = surface.getBoundingClientRect();
    pointer.x = event.clientX - box.left;
    pointer.y = event.clientY - box.top;
    isOver = true;
    onUse();
  };
  const press = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    follow(event);
    presses++;
  };
  const leave = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') isOver = false;
  };
  surface.addEventListener('pointermove', follow, { signal: stop.signal });
  surface.addEventListener('pointerdown', press, { signal: stop.signal });
  surface.addEventListener('pointerleave', leave, { signal: stop.signal });

  return {
    stick() {
      const dx = pointer.x - origin.x;
      const dy = pointer.y - origin.y;
      const far = length(dx, dy);
      const strength = !isOver || far < DEAD_ZONE_PX ? 0 : Math.min(1, far / FULL_PX);
      stick.x = strength > 0 ? (dx / far) * strength : 0;
      stick.y = strength > 0 ? (dy / far) * strength : 0;
      return stick;
    },
    presses: () => presses,
    close: () => stop.abort(),
  };
}
