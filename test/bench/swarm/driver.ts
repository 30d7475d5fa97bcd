/**
 * How a guest of the swarm speaks a server's protocol. One driver for each protocol, in drivers/; the swarm knows
 * nothing else about the servers.
 */
import type { PlayerState, ProjectileState } from '../arena/arena.ts';
import type { Conn } from './conn.ts';

/** From Driver.frame: a handshake, a heartbeat, ...; counted in bytes only. */
export const NOT_A_SNAPSHOT = -2;
/** From Driver.frame: a snapshot that does not say which of this guest's inputs are in it. */
export const NO_ACK = -1;

/** Where to open the WebSocket. */
export interface Target {
  readonly path: string;
  /** Left out: the server's own. */
  readonly port?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a guest must know after every snapshot, whatever the format. */
export interface WorldView {
  readonly players: readonly PlayerState[];
  readonly projectiles: readonly ({ readonly id: string } & ProjectileState)[];
}

/** A real client's decoding of one guest's frames. */
export interface Decoder {
  /** Takes every data frame in order. Returns the world after a snapshot, otherwise null. */
  feed(frame: Buffer, isBinary: boolean): WorldView | null;
}

export interface Driver {
  /** Finds out where guest `conn` has to go to end up in room `conn.room` at slot `conn.slot`. */
  connect(conn: Conn, port: number): Promise<Target>;
  /** The WebSocket is open: says hello, where the protocol wants that. */
  opened?(conn: Conn): void;
  /**
   * Called for every data frame, which stands in bytes `start` to `end` of `bytes` during the call only. Answers
   * handshakes and heartbeats. Returns NOT_A_SNAPSHOT, NO_ACK, or the highest sequence number that the simulation
   * has applied. Kept cheap: the generator must not be what limits a measurement.
   */
  frame(conn: Conn, bytes: Buffer, start: number, end: number, isBinary: boolean): number;
  /** Sends input number `seq`, counted from 1. */
  input(conn: Conn, seq: number, dx: number, dy: number, buttons: number): void;
  /** The real decoding for a guest at `slot`, to prove that the server does the same work as the others. */
  decoder(slot: number): Decoder;
}
