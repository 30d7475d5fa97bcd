/**
 * Short words as one texture: names and digits, drawn once per canvas size instead of one texture and one draw call
 * for each. For words that stay; what changes while playing is a text of its own (Announcer, RoundTimer).
 */
import type { GameObjects, Scene } from 'phaser';

const KEY = 'rim-rumble-words';
const WIDTH = 1024;
/** Px around each word. */
const GAP = 2;
/** Height of a line in letter sizes. */
const LINE = 1.4;

export interface Word {
  /** By which `stampWord` finds it. */
  readonly key: string;
  readonly text: string;
  readonly fontFamily: string;
  readonly weight: number;
  /** Canvas px. */
  readonly size: number;
  readonly colour: string;
  /** A dark line round the letters, canvas px; 0 for none. */
  readonly outline: number;
  readonly outlineColour: string;
}

interface Box {
  readonly word: Word;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws these words, in place of all before them: images of those have to be gone. */
export function bakeWords(scene: Scene, words: readonly Word[]): void {
  if (scene.textures.exists(KEY)) scene.textures.remove(KEY);
  const texture = scene.textures.createCanvas(KEY, WIDTH, 1)!;
  const { context } = texture;
  const boxes = pack(context, words);
  const last = boxes.at(-1);
  texture.setSize(WIDTH, last === undefined ? 1 : last.y + last.height + GAP);
  for (const box of boxes) {
    draw(context, box);
    texture.add(box.word.key, 0, box.x, box.y, box.width, box.height);
  }
  texture.refresh();
}

/** A new image of a word. */
export const stampWord = (scene: Scene, key: string): GameObjects.Image => scene.add.image(0, 0, KEY, key);

const fontOf = ({ weight, size, fontFamily }: Word): string => `${weight} ${size}px ${fontFamily}`;

/** Places for all words, in rows from above to below. */
function pack(context: CanvasRenderingContext2D, words: readonly Word[]): Box[] {
  let x = GAP;
  let y = GAP;
  let rowHeight = 0;
  return words.map((word) => {
    context.font = fontOf(word);
    const width = Math.min(WIDTH - 2 * GAP, Math.ceil(context.measureText(word.text).width + word.outline));
    const height = Math.ceil(word.size * LINE + word.outline);
    if (x + width + GAP > WIDTH) {
      x = GAP;
      y += rowHeight + GAP;
      rowHeight = 0;
    }
    const box = { word, x, y, width, height };
    x += width + GAP;
    rowHeight = Math.max(rowHeight, height);
    return box;
  });
}

function draw(context: CanvasRenderingContext2D, { word, x, y, width, height }: Box): void {
  context.font = fontOf(word);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  if (word.outline > 0) {
    context.strokeStyle = word.outlineColour;
    context.lineWidth = word.outline;
    context.strokeText(word.text, middleX, middleY, width);
  }
  context.fillStyle = word.colour;
  context.fillText(word.text, middleX, middleY, width);
}
