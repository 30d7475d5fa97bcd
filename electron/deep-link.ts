/**
 * porchlight://join/… : a link that opens this app and names a game to join: a link, an address or a room code
 * stands behind "join/", as a person would type it. Anybody can put such a link on a page or into a message, so
 * it is only ever read as text. It is never loaded: nothing in the app answers this scheme, and the console's
 * pages have another one (app-protocol.ts) that the system does not know.
 */
import { fail, ok, type Result } from '../src/core/result.ts';
import { parseJoinTarget } from '../src/protocol/join-target.ts';
import { TEXTS } from './texts.ts';

export const LINK_SCHEME = 'porchlight';

/** Far longer than any link to a game, characters. */
const LINK_LENGTH = 1_000;

/** Systems and browsers add a slash at the end, and write the scheme as they like. */
const JOIN = new RegExp(`^${LINK_SCHEME}://join/(.+?)/*$`, 'i');

export interface JoinLink {
  /** What is to be joined, as `parseJoinTarget` reads it. */
  readonly text: string;
  /** The host that is named; undefined when only a room code is. */
  readonly origin: string | undefined;
}

/** What a link asks for, or a sentence about it for the person who clicked. */
export function readDeepLink(link: string): Result<JoinLink> {
  const text = link.length > LINK_LENGTH ? undefined : decode(JOIN.exec(link)?.[1]);
  if (text === undefined) return fail(TEXTS.link.unreadable);
  const target = parseJoinTarget(text);
  if (!target.ok) return fail(TEXTS.link.unreadable);
  return ok({ text, origin: target.value.by === 'host' ? target.value.origin : undefined });
}

/** The link among the arguments that the system has started the app with, if any. */
export const linkAmong = (argv: readonly string[]): string | undefined =>
  argv.find((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`));

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
