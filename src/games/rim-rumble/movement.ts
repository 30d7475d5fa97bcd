/**
 * Rim Rumble's movement of one tick: the same function runs in the server's step and in the client's
 * prediction. It takes the inputs, moves pucks and bumpers and lets them collide; it never scores, and nobody
 * falls or comes back in it.
 */
import { length } from '../../core/math.ts';
import type { Inputs } from '../../sdk/game.ts';
import { collide, type EventSink } from './collisions.ts';
import { MAX_BUMPERS, type Puck, type RimInput, type RimState } from './state.ts';
import { tuning } from './tuning.ts';

/** So often per tick things move a part of their way and collide: even two dashes cannot pass through. */
const SUBSTEPS = 2;
/** Shorter aims have no direction. */
const AIM_FROM = 0.2;

/** One tick. `inputs[seat]` undefined: that seat goes on as it last said. */
export function moveAll(state: RimState, inputs: Inputs<RimInput>, sink: EventSink | undefined): void {
  const isFree = state.stage === 'live' || state.stage === 'roundOver';
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck === undefined) continue;
    runTimers(puck);
    const input = inputs[seat];
    if (input !== undefined) takeInput(state, seat, puck, input, sink);
    if (puck.role === 'rim') circleRim(puck, state.discRadius + tuning.rimGap);
    else if (isFree) changeSpeed(puck, state.discRadius);
  }
  moveBumpers(state);
  if (!isFree) return;
  for (let i = 0; i < SUBSTEPS; i++) {
    for (let seat = 0; seat < tuning.maxSeats; seat++) {
      const puck = state.pucks[seat];
      if (puck === undefined || puck.role === 'rim') continue;
      puck.x += puck.vx / SUBSTEPS;
      puck.y += puck.vy / SUBSTEPS;
    }
    collide(state, sink);
  }
  for (let seat = 0; seat < tuning.maxSeats; seat++) {
    const puck = state.pucks[seat];
    if (puck !== undefined) limitSpeed(puck);
  }
}

function runTimers(puck: Puck): void {
  if (puck.cooldown > 0) puck.cooldown--;
  if (puck.slideLeft > 0) puck.slideLeft--;
  if (puck.fallLeft > 0) puck.fallLeft--;
  if (puck.shovedLeft > 0) puck.shovedLeft--;
  if (puck.dashLeft > 0) {
    puck.dashLeft--;
    if (puck.dashLeft === 0) {
      puck.vx *= tuning.dashEndKeeps;
      puck.vy *= tuning.dashEndKeeps;
    }
  }
}

function takeInput(
  state: RimState,
  seat: number,
  puck: Puck,
  input: RimInput,
  sink: EventSink | undefined,
): void {
  const long = length(input.aimX, input.aimY);
  const scale = long > 1 ? 1 / long : 1;
  puck.aimX = input.aimX * scale;
  puck.aimY = input.aimY * scale;
  if (input.dashes === puck.dashesSeen) return;
  const wait = state.stage === 'ready' ? Math.max(state.stageLeft, puck.cooldown) : puck.cooldown;
  // A press that comes a little early stays unseen and counts as soon as it can.
  if (wait > 0 && wait <= tuning.pressMemory) return;
  puck.dashesSeen = input.dashes;
  if (wait > 0) return;
  if (puck.role === 'fighting') startDash(seat, puck, sink);
  else if (puck.role === 'rim') lob(state, seat, puck, sink);
}

/** Dashes where the stick points; without it where the puck goes; at rest to the middle. */
function startDash(seat: number, puck: Puck, sink: EventSink | undefined): void {
  let dx = puck.aimX;
  let dy = puck.aimY;
  if (length(dx, dy) < AIM_FROM) {
    dx = puck.vx;
    dy = puck.vy;
  }
  if (length(dx, dy) < AIM_FROM) {
    dx = -puck.x;
    dy = -puck.y;
  }
  const long = length(dx, dy);
  if (long === 0) return;
  const along = (puck.vx * dx + puck.vy * dy) / long;
  const speed = Math.max(tuning.dashSpeed, along + tuning.dashGain);
  puck.vx = (dx / long) * speed;
  puck.vy = (dy / long) * speed;
  puck.dashLeft = tuning.dashTicks;
  puck.slideLeft = 0;
  puck.cooldown = tuning.dashCooldown;
  sink?.emit('dash', { seat });
}

/** Throws a bumper onto the disc. With all places taken, the one that would vanish next makes room. */
function lob(state: RimState, seat: number, puck: Puck, sink: EventSink | undefined): void {
  const share = (state.discRadius * tuning.lobLanding) / Math.max(1, length(puck.x, puck.y));
  const toX = puck.x * share + puck.aimX * state.discRadius * tuning.lobReach;
  const toY = puck.y * share + puck.aimY * state.discRadius * tuning.lobReach;
  let place = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (let id = 0; id < MAX_BUMPERS; id++) {
    const left = state.bumpers[id]?.lifeLeft ?? -1;
    if (left >= shortest) continue;
    shortest = left;
    place = id;
  }
  state.bumpers[place] = {
    x: puck.x,
    y: puck.y,
    vx: (toX - puck.x) / tuning.lobFlight,
    vy: (toY - puck.y) / tuning.lobFlight,
    owner: seat,
    flightLeft: tuning.lobFlight,
    lifeLeft: tuning.bumperLife,
  };
  puck.cooldown = tuning.lobCooldown;
  sink?.emit('lob', { seat });
}

function changeSpeed(puck: Puck, discRadius: number): void {
  const isSliding = puck.slideLeft > 0 || puck.role === 'falling';
  if (puck.dashLeft === 0) walk(puck, isSliding);
  if (!isSliding) holdAtLip(puck, discRadius);
}

function walk(puck: Puck, isSliding: boolean): void {
  const drag = isSliding ? tuning.slideDrag : tuning.walkDrag;
  const push = tuning.walkAcceleration * gripOf(puck);
  puck.vx = (puck.vx + puck.aimX * push) * drag;
  puck.vy = (puck.vy + puck.aimY * push) * drag;
  const speed = length(puck.vx, puck.vy);
  const kept = speed > tuning.friction ? (speed - tuning.friction) / speed : 0;
  puck.vx *= kept;
  puck.vy *= kept;
}

/** Leaving the disc by mistake takes half a second of insisting; whoever was hit goes straight over. */
function holdAtLip(puck: Puck, discRadius: number): void {
  const distance = length(puck.x, puck.y);
  if (distance < discRadius - tuning.lipWidth || distance === 0) return;
  const nx = puck.x / distance;
  const ny = puck.y / distance;
  const outward = puck.vx * nx + puck.vy * ny;
  if (outward <= 0) return;
  puck.vx -= nx * outward * (1 - tuning.lipKeeps);
  puck.vy -= ny * outward * (1 - tuning.lipKeeps);
}

/** How well a puck's steering takes hold. */
function gripOf(puck: Puck): number {
  if (puck.role === 'falling') return 0;
  if (puck.slideLeft > 0) return tuning.slideSteering;
  return puck.vx * puck.aimX + puck.vy * puck.aimY < 0 ? tuning.brakeGrip : 1;
}

/** Along the rim, towards the point of it that the stick points at. */
function circleRim(puck: Puck, radius: number): void {
  const distance = length(puck.x, puck.y);
  const nx = distance > 0 ? puck.x / distance : 1;
  const ny = distance > 0 ? puck.y / distance : 0;
  const pull = puck.aimY * nx - puck.aimX * ny;
  const pulled = (puck.vy * nx - puck.vx * ny + pull * tuning.rimAcceleration) * tuning.rimDrag;
  const speed = Math.abs(pulled) > tuning.friction ? pulled - Math.sign(pulled) * tuning.friction : 0;
  const x = nx * radius - ny * speed;
  const y = ny * radius + nx * speed;
  const scale = radius / length(x, y);
  puck.x = x * scale;
  puck.y = y * scale;
  puck.vx = -ny * speed;
  puck.vy = nx * speed;
}

function moveBumpers(state: RimState): void {
  for (let id = 0; id < MAX_BUMPERS; id++) {
    const bumper = state.bumpers[id];
    if (bumper === undefined) continue;
    if (bumper.flightLeft > 0) {
      bumper.flightLeft--;
      bumper.x += bumper.vx;
      bumper.y += bumper.vy;
      if (bumper.flightLeft > 0) continue;
      bumper.vx = 0;
      bumper.vy = 0;
    } else if (bumper.lifeLeft > 0) bumper.lifeLeft--;
    const isOff = length(bumper.x, bumper.y) > state.discRadius;
    if (bumper.lifeLeft === 0 || isOff) delete state.bumpers[id];
  }
}

function limitSpeed(puck: Puck): void {
  const speed = length(puck.vx, puck.vy);
  if (speed <= tuning.maxSpeed) return;
  puck.vx *= tuning.maxSpeed / speed;
  puck.vy *= tuning.maxSpeed / speed;
}
