/**
 * Reads what a person types to join a game on another computer: a link, an address, or a room code. Used by the
 * desktop app; pure, so the address is taken apart by hand.
 */
import { parseRoomCode, type RoomCode } from '../core/ids.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { DEFAULT_PORT } from './limits.ts';

export type JoinTarget =
  /** A host is named, and perhaps a room on it. `origin`: 'http://192.168.1.20:7420'. */
  | { readonly by: 'host'; readonly origin: string; readonly code: RoomCode | undefined }
  /** Only a room code: the host has to be found. */
  | { readonly by: 'code'; readonly code: RoomCode };

/** Longest text that is looked at, characters. */
export const JOIN_TEXT_LENGTH = 300;

const LINK =
  /^(?:(https?):\/\/)?(\[[\da-f:.]+\]|[a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::(\d{1,5}))?(?:\/([^?#]*))?(?:[?#].*)?$/i;

/** What `text` means, or a sentence that says what to type. */
export function parseJoinTarget(text: string): Result<JoinTarget> {
  const typed = text.trim();
  if (typed === '') return fail('Type the link, the address or the room code from the host’s screen.');
  const code = /^[a-z\s-]+$/i.test(typed) ? parseRoomCode(typed) : undefined;
  if (code !== undefined) return ok({ by: 'code', code });

  const match = typed.length > JOIN_TEXT_LENGTH ? null : LINK.exec(typed);
  if (match === null) {
    return fail('This is no address. It looks like 192.168.1.20:7420 and stands on the host’s screen.');
  }
  const [, scheme, address = '', port, path = ''] = match;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    return fail(`There is no port ${port}. Check the address on the host’s screen.`);
  }
  const segment = path.replace(/\/$/, '');
  const room = segment === '' ? undefined : parseRoomCode(segment);
  if (segment !== '' && room === undefined) {
    return fail('The end of this link is no room code. A room code has four letters.');
  }
  return ok({ by: 'host', origin: originOf(scheme, address, port), code: room });
}

/** Without a scheme and a port it is an address read from a screen, so the host's own port is meant. */
function originOf(scheme: string | undefined, address: string, port: string | undefined): string {
  const shownPort = port ?? (scheme === undefined ? String(DEFAULT_PORT) : undefined);
  const host = address.toLowerCase();
  return `${scheme?.toLowerCase() ?? 'http'}://${host}${shownPort === undefined ? '' : `:${Number(shownPort)}`}`;
}
