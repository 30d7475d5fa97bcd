/**
 * Devices to Controls: whichever was used last steers, presses of all of them count together. The stage asks
 * for the controls once per tick.
 */
import { assertNever } from '../../src/core/result.ts';
import type { Controls } from '../../src/sdk/view.ts';
import { openGamepadInput } from './gamepad-input.ts';
import { openKeyInput } from './key-input.ts';
import { openMouseInput } from './mouse-input.ts';
import { openThumbRing } from './thumb-ring.ts';
import { openTouchInput } from './touch-input.ts';

const PRESS_WRAP = 2 ** 16;

export interface DeviceInput {
  /** The controls now. Presses count from the last `forgetPresses` on. */
  controls(): Controls;
  forgetPresses(): void;
  /** Where the own body is drawn, CSS px of the surface: a mouse steers from there. */
  readonly steerOrigin: { x: number; y: number };
  /** Polls gamepads and draws the thumb's ring. Call once per animation frame. */
  frame(): void;
  close(): void;
}

/** @param surface the element that touches and mouse are for; positioned, so that the ring can lie on it. */
export function openDeviceInput(surface: HTMLElement): DeviceInput {
  let lastUsed: 'touch' | 'keys' | 'mouse' | 'gamepad' = 'touch';
  const steerOrigin = { x: 0, y: 0 };
  const use = (device: typeof lastUsed) => (): void => {
    lastUsed = device;
  };
  const touch = openTouchInput(surface, use('touch'));
  const keys = openKeyInput(use('keys'));
  const mouse = openMouseInput(surface, steerOrigin, use('mouse'));
  const gamepad = openGamepadInput(use('gamepad'));
  const ring = openThumbRing(surface);

  const stick = (): Controls['stick'] => {
    switch (lastUsed) {
      case 'touch':
        return touch.stick.direction(performance.now());
      case 'keys':
        return keys.stick;
      case 'mouse':
        return mouse.stick();
      case 'gamepad':
        return gamepad.stick;
      default:
        return assertNever(lastUsed);
    }
  };
  const pressesEver = (): number => touch.presses() + keys.presses() + mouse.presses() + gamepad.presses();
  let forgotten = 0;
  return {
    steerOrigin,
    controls: () => ({ stick: stick(), presses: (pressesEver() - forgotten) % PRESS_WRAP }),
    forgetPresses() {
      forgotten = pressesEver();
    },
    frame() {
      gamepad.poll();
      ring.draw(touch.stick);
    },
    close() {
      ring.close();
      mouse.close();
      keys.close();
      touch.close();
    },
  };
}
