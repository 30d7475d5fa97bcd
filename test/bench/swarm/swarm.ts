/**
 * The load: joins guests room by room, and sends every guest's inputs 20 times a second, evenly spread over time.
 * Used by the measurements.
 */
import type { Input } from '../arena/arena.ts';
import { clientInput, INPUT_HZ } from '../arena/client-input.ts';
import { Conn, type SwarmTimes } from './conn.ts';
import type { Driver } from './driver.ts';
import { Histogram } from './histogram.ts';

const INPUT_PERIOD_MS = 1000 / INPUT_HZ;

/** Sums over all guests, since they joined. */
export interface SwarmTotals {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly snapshots: number;
  readonly inputs: number;
  /** Connections that are open now. */
  readonly open: number;
}

export class Swarm {
  readonly guests: Conn[] = [];
  readonly times: SwarmTimes = { tick: new Histogram(), echo: new Histogram(), isOn: false };
  /** The longest pause between two rounds of sending so far, ms: says whether the generator keeps up. */
  lateMs = 0;
  private readonly driver: Driver;
  private readonly port: number;
  private readonly roomSize: number;
  private isRunning = false;
  /** Whose turn it is. */
  private next = 0;
  /** Up to when inputs have been sent. */
  private sentToMs = 0;
  private lastRoundMs = 0;
  private readonly input: Input = { dx: 0, dy: 0, buttons: 0 };

  constructor(driver: Driver, port: number, roomSize: number) {
    this.driver = driver;
    this.port = port;
    this.roomSize = roomSize;
  }

  /**
   * Joins or closes guests until there are `count`; a room's guests join one after the other. Rejects when some
   * could not join; they stay in the list, closed.
   */
  async resize(count: number, parallelRooms = 16): Promise<void> {
    while (this.guests.length > count) this.guests.pop()!.close();
    const rooms = new Map<number, Conn[]>();
    while (this.guests.length < count) {
      const guest = this.newGuest();
      rooms.set(guest.room, [...(rooms.get(guest.room) ?? []), guest]);
    }
    const queue = [...rooms.values()];
    const joinRooms = async (): Promise<void> => {
      for (let room = queue.shift(); room !== undefined; room = queue.shift()) {
        for (const guest of room) await guest.join(this.port);
      }
    };
    const done = await Promise.allSettled(Array.from({ length: parallelRooms }, joinRooms));
    const failure = done.find((one) => one.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  }

  /** One more guest, who has not joined yet. */
  newGuest(): Conn {
    const guest = new Conn(this.guests.length, this.roomSize, this.driver, this.times);
    this.guests.push(guest);
    return guest;
  }

  /** Begins to send inputs; without effect when it has begun. */
  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.sentToMs = performance.now();
    this.lastRoundMs = this.sentToMs;
    const round = (): void => {
      if (!this.isRunning) return;
      this.sendDue();
      setTimeout(round, 1);
    };
    round();
  }

  /** Stops sending and closes all guests. */
  close(): void {
    this.isRunning = false;
    for (const guest of this.guests) guest.close();
  }

  /** Forgets the times that were noted. */
  resetTimes(): void {
    this.times.tick.reset();
    this.times.echo.reset();
    this.lateMs = 0;
  }

  totals(): SwarmTotals {
    const totals = { bytesIn: 0, bytesOut: 0, snapshots: 0, inputs: 0, open: 0 };
    for (const guest of this.guests) {
      totals.bytesIn += guest.bytesIn;
      totals.bytesOut += guest.bytesOut;
      totals.snapshots += guest.snapshots;
      totals.inputs += guest.seq;
      if (guest.isOpen) totals.open++;
    }
    return totals;
  }

  private sendDue(): void {
    const now = performance.now();
    const count = this.guests.length;
    this.lateMs = Math.max(this.lateMs, now - this.lastRoundMs);
    this.lastRoundMs = now;
    const due = Math.min(Math.floor(((now - this.sentToMs) / INPUT_PERIOD_MS) * count), count);
    if (due < 1) return;
    this.sentToMs += (due / count) * INPUT_PERIOD_MS;
    // What a stall made late by more than a period is left out: a burst of it would be another workload.
    if (now - this.sentToMs > INPUT_PERIOD_MS) this.sentToMs = now;
    for (let i = 0; i < due; i++) {
      if (this.next >= count) this.next = 0;
      this.sendInput(this.guests[this.next++]!);
    }
  }

  private sendInput(guest: Conn): void {
    if (!guest.isOpen || guest.snapshots === 0) return;
    const { input } = this;
    const seq = guest.stampInput();
    clientInput(guest.index, seq, input);
    this.driver.input(guest, seq, input.dx, input.dy, input.buttons);
  }
}
