/** The faint ring and knob under a steering thumb: two elements moved by transforms, laid over the canvas. */
import { STICK_RADIUS_PX, type ThumbStick } from './thumb-stick.ts';

const KNOB_RADIUS_PX = 24;

export interface ThumbRing {
  /** Puts ring and knob where the stick is, or hides them. Call once per animation frame. */
  draw(stick: ThumbStick): void;
  close(): void;
}

export function openThumbRing(parent: HTMLElement): ThumbRing {
  const ring = circle(STICK_RADIUS_PX, '2px solid rgb(255 247 234 / 0.28)', 'rgb(255 247 234 / 0.05)');
  const knob = circle(KNOB_RADIUS_PX, '2px solid rgb(255 247 234 / 0.5)', 'rgb(255 194 79 / 0.28)');
  parent.append(ring, knob);
  let isShown = false;
  return {
    draw(stick) {
      if (stick.isDown !== isShown) {
        isShown = stick.isDown;
        ring.style.opacity = knob.style.opacity = isShown ? '1' : '0';
      }
      if (!isShown) return;
      const { anchor, thumb } = stick;
      ring.style.transform = `translate(${anchor.x - STICK_RADIUS_PX}px, ${anchor.y - STICK_RADIUS_PX}px)`;
      knob.style.transform = `translate(${thumb.x - KNOB_RADIUS_PX}px, ${thumb.y - KNOB_RADIUS_PX}px)`;
    },
    close() {
      ring.remove();
      knob.remove();
    },
  };
}

function circle(radiusPx: number, border: string, background: string): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('aria-hidden', 'true');
  Object.assign(element.style, {
    position: 'absolute',
    left: '0',
    top: '0',
    boxSizing: 'border-box',
    width: `${radiusPx * 2}px`,
    height: `${radiusPx * 2}px`,
    borderRadius: '50%',
    border,
    background,
    opacity: '0',
    transition: 'opacity 120ms',
    pointerEvents: 'none',
    willChange: 'transform',
  });
  return element;
}
