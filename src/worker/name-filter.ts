/**
 * Says which names a room should not have to read out: slurs and swear words, spelled out, spaced out or in digits.
 * The ingress asks it for the names that guests bring along. The words come from a library; here they are fitted
 * to names: people really are called Siriporn, Georgy, Anushka and Cummings.
 */
import {
  DataSet,
  type EnglishProfaneWord,
  englishDataset,
  englishRecommendedTransformers,
  pattern,
  RegExpMatcher,
} from 'obscenity';

/** Left out: within a name they are too often a part of it. Stricter patterns follow below. */
const TOO_COMMON: ReadonlySet<EnglishProfaneWord> = new Set([
  ...(['anal', 'anus', 'bitch', 'cum', 'dick', 'dyke', 'fag', 'fuck', 'hooker', 'kike'] as const),
  ...(['orgasm', 'orgy', 'porn', 'rape', 'scat', 'semen'] as const),
]);

/** `|` is the edge of a word, `[x]` may be missing. Runs of a letter count as one or two, see the library. */
const STRICTER = [
  ...[pattern`|anal|`, pattern`|analsex`, pattern`|anus|`],
  ...[pattern`bitch`, pattern`|bich|`],
  ...[pattern`|cum|`, pattern`|cums|`, pattern`cumshot`, pattern`|cumslut`],
  ...[pattern`dick|`, pattern`|dicks|`, pattern`dickhead`, pattern`dickface`, pattern`|dck|`],
  ...[pattern`|dyke|`, pattern`|dykes|`],
  ...[pattern`|fag|`, pattern`|fags|`, pattern`fagg[o]t`, pattern`|fagot`],
  ...[pattern`f[?]ck`, pattern`|fk|`, pattern`|fuk`],
  ...[pattern`|kike|`, pattern`|kikes|`],
  ...[pattern`|orgasm`, pattern`|orgy|`, pattern`|orgies|`],
  ...[pattern`|porn|`, pattern`|porno`, pattern`|pornst`, pattern`pornhub`],
  ...[pattern`|rape|`, pattern`|rapes|`, pattern`|raped|`, pattern`|rapist`],
  pattern`|semen|`,
  ...[pattern`sh*t`, pattern`c*nt`, pattern`b*tch`, pattern`d*ck|`],
  ...[pattern`hitler`, pattern`|nazi|`, pattern`|nazis|`, pattern`siegheil`, pattern`heilhit`],
];

/** Parts of real names and places that the patterns would stumble over. */
const HARMLESS = [
  ...['ddick', 'burdick', 'benedick', 'moby dick', 'van dyke', 'fick'], // Riddick, Roddick
  ...['kshit', 'angga', 'arsem', 'asselin', 'booboo'], // Akshit, Rakshit, Rangga
  ...['penistone', 'pissar', 'slutsk', 'wankel'],
];

const PHRASES = new DataSet<{ originalWord: EnglishProfaneWord }>()
  .addAll(englishDataset)
  .removePhrasesIf(({ metadata }) => metadata !== undefined && TOO_COMMON.has(metadata.originalWord));
const { blacklistedTerms, whitelistedTerms } = PHRASES.build();

const matcher = new RegExpMatcher({
  ...englishRecommendedTransformers,
  blacklistedTerms: [
    ...blacklistedTerms,
    ...STRICTER.map((words, i) => ({ id: blacklistedTerms.length + i, pattern: words })),
  ],
  whitelistedTerms: [...(whitelistedTerms ?? []), ...HARMLESS],
});

/** What people put between letters; what may stand for a letter ($, @, !, *) is none of it. */
const SEPARATORS = /[\s._~,'"+=:;#<>-]+/u;
/** 455 is a number, however one may read it. */
const NUMBER = /^\d{2,}$/;
/** Pieces as short as this are put together: "f u c k", "fu ck". An initial and a surname are not: "S. Lutz". */
const SHORT_PIECE = 2;
/** A whole name of so few letters is put together however it is split: "f uck". */
const SHORT_NAME = 4;

/** True when `name` says something that nobody should have to read. English words only. */
export function isRude(name: string): boolean {
  const pieces = name.split(SEPARATORS).filter((piece) => piece !== '' && !NUMBER.test(piece));
  const readings = new Set([pieces.join(' '), joinShort(pieces)]);
  if (pieces.join('').length <= SHORT_NAME) readings.add(pieces.join(''));
  return [...readings].some((reading) => matcher.hasMatch(reading));
}

/** Runs of short pieces as one word each. */
function joinShort(pieces: readonly string[]): string {
  let joined = '';
  let wasShort = false;
  for (const piece of pieces) {
    const isShort = piece.length <= SHORT_PIECE;
    joined += isShort && wasShort ? piece : ` ${piece}`;
    wasShort = isShort;
  }
  return joined.trim();
}
