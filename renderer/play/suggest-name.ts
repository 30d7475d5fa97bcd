/** Friendly names for people who do not want to think of one. */
import { LIMITS } from '../../src/protocol/limits.ts';

const FIRST = [
  ...['Brave', 'Breezy', 'Bright', 'Bubbly', 'Calm', 'Clever', 'Cosy', 'Daring', 'Dizzy', 'Fancy', 'Fuzzy'],
  ...['Gentle', 'Giddy', 'Golden', 'Happy', 'Humble', 'Jolly', 'Keen', 'Lucky', 'Mellow', 'Merry', 'Mighty'],
  ...['Nimble', 'Peppy', 'Plucky', 'Proud', 'Quick', 'Quiet', 'Silly', 'Sleepy', 'Snug', 'Sunny', 'Swift'],
  ...['Tiny', 'Twirly', 'Warm', 'Wild', 'Witty', 'Zippy'],
];
const SECOND = [
  ...['Acorn', 'Badger', 'Beetle', 'Biscuit', 'Bramble', 'Button', 'Cactus', 'Comet', 'Cricket', 'Dumpling'],
  ...['Falcon', 'Fern', 'Firefly', 'Gecko', 'Heron', 'Juniper', 'Kettle', 'Lantern', 'Lemur', 'Maple'],
  ...['Marble', 'Mitten', 'Muffin', 'Otter', 'Pancake', 'Panda', 'Pebble', 'Pepper', 'Pickle', 'Pumpkin'],
  ...['Puffin', 'Robin', 'Rocket', 'Sparrow', 'Teapot', 'Thistle', 'Turnip', 'Waffle', 'Walrus', 'Willow'],
];

/** @param chance gives numbers in [0, 1). */
export function suggestName(chance: () => number): string {
  const pick = (words: readonly string[]): string => words[Math.floor(chance() * words.length)]!;
  const second = pick(SECOND);
  const name = `${pick(FIRST)} ${second}`;
  return name.length <= LIMITS.nameLength ? name : second;
}
