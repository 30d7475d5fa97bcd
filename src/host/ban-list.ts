/**
 * The devices that come into no room of this host, remembered between evenings. The workers keep them out; here is
 * the list, which the store holds under one setting.
 */
import * as v from 'valibot';
import type { Ban } from '../protocol/console.ts';
import type { Store } from '../storage/store.ts';

const SETTING = 'bans';
/** The oldest makes way. */
const MAX_BANS = 200;

const bansSchema = v.array(v.object({ device: v.string(), name: v.string(), at: v.string() }));

export class BanList {
  readonly #onChange: () => void;
  #store: Store | undefined;
  #bans: readonly Ban[] = [];

  /** @param onChange called whenever `all` has changed. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Latest first. */
  get all(): readonly Ban[] {
    return this.#bans;
  }

  /** Reads what was kept, and keeps it there from now on. Without a store, bans last as long as this process. */
  async load(store: Store): Promise<void> {
    this.#store = store;
    const kept = v.safeParse(bansSchema, await store.setting(SETTING));
    if (kept.success) this.#bans = kept.output;
  }

  add(ban: Ban): void {
    this.#keep([ban, ...this.#bans.filter(({ device }) => device !== ban.device)].slice(0, MAX_BANS));
  }

  remove(device: string): void {
    this.#keep(this.#bans.filter((ban) => ban.device !== device));
  }

  /** Lets everybody in again. */
  clear(): void {
    this.#keep([]);
  }

  #keep(bans: readonly Ban[]): void {
    this.#bans = bans;
    this.#store?.setSetting(SETTING, bans.length === 0 ? undefined : bans);
    this.#onChange();
  }
}
