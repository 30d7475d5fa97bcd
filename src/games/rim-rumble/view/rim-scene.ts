/**
 * Rim Rumble's scene: builds the parts once, then every frame hands them the picture, and what happened to the
 * effects. World px inside `world`, canvas px outside.
 */
import { type GameObjects, Scale, Scene } from 'phaser';
import { asSeatId } from '../../../core/ids.ts';
import type { Look } from '../../../sdk/looks.ts';
import type { SeatPicture, ViewContext } from '../../../sdk/view.ts';
import type { RimEvents, RimState } from '../state.ts';
import { tuning } from '../tuning.ts';
import { Announcer } from './announcer.ts';
import { Backdrop } from './backdrop.ts';
import { BumperSprites } from './bumper-sprites.ts';
import { Camera } from './camera.ts';
import { Deck } from './deck.ts';
import { Effects } from './effects.ts';
import { type Layout, layOut } from './layout.ts';
import { labelWords, NameLabels } from './name-labels.ts';
import { OwnMarks } from './own-marks.ts';
import { Particles } from './particles.ts';
import { PuckSprite } from './puck-sprite.ts';
import { RoundTimer } from './round-timer.ts';
import { chipWords, ScoreChips } from './score-chips.ts';
import { StageCalls } from './stage-calls.ts';
import { bakeTextures } from './textures.ts';
import { bakeWords } from './words.ts';

/** A longer frame counts as this long: after a pause nothing leaps. */
const LONGEST_FRAME_MS = 250;
/** Events this many ticks older than the picture are history: the page was hidden. */
const STALE_TICKS = 45;

/** The disc's middle: where a mouse steers from while there is no own body. */
const NOWHERE = { x: 0, y: 0 } as const;

export class RimScene extends Scene {
  readonly #context: ViewContext<RimState, RimEvents>;
  #world!: GameObjects.Container;
  #backdrop!: Backdrop;
  #camera!: Camera;
  #deck!: Deck;
  #bumpers!: BumperSprites;
  #marks!: OwnMarks;
  #pucks: PuckSprite[] = [];
  #particles!: Particles;
  #labels!: NameLabels;
  #chips!: ScoreChips;
  #timer!: RoundTimer;
  #announcer!: Announcer;
  #effects!: Effects;
  #calls!: StageCalls;
  #layout!: Layout;
  #seats: readonly SeatPicture[] = [];
  #seconds = 0;
  readonly #lookOf = (seat: number): Look | undefined => this.#context.seat(asSeatId(seat))?.look;
  #round = -1;

  constructor(context: ViewContext<RimState, RimEvents>) {
    super('rim-rumble');
    this.#context = context;
  }

  create(): void {
    bakeTextures(this);
    this.#backdrop = new Backdrop(this);
    this.#world = this.add.container();
    this.#camera = new Camera(this.#world);
    const below = this.#layer();
    this.#deck = new Deck(this, this.#world);
    const shadows = this.#layer();
    const standing = this.#layer();
    const marks = this.#layer();
    const bodies = this.#layer();
    const lanterns = this.#layer();
    const flying = this.#layer();
    const layers = { below, shadows, bodies, lanterns };
    this.#pucks = Array.from({ length: tuning.maxSeats }, () => new PuckSprite(this, layers));
    this.#marks = new OwnMarks(this, marks);
    this.#particles = new Particles(this, this.#layer());
    this.#bumpers = new BumperSprites(this, { marks: shadows, standing, flying }, (x, y) =>
      this.#effects.landed(x, y),
    );
    this.#labels = new NameLabels(this);
    this.#chips = new ScoreChips(this);
    this.#timer = new RoundTimer(this);
    this.#announcer = new Announcer(this);
    this.#effects = new Effects(this, this.#layer(), {
      context: this.#context,
      pucks: this.#pucks,
      bumpers: this.#bumpers,
      particles: this.#particles,
      camera: this.#camera,
      announcer: this.#announcer,
    });
    this.#calls = new StageCalls(this.#context, this.#announcer, this.#effects);
    this.scale.on(Scale.Events.RESIZE, () => this.#fit());
    this.#fit();
  }

  override update(_time: number, deltaMs: number): void {
    const picture = this.#context.picture();
    this.#world.setVisible(picture !== undefined);
    if (picture === undefined) return;
    const { state, tick } = picture;
    const isStill = this.#context.reducedMotion;
    const isPractice = this.#context.isPractice();
    const seconds = Math.min(deltaMs, LONGEST_FRAME_MS) / 1000;
    this.#seconds += seconds;
    const time = isStill ? 0 : this.#seconds;
    if (this.#context.seats() !== this.#seats) this.#fit();

    this.#camera.update(state.discRadius, state.round !== this.#round, seconds, isStill);
    this.#round = state.round;
    this.#particles.share = this.#context.particleShare;
    for (const event of this.#context.takeEvents()) {
      if (event.tick > tick - STALE_TICKS) this.#effects.show(event, state);
    }
    this.#backdrop.update(this.#seconds, isStill);
    const isShrinking = state.stage === 'live' && !isPractice;
    this.#deck.update(state.discRadius, isShrinking ? state.stageLeft : undefined, time);
    this.#bumpers.update(state, seconds, this.#lookOf);
    this.#drawPucks(state, seconds, time, isPractice);
    if (isShrinking) this.#effects.crumble(state.discRadius, seconds);
    this.#effects.update(seconds);
    this.#particles.update(seconds * 1000);
    this.#chips.update(state, seconds, !isPractice);
    const lastSecond = this.#timer.update(state, this.#seconds, !isPractice, isStill);
    this.#calls.update(state, isPractice, lastSecond);
    this.#announcer.update(seconds, isStill);
  }

  #layer(): GameObjects.Container {
    const layer = this.add.container();
    this.#world.add(layer);
    return layer;
  }

  #drawPucks(state: RimState, seconds: number, time: number, isPractice: boolean): void {
    const { ownSeat } = this.#context;
    const best = isPractice ? 0 : bestScore(state);
    // Between rounds the large words need the room.
    const hasNames = state.stage === 'ready' || state.stage === 'live';
    let own: PuckSprite | undefined;
    for (let i = 0; i < this.#seats.length; i++) {
      const { seat } = this.#seats[i]!;
      const sprite = this.#pucks[seat];
      const puck = state.pucks[seat];
      if (sprite === undefined) continue;
      if (puck === undefined) {
        sprite.hide();
        continue;
      }
      sprite.update(puck, seconds, time, best > 0 && puck.score === best);
      if (seat === ownSeat) own = sprite;
      if (puck.role === 'falling' || !hasNames) continue;
      const lift = best > 0 && puck.score === best ? 62 : 40;
      const y = this.#camera.toY(sprite.at.y - lift) - 2 * this.#layout.unit;
      this.#labels.place(seat, this.#camera.toX(sprite.at.x), y);
    }
    this.#labels.settle(seconds);
    const at = own?.at ?? NOWHERE;
    this.#marks.update(ownSeat === undefined ? undefined : state.pucks[ownSeat], at, seconds);
    this.#context.steerFrom(this.#camera.toX(at.x), this.#camera.toY(at.y));
  }

  /** The canvas or the seats have changed. */
  #fit(): void {
    this.#seats = this.#context.seats();
    this.#layout = layOut(this.#context.frame(), this.#seats.length);
    const { ownSeat } = this.#context;
    const present = new Set(this.#seats.map(({ seat }) => seat as number));
    for (let seat = 0; seat < this.#pucks.length; seat++) if (!present.has(seat)) this.#pucks[seat]!.hide();
    for (const picture of this.#seats) this.#pucks[picture.seat]?.dress(picture);
    if (ownSeat !== undefined) this.#pucks[ownSeat]?.raise();
    this.#backdrop.fit(this.#layout);
    this.#camera.fit(this.#layout);
    this.#labels.undress();
    this.#chips.undress();
    bakeWords(this, [
      ...labelWords(this.#seats, ownSeat, this.#layout),
      ...chipWords(this.#seats, this.#layout),
    ]);
    this.#labels.dress(this.#seats, ownSeat, this.#layout);
    this.#chips.dress(this.#seats, ownSeat, this.#layout);
    this.#timer.fit(this.#layout);
    this.#announcer.fit(this.#layout);
  }
}

function bestScore(state: RimState): number {
  let best = 0;
  for (let seat = 0; seat < tuning.maxSeats; seat++) best = Math.max(best, state.pucks[seat]?.score ?? 0);
  return best;
}
