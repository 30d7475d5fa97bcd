/** R3.3: a slow screen and a fast one play the same game. A real session and a real room, frames as rare as wanted. */
import { expect, test } from 'vitest';
import type { LinkEvents } from '../../src/client/link.ts';
import { createSession } from '../../src/client/room-session.ts';
import { BitReader } from '../../src/core/bytes.ts';
import type { Puck, RimInput, RimState } from '../../src/games/rim-rumble/state.ts';
import { RoomBench } from '../support/room-bench.ts';

/** Long enough to get up to speed, too short to reach the edge, which stops everybody. */
const STEER_MS = 1_500;
const STRENGTH = 0.2;
/** Not all at a time at which a tick falls due. */
const FIRST_FRAME_MS = 3;

interface Run {
  /** Ticks that the host played. */
  readonly ticks: number;
  /** How far the own puck has come, as the host has it and as the guest's screen shows it, px. */
  readonly host: number;
  readonly shown: number;
}

/** A guest alone in practice steers to the right for a while, on a screen of so many frames a second. */
function steer(fps: number): Run {
  const bench = new RoomBench();
  const { clock, room } = bench;
  let guest: LinkEvents | undefined;
  const session = createSession(
    { room: room.code, name: 'Ada', look: undefined, token: undefined },
    (events) => {
      guest = events;
      return {
        sendFrame: (bytes) => room.receive(seated.seat, new BitReader(bytes), () => 0.5),
        sendAction: (action) => room.act(seated.seat, action),
        reconnect: () => expect.unreachable('the session gave its connection up'),
        close: () => {},
      };
    },
    clock,
  );
  const seated = bench.join('Ada');
  guest!.welcome({ ...seated, room: room.info });
  room.online(seated.seat);
  let heard = 0;
  const hear = (): void => {
    for (; heard < bench.said.length; heard++) {
      const said = bench.said[heard]!;
      if ('bytes' in said) guest!.frame(said.bytes);
    }
  };
  const play = (ms: number): void => {
    const startMs = clock.ms;
    const [tickMs, frameMs] = [1000 / room.game.tickRate, 1000 / fps];
    for (let tick = 1, frame = 0; tick * tickMs <= ms; ) {
      const nextFrameMs = FIRST_FRAME_MS + frame * frameMs;
      if (nextFrameMs < tick * tickMs) {
        clock.ms = startMs + nextFrameMs;
        session.advance();
        hear();
        frame++;
      } else {
        clock.ms = startMs + tick++ * tickMs;
        room.step();
        hear();
      }
    }
  };
  const resting = (): RimInput => session.restingInput() as RimInput;
  let isSteering = false;
  session.setInput(() => (isSteering ? { ...resting(), aimX: STRENGTH, aimY: 0 } : resting()));
  play(2_000);
  const own = (state: unknown): Puck => (state as RimState).pucks[seated.seat]!;
  const from = { tick: session.newest()!.tick, x: own(session.newest()!.state).x };
  isSteering = true;
  play(STEER_MS);
  isSteering = false;
  // Everybody comes to rest: what is left of the way is the same for all.
  play(3_000);
  return {
    ticks: session.newest()!.tick - from.tick,
    host: own(session.newest()!.state).x - from.x,
    shown: own(session.picture()!.state).x - from.x,
  };
}

test('R3.3 the same time moves a puck as far at 30, 60 and 120 frames a second', () => {
  const [slow, usual, fast] = [steer(30), steer(60), steer(120)];
  expect(usual.host).toBeGreaterThan(100);
  for (const run of [slow, fast]) {
    expect(run.ticks).toBe(usual.ticks);
    // Inputs begin with the next frame, so a rare one may come a tick or two later, and end as much later.
    expect(Math.abs(run.host - usual.host)).toBeLessThan(usual.host * 0.03);
    expect(Math.abs(run.shown - run.host)).toBeLessThan(1);
  }
});
