/**
 * Rim Rumble's numbers, all in one place. Lengths in px of the game's own world (the disc's centre is 0, 0; x to
 * the right, y downwards), times in ticks of 1/60 s, speeds in px per tick.
 */
export const TICK_RATE = 60;
export const ticks = (seconds: number): number => Math.round(seconds * TICK_RATE);

export const tuning = {
  /** Pucks that fight at once; further seats rotate in between rounds. */
  playersAtOnce: 8,
  maxSeats: 16,

  puckRadius: 34,
  /** The disc at the start of a round, for two fighters and for all places taken; and when the time is up. */
  discRadiusLeast: 350,
  discRadiusMost: 490,
  discRadiusEnd: 170,
  /** The disc keeps its size for this share of a round. */
  holdShare: 0.3,
  /** After time is up the disc loses so much per tick, down to nothing: every round ends. */
  overtimeShrink: 0.5,
  /** Pucks start on a ring of this share of the disc's radius. */
  spawnRing: 0.62,
  /** A puck falls when its centre is so far beyond the edge. */
  edgeGrip: 4,

  /**
   * The lip: a ring this wide inside the edge in which a puck that is not sliding keeps only so much of its
   * outward speed per tick. It stops a dash of one's own just before the edge.
   */
  lipWidth: 36,
  lipKeeps: 0.65,

  readyTicks: ticks(1.5),
  /** Before the first round the room has counted already; this is to find oneself. */
  firstReadyTicks: ticks(1.1),
  roundOverTicks: ticks(2.5),
  /** Practice has no end; its clock runs down from here again and again. */
  practiceTicks: ticks(180),
  fallTicks: ticks(0.6),

  /** Walking: speed gained per tick at full stick, share of speed kept per tick, speed lost per tick. */
  walkAcceleration: 0.62,
  walkDrag: 0.935,
  /** Steering against one's own motion is stronger by this factor: pucks turn and stop crisply. */
  brakeGrip: 1.7,
  /** Brings a puck to rest. Must exceed what rounding to the wire's steps gives back. */
  friction: 0.02,
  /** A puck that was hit slides: it keeps its speed for longer and steers weakly. */
  slideDrag: 0.965,
  slideSteering: 0.4,
  /** Ticks of sliding per px/tick of impact above `slideThreshold`, and the most. */
  slideTicksPerSpeed: 0.9,
  slideThreshold: 5,
  slideTicksMax: 22,
  maxSpeed: 30,

  dashSpeed: 16,
  /** A dash that starts fast adds at least so much. */
  dashGain: 6,
  dashTicks: 9,
  dashCooldown: ticks(0.8),
  /** Share of its speed that a puck keeps when a dash ends without a hit. */
  dashEndKeeps: 0.65,
  /** A press so shortly before the dash is ready is remembered until it is. */
  pressMemory: ticks(0.1),
  /** How a hit is shared when exactly one of the two dashes: what the other takes, what the dasher takes. */
  dashShove: 1.2,
  dashRecoil: 0.5,

  /** Bounce: none below `bounceFrom` (pucks at rest stay at rest), then rising per px/tick to the most. */
  bounceFrom: 2.2,
  bouncePerSpeed: 0.2,
  bounceMost: 0.7,
  /** Impacts weaker than this are not told to eyes and ears. */
  hitEventFrom: 2.5,
  /** Impact speed per step of a hit's `force`. */
  speedPerForce: 1.6,
  /** Slower than this against another is leaning, not shoving. */
  shoveFrom: 0.2,
  /** A fall so soon after a shove is the shover's. */
  shoveTicks: ticks(3),
  /** Whoever falls first still gets the knock-offs, and the last place on the disc, of the next 100 ms. */
  attackerGrace: ticks(0.1),

  /** The fallen circle this far outside the edge. */
  rimGap: 62,
  rimAcceleration: 0.6,
  rimDrag: 0.94,
  lobCooldown: ticks(2),
  lobFlight: ticks(0.7),
  bumperRadius: 26,
  bumperLife: ticks(4),
  /** A lob lands at this share of the radius on the thrower's side, moved by this share in the aim's direction. */
  lobLanding: 0.62,
  lobReach: 0.3,
  /** A puck leaves a bumper with at least this speed. */
  bumperKick: 14,

  knockOffPoints: 1,
} as const;

/** The disc's radius for so many fighters: as small as they have room, so that pucks are large on a phone. */
export function discRadiusFor(fighters: number): number {
  const share = (Math.max(2, Math.min(fighters, tuning.playersAtOnce)) - 2) / (tuning.playersAtOnce - 2);
  return Math.round(tuning.discRadiusLeast + share * (tuning.discRadiusMost - tuning.discRadiusLeast));
}

/** What a host may change between matches. */
export const settings = {
  target: { label: 'Points to win', unit: 'points', min: 1, max: 15, step: 1, default: 5 },
  roundSeconds: { label: 'Round length', unit: 's', min: 15, max: 90, step: 5, default: 45 },
  lastAlive: { label: 'Last one standing', unit: 'points', min: 1, max: 4, step: 1, default: 2 },
} as const;
