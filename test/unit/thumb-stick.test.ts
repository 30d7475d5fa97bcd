/** The thumb stick's arithmetic: steering, taps and flicks, with times handed in. */
import { describe, expect, test } from 'vitest';
import { STICK_RADIUS_PX, ThumbStick } from '../../renderer/input/thumb-stick.ts';

/** Moves the thumb in `steps` equal steps over `ms`, starting at `fromMs`. */
function drag(stick: ThumbStick, to: { x: number; y: number }, fromMs: number, ms: number, steps = 6): void {
  const { x, y } = stick.thumb;
  for (let i = 1; i <= steps; i++) {
    const share = i / steps;
    stick.move(x + (to.x - x) * share, y + (to.y - y) * share, fromMs + ms * share);
  }
}

describe('steering', () => {
  test('begins where the thumb came down and is full at the radius', () => {
    const stick = new ThumbStick();
    stick.down(200, 500, 0);
    expect(stick.direction(0)).toEqual({ x: 0, y: 0 });
    drag(stick, { x: 200 + STICK_RADIUS_PX / 2, y: 500 }, 0, 200);
    expect(stick.direction(200).x).toBeCloseTo(0.5);
    drag(stick, { x: 200 + STICK_RADIUS_PX, y: 500 }, 200, 200);
    expect(stick.direction(400).x).toBeCloseTo(1);
  });

  test('never gets longer than 1, and the anchor follows, so that turning round is quick', () => {
    const stick = new ThumbStick();
    stick.down(100, 100, 0);
    drag(stick, { x: 300, y: 100 }, 0, 500);
    expect(stick.direction(500)).toEqual({ x: 1, y: 0 });
    expect(stick.anchor.x).toBeCloseTo(300 - STICK_RADIUS_PX);
    drag(stick, { x: 300 - STICK_RADIUS_PX * 1.5, y: 100 }, 500, 400);
    expect(stick.direction(900).x).toBeCloseTo(-0.5);
  });

  test('ignores a trembling thumb', () => {
    const stick = new ThumbStick();
    stick.down(100, 100, 0);
    stick.move(103, 98, 30);
    expect(stick.direction(30)).toEqual({ x: 0, y: 0 });
  });

  test('ends when the thumb leaves slowly', () => {
    const stick = new ThumbStick();
    stick.down(100, 100, 0);
    drag(stick, { x: 160, y: 100 }, 0, 300);
    stick.up(600);
    expect(stick.direction(600)).toEqual({ x: 0, y: 0 });
    expect(stick.presses).toBe(0);
  });
});

describe('presses', () => {
  test('a tap is one', () => {
    const stick = new ThumbStick();
    stick.down(100, 100, 0);
    stick.move(104, 101, 40);
    stick.up(90);
    expect(stick.presses).toBe(1);
    expect(stick.direction(90)).toEqual({ x: 0, y: 0 });
  });

  test('twenty quick taps are twenty', () => {
    const stick = new ThumbStick();
    for (let i = 0; i < 20; i++) {
      stick.down(100, 100, i * 80);
      stick.up(i * 80 + 40);
    }
    expect(stick.presses).toBe(20);
  });

  test('a flick is one, and points its way for a moment', () => {
    const stick = new ThumbStick();
    stick.down(100, 300, 0);
    drag(stick, { x: 100, y: 230 }, 0, 80);
    stick.up(84);
    expect(stick.presses).toBe(1);
    expect(stick.direction(100)).toEqual({ x: 0, y: -1 });
    expect(stick.direction(400)).toEqual({ x: 0, y: 0 });
  });

  test('a flick out of steering points along its last movement, not from the anchor', () => {
    const stick = new ThumbStick();
    stick.down(100, 300, 0);
    drag(stick, { x: 160, y: 300 }, 0, 500);
    drag(stick, { x: 160, y: 240 }, 600, 70);
    stick.up(672);
    expect(stick.presses).toBe(1);
    expect(stick.direction(680).x).toBeCloseTo(0);
    expect(stick.direction(680).y).toBeCloseTo(-1);
  });

  test('holding still before leaving is no flick', () => {
    const stick = new ThumbStick();
    stick.down(100, 300, 0);
    drag(stick, { x: 180, y: 300 }, 0, 80);
    stick.up(400);
    expect(stick.presses).toBe(0);
  });

  test('a touch that the browser took away is none', () => {
    const stick = new ThumbStick();
    stick.down(100, 300, 0);
    drag(stick, { x: 180, y: 300 }, 0, 80);
    stick.cancel();
    expect(stick.presses).toBe(0);
    expect(stick.direction(90)).toEqual({ x: 0, y: 0 });
  });
});
