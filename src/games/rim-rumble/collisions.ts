/**
 * Rim Rumble's collisions: pucks with pucks, pucks with bumpers. Called by movement, which is shared by the
 * server's step and the client's prediction, so nothing here scores.
 */
import { clamp, length } from '../../core/math.ts';
import type { RuleContext, Settings } from '../../sdk/game.ts';
import { type Bumper, MAX_BUMPERS, type Puck, type RimEvents, type RimState } from './state.ts';
import { tuning } from './tuning.ts';

/** Where movement reports hits, dashes and lobs; prediction passes none. */
export type EventSink = Pick<RuleContext<Settings, RimEvents>, 'emit'>;

const PUCK_TOUCH = tuning.puckRadius * 2;
const BUMPER_TOUCH = tuning.puckRadius + tuning.bumperRadius;

/** Separates everything that overlaps and exchanges its speed. */
export function collide(state: RimState, sink: EventSink | undefined): void {
  for (let a = 0; a < tuning.maxSeats; a++) {
    const puck = state.pucks[a];
    if (puck?.role !== 'fighting') continue;
    for (let b = a + 1; b < tuning.maxSeats; b++) {
      const other = state.pucks[b];
      if (other?.role === 'fighting') collidePucks(a, puck, b, other, sink);
    }
  }
  for (let id = 0; id < MAX_BUMPERS; id++) {
    const bumper = state.bumpers[id];
    if (bumper === undefined || bumper.flightLeft > 0) continue;
    for (let seat = 0; seat < tuning.maxSeats; seat++) {
      const puck = state.pucks[seat];
      if (puck?.role === 'fighting') collideBumper(seat, puck, bumper, sink);
    }
  }
}

function collidePucks(a: number, puckA: Puck, b: number, puckB: Puck, sink: EventSink | undefined): void {
  const dx = puckB.x - puckA.x;
  const dy = puckB.y - puckA.y;
  if (dx * dx + dy * dy >= PUCK_TOUCH * PUCK_TOUCH) return;
  const distance = length(dx, dy);
  const overlap = PUCK_TOUCH - distance;
  // From a to b; two pucks in the very same place part sideways.
  const nx = distance > 0 ? dx / distance : 1;
  const ny = distance > 0 ? dy / distance : 0;
  puckA.x -= (nx * overlap) / 2;
  puckA.y -= (ny * overlap) / 2;
  puckB.x += (nx * overlap) / 2;
  puckB.y += (ny * overlap) / 2;

  const speedA = puckA.vx * nx + puckA.vy * ny;
  const speedB = -(puckB.vx * nx + puckB.vy * ny);
  const closing = speedA + speedB;
  if (closing <= 0) return;
  const impulse = ((1 + bounce(closing)) / 2) * closing;
  const isDashA = puckA.dashLeft > 0 && speedA > 0;
  const isDashB = puckB.dashLeft > 0 && speedB > 0;
  const takenByA = impulse * share(isDashB, isDashA);
  const takenByB = impulse * share(isDashA, isDashB);
  puckA.vx -= nx * takenByA;
  puckA.vy -= ny * takenByA;
  puckB.vx += nx * takenByB;
  puckB.vy += ny * takenByB;
  // A dash is spent on the first hit: the dasher stops short, the other flies.
  if (isDashA) puckA.dashLeft = 0;
  if (isDashB) puckB.dashLeft = 0;
  if (!isDashA) slide(puckA, closing);
  if (!isDashB) slide(puckB, closing);
  if (speedA > tuning.shoveFrom && speedA * 2 > speedB) shove(puckB, a);
  if (speedB > tuning.shoveFrom && speedB * 2 > speedA) shove(puckA, b);
  if (sink !== undefined && closing >= tuning.hitEventFrom) {
    const x = puckA.x + nx * tuning.puckRadius;
    const y = puckA.y + ny * tuning.puckRadius;
    sink.emit('hit', { x, y, a, b, force: force(closing) });
  }
}

function collideBumper(seat: number, puck: Puck, bumper: Bumper, sink: EventSink | undefined): void {
  const dx = puck.x - bumper.x;
  const dy = puck.y - bumper.y;
  if (dx * dx + dy * dy >= BUMPER_TOUCH * BUMPER_TOUCH) return;
  const distance = length(dx, dy);
  const nx = distance > 0 ? dx / distance : 1;
  const ny = distance > 0 ? dy / distance : 0;
  puck.x = bumper.x + nx * BUMPER_TOUCH;
  puck.y = bumper.y + ny * BUMPER_TOUCH;
  const speedOut = puck.vx * nx + puck.vy * ny;
  const change = Math.max(-speedOut, tuning.bumperKick) - speedOut;
  puck.vx += nx * change;
  puck.vy += ny * change;
  puck.dashLeft = 0;
  slide(puck, change);
  if (bumper.owner !== seat) shove(puck, bumper.owner);
  if (sink !== undefined && change >= tuning.hitEventFrom) {
    sink.emit('hit', { x: puck.x, y: puck.y, a: seat, b: -1, force: force(change) });
  }
}

/** Share of the closing speed that comes back: none when pucks merely lean on each other. */
const bounce = (closing: number): number =>
  clamp((closing - tuning.bounceFrom) * tuning.bouncePerSpeed, 0, tuning.bounceMost);

/** Factor of the impulse for one of the two, by who dashes into whom. */
function share(otherDashes: boolean, selfDashes: boolean): number {
  if (otherDashes === selfDashes) return 1;
  return otherDashes ? tuning.dashShove : tuning.dashRecoil;
}

function slide(puck: Puck, impact: number): void {
  const long = Math.round((impact - tuning.slideThreshold) * tuning.slideTicksPerSpeed);
  puck.slideLeft = Math.max(puck.slideLeft, Math.min(long, tuning.slideTicksMax));
}

function shove(puck: Puck, by: number): void {
  puck.shovedBy = by;
  puck.shovedLeft = tuning.shoveTicks;
}

const force = (speed: number): number => Math.min(15, Math.round(speed / tuning.speedPerForce));
