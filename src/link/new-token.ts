/** The seat token that a newcomer brings along (rule R1); pages name their device alike. Used by the page, by bots and by tests. */

const TOKEN_BYTES = 16;
const TOKEN_LENGTH = 22;

/**
 * 16 random bytes as 22 characters of [A-Za-z0-9_-]. Made before the first connection attempt: a guest whose
 * welcome is lost then comes back to its seat instead of taking a second one. Pages on plain http have no other
 * source of strong chance than getRandomValues.
 */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  const text = btoa(String.fromCharCode(...bytes));
  return text.slice(0, TOKEN_LENGTH).replaceAll('+', '-').replaceAll('/', '_');
}

/** Could `text` be a token? */
export const isToken = (text: string): boolean => /^[\w-]+$/.test(text) && text.length === TOKEN_LENGTH;
