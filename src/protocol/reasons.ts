/**
 * Why something was refused: the closed set of reasons that travel on the wire, each with the sentence that a
 * person gets to read (what happened, and what to do next). Counters are named by the same words.
 */
export const REASONS = {
  'bad-handshake': 'This page and the host do not understand each other. Reload the page.',
  'wrong-version': 'This page is from another version of Porchlight. Reload it to get the right one.',
  'unknown-room': 'There is no room with this code here. Check the code on the host’s screen.',
  'room-full': 'This room is full. Wait until somebody leaves, or ask the host for a second room.',
  'room-locked': 'The host has locked this room. Ask the host to unlock it.',
  'room-closed': 'The host has closed this room.',
  'room-failed': 'The game in this room had a fault and was stopped. Ask the host to start a new one.',
  'bad-name': 'Names have 1 to 16 characters. Choose another one.',
  'rude-name': 'This name could hurt somebody here. Choose another one.',
  'seat-taken': 'You joined from another tab or device, so this one has let go of the seat.',
  'wrong-seat-code':
    'No seat in this room has this number. Look it up in the menu of the device that you played on.',
  'seat-codes-blocked': 'Too many wrong numbers were tried in this room. Wait a minute, then try again.',
  kicked:
    'The host has removed you from this room. If that was a mistake, ask to be brought back, then try again.',
  banned: 'The host keeps this device out. If that is a mistake, ask the host to let it in again.',
  moved: 'The host has sent you to another room.',
  'pin-needed': 'This room has a PIN. Ask the host for its four digits.',
  'wrong-pin': 'That is not the PIN of this room. Ask the host for its four digits.',
  'pins-blocked': 'Too many wrong PINs were tried in this room. Wait a minute, then try again.',
  waiting: 'The host lets everybody in by hand. You are in as soon as the host has seen your name.',
  'not-let-in': 'The host has not let you into this room. Ask the host, then try again.',
  'host-closing': 'The host has closed Porchlight. When it is back, join again.',
  'host-busy': 'The host cannot take more guests right now. Try again in a moment.',
  'owner-gone': 'The room is being moved to another process. You will be back in a moment.',
  'rate-limited': 'Your device sent too much at once. Reload the page.',
  'too-large': 'Your device sent a message that is too large. Reload the page.',
  'bad-message': 'Your device sent something that the host does not understand. Reload the page.',
} as const;

export type Reason = keyof typeof REASONS;

export const isReason = (value: unknown): value is Reason =>
  typeof value === 'string' && Object.hasOwn(REASONS, value);
