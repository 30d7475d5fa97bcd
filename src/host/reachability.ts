/**
 * Whether guests can reach this computer, kept up to date while hosting: tells the light (src/host/reach) what happens
 * here, asks the firewalls, and makes of both what the console shows.
 */
import type { Clock } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { HostProblem, Reach, ReachFix } from '../protocol/console.ts';
import { findFirewalls, openWindowsFirewall } from './firewall.ts';
import type { FirewallFinding } from './firewall-reports.ts';
import type { LanAddress } from './lan-address.ts';
import { isLoopbackOnly } from './network.ts';
import { isOutside, ReachLight } from './reach.ts';
import { certainChecks, reachChecklist, type Surroundings } from './reach-checklist.ts';

/** While there is a doubt the firewalls are asked again so often, ms: somebody may be mending them. */
const ASK_AGAIN_MS = 15_000;

export interface ReachabilityOptions {
  readonly clock: Clock;
  readonly port: () => number;
  /** Called after each change of `reach`. */
  readonly onChange: () => void;
}

export class Reachability {
  readonly #options: ReachabilityOptions;
  readonly #light: ReachLight;
  #addresses: readonly LanAddress[] = [];
  #firewalls: readonly FirewallFinding[] = [];
  #askedMs = Number.NEGATIVE_INFINITY;
  /** What was last told, to tell what is new. */
  #told = 'waiting';

  constructor(options: ReachabilityOptions) {
    this.#options = options;
    this.#light = new ReachLight(options.clock);
  }

  get reach(): Reach {
    const { state } = this.#light;
    return { state, checklist: state === 'doubtful' ? reachChecklist(this.#surroundings()) : [] };
  }

  /** Somebody has said something on our port. */
  visitedBy(remote: string): void {
    if (this.#light.state === 'reached' || !isOutside(remote, this.#addresses)) return;
    this.#light.visited();
    this.#tell();
  }

  /** How it is now: this computer's addresses, best first, and how many rooms are open. */
  look(addresses: readonly LanAddress[], rooms: number): void {
    const isElsewhere = addresses[0]?.address !== this.#addresses[0]?.address;
    this.#addresses = addresses;
    this.#light.addressIs(addresses[0]?.address ?? '');
    this.#light.roomsAre(rooms);
    this.#weigh();
    const isStale = this.#options.clock.nowMs() - this.#askedMs >= ASK_AGAIN_MS;
    if (isElsewhere || (isStale && this.#light.state === 'doubtful')) void this.#askFirewalls();
    this.#tell();
  }

  /** Mends what the host can mend by itself. On Windows a person is asked for an administrator's rights. */
  async fix(fix: ReachFix): Promise<Result<void, HostProblem>> {
    const isOpen = process.platform === 'win32' && (await openWindowsFirewall());
    await this.#askFirewalls();
    if (isOpen) return ok(undefined);
    const text =
      'Windows Firewall was not changed. Try again and answer Windows with “Yes”, or ask whoever manages this computer.';
    return fail({ code: `not-fixed-${fix}`, text });
  }

  async #askFirewalls(): Promise<void> {
    this.#askedMs = this.#options.clock.nowMs();
    const interfaceName = isLoopbackOnly(this.#addresses) ? undefined : this.#addresses[0]?.interfaceName;
    this.#firewalls = await findFirewalls(this.#options.port(), interfaceName);
    this.#weigh();
    this.#tell();
  }

  #weigh(): void {
    this.#light.hopelessIs(certainChecks(this.#surroundings()).length > 0);
  }

  #surroundings(): Surroundings {
    return {
      platform: process.platform,
      port: this.#options.port(),
      addresses: this.#addresses,
      firewalls: this.#firewalls,
    };
  }

  #key(): string {
    const { state, checklist } = this.reach;
    return [state, ...checklist.map(({ text }) => text)].join('\n');
  }

  #tell(): void {
    const key = this.#key();
    if (key === this.#told) return;
    this.#told = key;
    this.#options.onChange();
  }
}
