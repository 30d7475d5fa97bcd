/**
 * Rim Rumble's bots. A bot sees the state, has its chance numbers and remembers nothing: what must last longer
 * than a moment (a slow hand, a wandering mood) is read from the state, which every server holds alike.
 */
import { cos, length, sin, TAU } from '../../core/math.ts';
import type { Random } from '../../core/prng.ts';
import type { BotLevel } from '../../sdk/game.ts';
import type { Puck, RimInput, RimState } from './state.ts';
import { TICK_RATE, tuning } from './tuning.ts';

interface Skill {
  /** How far the hand gets to a new aim per call, 0 to 1: below 1 it reacts late. */
  readonly handSpeed: number;
  /** Aims are off by up to so many radians. */
  readonly aimError: number;
  /** Chance of spending a second wandering instead of hunting. */
  readonly wandering: number;
  /** Chance per call to dash when a dash fits, and when it does not. */
  readonly goodDash: number;
  readonly wildDash: number;
  /** Share of the disc's radius from which it turns back. */
  readonly caution: number;
  /** Ticks that it looks ahead along its own way. */
  readonly foresight: number;
  /** Chance per call to see a dash coming and step aside. */
  readonly dodging: number;
  /** Goes round to a target's inner side before it attacks. */
  readonly flanks: boolean;
}

const SKILLS: Readonly<Record<BotLevel, Skill>> = {
  easy: {
    handSpeed: 0.22,
    aimError: 0.6,
    wandering: 0.6,
    goodDash: 0.05,
    wildDash: 0.012,
    caution: 0.97,
    foresight: 3,
    dodging: 0,
    flanks: false,
  },
  medium: {
    handSpeed: 0.5,
    aimError: 0.3,
    wandering: 0.45,
    goodDash: 0.09,
    wildDash: 0.004,
    caution: 0.84,
    foresight: 11,
    dodging: 0.6,
    flanks: false,
  },
  hard: {
    handSpeed: 0.9,
    aimError: 0.08,
    wandering: 0,
    goodDash: 0.8,
    wildDash: 0,
    caution: 0.84,
    foresight: 14,
    dodging: 0.9,
    flanks: true,
  },
};

/** A dash is worth it when the target is this near, px, and this well in front (cosine). */
const DASH_RANGE = 230;
const DASH_ALIGNMENT = 0.9;
/** A dashing puck this near, px, is worth stepping aside for. */
const DODGE_RANGE = 240;
/** An enemy this near, px, and this much on the way to the middle (cosine) is to be gone round. */
const BLOCK_RANGE = 130;
const BLOCK_ALIGNMENT = 0.4;

interface Plan {
  x: number;
  y: number;
  dash: boolean;
}

/** What a bot's hands do now. */
export function botInput(state: RimState, seat: number, level: BotLevel, random: Random): RimInput {
  const puck = state.pucks[seat];
  if (puck === undefined) return { aimX: 0, aimY: 0, dashes: 0 };
  const skill = SKILLS[level];
  const plan =
    puck.role === 'rim' ? planOnRim(state, skill, random) : planOnDisc(state, seat, puck, skill, random);
  const turn = random.range(-skill.aimError, skill.aimError);
  const wantX = plan.x * cos(turn) - plan.y * sin(turn);
  const wantY = plan.x * sin(turn) + plan.y * cos(turn);
  const aimX = puck.aimX + (wantX - puck.aimX) * skill.handSpeed;
  const aimY = puck.aimY + (wantY - puck.aimY) * skill.handSpeed;
  const isPressing = plan.dash && puck.cooldown === 0;
  return { aimX, aimY, dashes: isPressing ? (puck.dashesSeen + 1) % 8 : puck.dashesSeen };
}

function planOnDisc(state: RimState, seat: number, puck: Puck, skill: Skill, random: Random): Plan {
  const aheadX = puck.x + puck.vx * skill.foresight;
  const aheadY = puck.y + puck.vy * skill.foresight;
  const ahead = length(aheadX, aheadY);
  if (ahead > state.discRadius * skill.caution) {
    const saves = ahead > state.discRadius && random.next() < skill.goodDash;
    return planRetreat(state, seat, puck, saves);
  }
  const dodge = random.next() < skill.dodging ? planDodge(state, seat, puck) : undefined;
  if (dodge !== undefined) return dodge;
  const wildDash = random.next() < skill.wildDash;
  const mood = moodOf(state, seat);
  if (mood < skill.wandering) {
    const angle = (mood / skill.wandering) * TAU;
    return towards(cos(angle) - puck.x / 400, sin(angle) - puck.y / 400, wildDash);
  }
  const target = chooseTarget(state, seat, puck);
  if (target === undefined) return towards(-puck.x, -puck.y, wildDash);
  return planAttack(puck, target, skill, random, wildDash);
}

/** Back to the middle, past whoever stands in the way; a dash takes all outward speed away at once. */
function planRetreat(state: RimState, seat: number, puck: Puck, saves: boolean): Plan {
  const distance = Math.max(1, length(puck.x, puck.y));
  const inX = -puck.x / distance;
  const inY = -puck.y / distance;
  const enemy = chooseTarget(state, seat, puck);
  const dx = (enemy?.x ?? 0) - puck.x;
  const dy = (enemy?.y ?? 0) - puck.y;
  const isBlocked =
    enemy !== undefined &&
    length(dx, dy) < BLOCK_RANGE &&
    dx * inX + dy * inY > BLOCK_ALIGNMENT * length(dx, dy);
  if (!isBlocked) return towards(inX, inY, saves);
  const side = dx * inY - dy * inX > 0 ? -1 : 1;
  return towards(inX * 0.6 + inY * side, inY * 0.6 - inX * side, saves);
}

/** Drives the target outwards; with the target nearer to the middle, goes round to its inner side first. */
function planAttack(puck: Puck, target: Puck, skill: Skill, random: Random, wildDash: boolean): Plan {
  const dx = target.x + target.vx * 4 - puck.x;
  const dy = target.y + target.vy * 4 - puck.y;
  const distance = Math.max(1, length(dx, dy));
  const outward = length(target.x, target.y);
  const isOutward = dx * target.x + dy * target.y > 0.25 * distance * outward;
  if (!isOutward && skill.flanks) {
    const share = Math.max(0, 1 - (tuning.puckRadius * 3) / Math.max(1, outward));
    return towards(target.x * share - puck.x, target.y * share - puck.y, false);
  }
  const facing = puck.aimX * dx + puck.aimY * dy > DASH_ALIGNMENT * distance * length(puck.aimX, puck.aimY);
  const fits = facing && isOutward && distance < DASH_RANGE;
  return towards(dx, dy, (fits && random.next() < skill.goodDash) || wildDash);
}

/** Out of the way of somebody who dashes this way, on the side of the middle. */
function planDodge(state: RimState, seat: number, puck: Puck): Plan | undefined {
  for (let other = 0; other < tuning.maxSeats; other++) {
    const enemy = state.pucks[other];
    if (enemy === undefined || other === seat || enemy.dashLeft === 0) continue;
    const dx = puck.x - enemy.x;
    const dy = puck.y - enemy.y;
    const distance = length(dx, dy);
    const comes = enemy.vx * dx + enemy.vy * dy > 0.8 * distance * length(enemy.vx, enemy.vy);
    if (distance > DODGE_RANGE || !comes) continue;
    const side = enemy.vy * puck.x - enemy.vx * puck.y > 0 ? 1 : -1;
    return towards(-enemy.vy * side, enemy.vx * side, false);
  }
  return undefined;
}

/** Near ones first, those near the edge before others. */
function chooseTarget(state: RimState, seat: number, puck: Puck): Puck | undefined {
  let best: Puck | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let other = 0; other < tuning.maxSeats; other++) {
    const enemy = state.pucks[other];
    if (enemy === undefined || other === seat || enemy.role !== 'fighting') continue;
    const cost = length(enemy.x - puck.x, enemy.y - puck.y) - length(enemy.x, enemy.y) * 0.5;
    if (cost >= bestCost) continue;
    bestCost = cost;
    best = enemy;
  }
  return best;
}

/** Circles to the fighter that is nearest to the edge and lobs from beside it. */
function planOnRim(state: RimState, skill: Skill, random: Random): Plan {
  let target: Puck | undefined;
  for (let other = 0; other < tuning.maxSeats; other++) {
    const enemy = state.pucks[other];
    if (enemy === undefined || enemy.role !== 'fighting') continue;
    if (target === undefined || length(enemy.x, enemy.y) > length(target.x, target.y)) target = enemy;
  }
  if (target === undefined) return { x: 0, y: 0, dash: false };
  return towards(target.x, target.y, random.next() < skill.goodDash * 0.3);
}

/** A number in [0, 1) that stays for about a second: the seat's mood. */
function moodOf(state: RimState, seat: number): number {
  const second = Math.floor(state.stageLeft / TICK_RATE);
  const mixed = Math.imul(second * 31 + seat * 17 + state.round * 7 + 1, 0x9e3779b1) >>> 0;
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
}

function towards(x: number, y: number, dash: boolean): Plan {
  const distance = length(x, y);
  return distance > 0 ? { x: x / distance, y: y / distance, dash } : { x: 0, y: 0, dash };
}
