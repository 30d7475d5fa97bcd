/**
 * Says on every network that this host is there, and answers who asks for it: as a service that other computers list,
 * and by a name that can be typed instead of an address. Nothing depends on it: where it fails, guests still come by
 * link. Started by the host; what is said stands in discovery.ts.
 */
import { randomBytes } from 'node:crypto';
import type { Logger } from '../core/ports.ts';
import { addressesOf, type HostNews, localNameFor, recordsOf, SERVICE } from './discovery.ts';
import type { LanAddress } from './lan-address.ts';
import { Multicast, type Question } from './multicast.ts';

/** Whoever has a name already answers within this time, even if it has just said something, ms. */
const NAME_CHECK_MS = 1_300;
/** After so many names that are taken the last one has to do. */
const NAME_ATTEMPTS = 9;
/** The same is not said more often, whoever asks, ms. */
const PAUSE_MS = 1_000;
/** Answers of several hosts are spread over this time, ms. */
const SPREAD_MS = 80;
/** What is new is said so often: a packet of Wi-Fi multicast is easily lost. */
const TIMES_SAID = 2;

export interface AnnouncerOptions {
  readonly port: number;
  /** What the system calls this computer. */
  readonly hostName: string;
  readonly logger: Logger;
  /** Called when `localName` is there. */
  readonly onName: () => void;
}

export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #id = randomBytes(6).toString('hex');
  readonly #multicast: Multicast;
  #addresses: readonly LanAddress[] = [];
  #news: HostNews | undefined;
  #attempt = 0;
  #candidate = '';
  #localName: string | undefined;
  #nameTimer: NodeJS.Timeout | undefined;
  #sayTimer: NodeJS.Timeout | undefined;
  #saidMs = Number.NEGATIVE_INFINITY;
  #timesToSay = 0;
  #hasFailed = false;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    this.#multicast = new Multicast({
      onQuestions: (questions) => this.#asked(questions),
      onRecords: (records) => this.#heard(records),
      onFailure: (error) => this.#failed(error),
    });
  }

  /** 'porchlight-den.local'. Undefined until it is clear that nobody else has it, and where mDNS does not work. */
  get localName(): string | undefined {
    return this.#localName;
  }

  /** This computer's addresses have changed. */
  useAddresses(addresses: readonly LanAddress[]): void {
    this.#addresses = addresses;
    this.#multicast.use(addresses);
    if (!this.#multicast.hasLines) return;
    if (this.#attempt === 0) this.#tryName();
    else this.#repeat();
  }

  /** What there is to know of the host; said when it is new. */
  tell(news: HostNews): void {
    if (JSON.stringify(news) === JSON.stringify(this.#news)) return;
    this.#news = news;
    this.#repeat();
  }

  /** Says goodbye, so that nobody lists this host any more. */
  async close(): Promise<void> {
    clearTimeout(this.#nameTimer);
    clearTimeout(this.#sayTimer);
    const saying = this.#hasFailed ? undefined : this.#say(true);
    this.#localName = undefined; // nothing is said after that
    await saying;
    this.#multicast.close();
  }

  /** Asks whether somebody has the next name; it is ours when nobody says so. */
  #tryName(): void {
    this.#attempt++;
    this.#candidate = localNameFor(this.#options.hostName, this.#attempt);
    this.#multicast.ask({ name: this.#candidate, type: 'A' });
    clearTimeout(this.#nameTimer);
    this.#nameTimer = setTimeout(() => this.#takeName(), NAME_CHECK_MS);
  }

  #takeName(): void {
    this.#nameTimer = undefined;
    if (this.#hasFailed) return;
    this.#localName = this.#candidate;
    this.#options.onName();
    this.#repeat();
  }

  #heard(records: readonly unknown[]): void {
    if (this.#nameTimer === undefined || this.#attempt >= NAME_ATTEMPTS) return;
    const own = new Set(this.#addresses.map(({ address }) => address));
    // Another host on this computer may share the name: it leads to the right computer.
    if (addressesOf(this.#candidate, records).some((address) => !own.has(address))) this.#tryName();
  }

  #asked(questions: readonly Question[]): void {
    if (questions.some((question) => this.#isOurs(question))) this.#saySoon(Math.random() * SPREAD_MS);
  }

  #isOurs({ name, type }: Question): boolean {
    const wanted = name.toLowerCase();
    if (wanted === this.#localName) return type === 'A' || type === 'ANY';
    return wanted === SERVICE || wanted === `${this.#id}.${SERVICE}`;
  }

  #repeat(): void {
    this.#timesToSay = TIMES_SAID;
    this.#saySoon(0);
  }

  #saySoon(delayMs: number): void {
    if (this.#sayTimer !== undefined || this.#localName === undefined) return;
    const pauseMs = this.#saidMs + PAUSE_MS - performance.now();
    this.#sayTimer = setTimeout(() => this.#sayNow(), Math.max(delayMs, pauseMs));
  }

  #sayNow(): void {
    this.#sayTimer = undefined;
    this.#saidMs = performance.now();
    this.#timesToSay--;
    void this.#say(false);
    if (this.#timesToSay > 0) this.#saySoon(PAUSE_MS);
  }

  async #say(isOver: boolean): Promise<void> {
    const { port } = this.#options;
    const [id, localName, news] = [this.#id, this.#localName, this.#news];
    if (localName === undefined || news === undefined) return;
    await this.#multicast.say((addresses) => recordsOf({ id, localName, port, news }, addresses, isOver));
  }

  #failed(error: Error): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#options.logger.warn(
      { error: error.message },
      'This host cannot announce itself on the network. Guests still join by link, code and QR code.',
    );
  }
}
