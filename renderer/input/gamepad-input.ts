/** Gamepads: the left stick or the cross steers, any of the four front buttons presses. Polled once per frame. */
import { length } from '../../src/core/math.ts';

const DEAD_ZONE = 0.22;
const FRONT_BUTTONS = [0, 1, 2, 3];
/** Up, down, left, right of the standard mapping. */
const CROSS = { up: 12, down: 13, left: 14, right: 15 };

export interface GamepadInput {
  readonly stick: { readonly x: number; readonly y: number };
  presses(): number;
  /** Reads the devices. Call once per animation frame. */
  poll(): void;
}

export function openGamepadInput(onUse: () => void): GamepadInput {
  const stick = { x: 0, y: 0 };
  let presses = 0;
  let wasPressed = false;

  const read = (pad: Gamepad): boolean => {
    const isHeld = (button: number): number => (pad.buttons[button]?.pressed ? 1 : 0);
    let x = (pad.axes[0] ?? 0) + isHeld(CROSS.right) - isHeld(CROSS.left);
    let y = (pad.axes[1] ?? 0) + isHeld(CROSS.down) - isHeld(CROSS.up);
    const far = length(x, y);
    const scale = far < DEAD_ZONE ? 0 : 1 / Math.max(1, far);
    x *= scale;
    y *= scale;
    const isPressed = FRONT_BUTTONS.some((button) => pad.buttons[button]?.pressed);
    if (isPressed && !wasPressed) presses++;
    wasPressed = isPressed;
    stick.x = x;
    stick.y = y;
    return isPressed || scale > 0;
  };

  return {
    stick,
    presses: () => presses,
    poll() {
      for (const pad of navigator.getGamepads?.() ?? []) {
        if (pad === null || !pad.connected) continue;
        if (read(pad)) onUse();
        return;
      }
    },
  };
}
