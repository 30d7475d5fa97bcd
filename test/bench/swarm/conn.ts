/**
 * One guest: a raw RFC 6455 client on a TCP socket, far cheaper than a client library, so that one core can play
 * thousands of guests. Frames upwards are masked, pings are answered; fragments do not occur. Used by the swarm;
 * what the bytes mean is the driver's business.
 */
import { connect, type Socket } from 'node:net';
import { type Driver, NO_ACK, NOT_A_SNAPSHOT, type Target } from './driver.ts';
import { BINARY, LENGTH_16, LENGTH_64, maskedFrame, PING, PONG, TEXT } from './frames.ts';
import type { Histogram } from './histogram.ts';

/** What all guests of a swarm note together. */
export interface SwarmTimes {
  /** Between two snapshots at a guest. */
  readonly tick: Histogram;
  /** From an input written to the socket until a snapshot that has it applied. */
  readonly echo: Histogram;
  /** Only then is anything noted. */
  isOn: boolean;
}

const HOST = '127.0.0.1';
const HEADER_END = '\r\n\r\n';
/** Inputs that are remembered until they are acknowledged; a power of two. */
const SENT_MEMORY = 256;
/** Acknowledged at once, at most this many are timed: the older ones have been overwritten. */
const TIMED_ACKS = 200;

/** Where all connections are read into: what is read is used up before the next one reads. */
const readBuffer = Buffer.allocUnsafe(256 * 1024);

export class Conn {
  /** Number within the swarm. */
  readonly index: number;
  readonly room: number;
  /** Number within the room. */
  readonly slot: number;
  bytesIn = 0;
  bytesOut = 0;
  snapshots = 0;
  /** Sequence number of the last input that was sent. */
  seq = 0;
  /** The highest one that a snapshot has acknowledged. */
  ackSeq = 0;
  isOpen = false;
  /** For the driver, free to use. */
  data: unknown;
  /** Sees every data frame; the bytes are valid during the call only. */
  onFrame: ((bytes: Buffer, start: number, end: number, isBinary: boolean) => void) | undefined;
  private readonly driver: Driver;
  private readonly times: SwarmTimes;
  private readonly sentAtMs = new Float64Array(SENT_MEMORY);
  private socket: Socket | undefined;
  private lastSnapshotMs = 0;
  private isUpgraded = false;
  /** The beginning of a frame whose end has not come yet. */
  private rest: Buffer | undefined;
  private joined: (() => void) | undefined;
  private failed: ((error: Error) => void) | undefined;

  constructor(index: number, roomSize: number, driver: Driver, times: SwarmTimes) {
    this.index = index;
    this.room = Math.floor(index / roomSize);
    this.slot = index % roomSize;
    this.driver = driver;
    this.times = times;
  }

  /** Resolves with the first snapshot; rejects when there is none in time. */
  async join(port: number, timeoutMs = 30_000): Promise<void> {
    const target = await this.driver.connect(this, port);
    const limit = setTimeout(() => this.failed?.(new Error('it got no snapshot in time')), timeoutMs);
    try {
      await new Promise<void>((resolve, reject) => {
        this.joined = resolve;
        this.failed = reject;
        this.open(target, target.port ?? port);
      });
    } catch (error) {
      this.close();
      throw new Error(`Guest ${this.index} could not join: ${(error as Error).message}`);
    } finally {
      clearTimeout(limit);
      this.joined = undefined;
      this.failed = undefined;
    }
  }

  /** The sequence number of which only the low `bits` travelled. */
  widen(low: number, bits: number): number {
    const modulus = 2 ** bits;
    const ahead = (low - (this.seq % modulus) + modulus) % modulus;
    return ahead === 0 ? this.seq : this.seq - (modulus - ahead);
  }

  /** Counts one more input and notes when it goes out. Returns its sequence number. */
  stampInput(): number {
    this.seq++;
    this.sentAtMs[this.seq % SENT_MEMORY] = performance.now();
    return this.seq;
  }

  sendBinary(payload: Buffer): void {
    this.send(BINARY, payload);
  }

  /** ASCII only. */
  sendText(text: string): void {
    this.send(TEXT, Buffer.from(text, 'latin1'));
  }

  close(): void {
    this.isOpen = false;
    this.socket?.destroy();
  }

  private open({ path, headers = {} }: Target, port: number): void {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = connect({
      host: HOST,
      port,
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (sizeBytes: number): boolean => {
          this.bytesIn += sizeBytes;
          this.read(sizeBytes);
          return true;
        },
      },
    });
    this.socket = socket;
    socket.on('connect', () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${HOST}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${lines.join('')}\r\n`,
      );
    });
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => {
      this.isOpen = false;
      this.failed?.(new Error('its connection was closed'));
    });
  }

  private read(sizeBytes: number): void {
    const now = performance.now();
    const bytes =
      this.rest === undefined
        ? readBuffer.subarray(0, sizeBytes)
        : Buffer.concat([this.rest, readBuffer.subarray(0, sizeBytes)]);
    this.rest = undefined;
    const start = this.isUpgraded ? 0 : this.readUpgrade(bytes);
    const end = this.isUpgraded ? this.readFrames(bytes, start, now) : 0;
    if (end < bytes.length) this.rest = Buffer.from(bytes.subarray(end));
  }

  /** Reads the answer to the upgrade. Returns where the frames begin. */
  private readUpgrade(bytes: Buffer): number {
    const end = bytes.indexOf(HEADER_END);
    if (end < 0) return 0;
    if (bytes.toString('latin1', 9, 12) !== '101') {
      this.failed?.(new Error(`the upgrade was refused: ${bytes.toString('latin1', 0, 200)}`));
      this.close();
      return 0;
    }
    this.isUpgraded = true;
    this.isOpen = true;
    this.driver.opened?.(this);
    return end + HEADER_END.length;
  }

  /** Reads all whole frames. Returns where the first that is not begins. */
  private readFrames(bytes: Buffer, start: number, now: number): number {
    let at = start;
    while (bytes.length - at >= 2) {
      const kind = bytes[at]! & 0x0f;
      let length = bytes[at + 1]! & 0x7f;
      let head = 2;
      if (length === LENGTH_16) {
        head = 4;
        if (bytes.length - at < head) break;
        length = bytes.readUInt16BE(at + 2);
      } else if (length === LENGTH_64) {
        head = 10;
        if (bytes.length - at < head) break;
        length = bytes.readUInt32BE(at + 6);
      }
      const from = at + head;
      const to = from + length;
      if (to > bytes.length) break;
      if (kind === TEXT || kind === BINARY) this.takeFrame(bytes, from, to, kind === BINARY, now);
      else if (kind === PING) this.send(PONG, bytes.subarray(from, to));
      at = to;
    }
    return at;
  }

  private takeFrame(bytes: Buffer, start: number, end: number, isBinary: boolean, now: number): void {
    const ack = this.driver.frame(this, bytes, start, end, isBinary);
    this.onFrame?.(bytes, start, end, isBinary);
    if (ack === NOT_A_SNAPSHOT) return;
    this.snapshots++;
    const { tick, echo, isOn } = this.times;
    if (this.lastSnapshotMs > 0 && isOn) tick.add(now - this.lastSnapshotMs);
    this.lastSnapshotMs = now;
    this.joined?.();
    if (ack === NO_ACK || ack <= this.ackSeq) return;
    const first = Math.max(this.ackSeq + 1, ack - TIMED_ACKS);
    if (isOn) for (let seq = first; seq <= ack; seq++) echo.add(now - this.sentAtMs[seq % SENT_MEMORY]!);
    this.ackSeq = ack;
  }

  private send(kind: number, payload: Buffer): void {
    const frame = maskedFrame(kind, payload);
    this.bytesOut += frame.length;
    this.socket?.write(frame);
  }
}
