/** Limits of the wire and of what people may type: written once, used by both ends. */
export const LIMITS = {
  nameLength: 16,
  /** A message larger than this closes its connection, bytes. */
  messageBytes: 16 * 1024,
  /** Events (all kinds) of one connection: steady rate per second, and how many at once. */
  eventsPerSecond: 150,
  eventsBurst: 300,
  /** Of these, readable JSON events (ready, rename, ...). */
  actionsPerSecond: 8,
  actionsBurst: 20,
  /** A connection that had so many messages dropped is closed. */
  dropsPerConnection: 500,
  /** Inputs that one frame may carry. */
  inputsPerFrame: 8,
  /** Bytes of snapshots waiting for one slow guest before frames are skipped for it. */
  backlogBytes: 64 * 1024,
  /** Connections to one worker. */
  connectionsPerWorker: 4000,
  /** Seats that a game may ask for. */
  seatsPerRoom: 256,
  /** Why a room ended is remembered for so many rooms: guests who were away ask for it later. */
  endedRooms: 200,
} as const;

/** The port that a host takes when it is free, and that an address without a port means. */
export const DEFAULT_PORT = 7420;

/** Times of the wire, ms. */
export const TIMES = {
  /** A connection that has not finished its handshake by then is closed. */
  handshakeMs: 5_000,
  /** A guest that has sent nothing for so long is asked whether it is still there. */
  quietMs: 2_000,
  /** The answer may take so long: a silent guest is away after this and the time above together. */
  answerMs: 3_000,
  /** A worker that is not ready by then, its process started or not, is given up, and another one is started. */
  startMs: 30_000,
  /** A worker that stood still for longer asks whether it was given up; well below the next. */
  stalledMs: 150,
  /** A stopped worker that does not answer for so long is given up, and others take its rooms. */
  hungMs: 250,
  /** The same for one that is busy. */
  loopMs: 400,
  /** The same where the system does not tell what a process does: it may merely get no CPU. */
  silentMs: 1_500,
  /** A connection that is back by then was never missed: nobody is told that the guest was away. */
  blipMs: 1_000,
  /** The same after the room itself has moved or was resumed. */
  returnMs: 3_000,
  /** A seat whose guest never appeared is kept for so long only. */
  neverSeenMs: 10_000,
  /** An away guest's seat is kept for so long. */
  seatKeptMs: 10 * 60_000,
  countdownMs: 3_000,
  /** A guest who was removed can be brought back to the same seat and score for so long. */
  undoKickMs: 10_000,
  /** Who waits to be let in and has not asked again for so long has gone. */
  knockMs: 8_000,
  /** Results stay so long when nobody taps rematch. */
  resultsMs: 30_000,
} as const;

/** What is left of a name after trimming and dropping control and invisible characters; may be empty. */
export function cleanName(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
