/**
 * Joins a game on another computer: finds its host, remembers it, shows its page. The console's field and links
 * from outside both end here.
 */
import { ok, type Result } from '../src/core/result.ts';
import type { HostProblem } from '../src/protocol/console.ts';
import type { Answer } from '../src/protocol/ipc.ts';
import type { Nearby } from './discovery.ts';
import { findRoom } from './find-room.ts';
import { type Hosting, ownOrigin } from './hosting.ts';
import type { HostPage, JoinViews } from './join-view.ts';
import type { RecentHosts } from './recent-hosts.ts';

interface JoiningParts {
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
  readonly recentHosts: RecentHosts;
  readonly nearby: Nearby;
}

export interface Joining {
  /** Opens the page that a person means by `text`: a link, an address, a room code. */
  join(text: string): Promise<Answer>;
  /** Looks for that page, and opens nothing. */
  find(text: string): Promise<Result<HostPage, HostProblem>>;
  open(page: HostPage): void;
  /** Is this the own host, or one that a person has joined before? */
  knows(origin: string): boolean;
}

export function createJoining({ hosting, joinViews, recentHosts, nearby }: JoiningParts): Joining {
  const known = (): string[] => {
    const own = ownOrigin(hosting);
    return [...(own === undefined ? [] : [own]), ...recentHosts.origins()];
  };
  // Anybody can announce a host: those nearby are asked for rooms, and are not known by that.
  const find = (text: string): Promise<Result<HostPage, HostProblem>> =>
    findRoom(text, [...known(), ...nearby.hosts().map(({ origin }) => origin)]);
  function open(page: HostPage): void {
    if (page.origin !== ownOrigin(hosting)) recentHosts.add(page.origin);
    joinViews.open(page);
  }
  return {
    find,
    open,
    knows: (origin) => known().includes(origin),
    async join(text) {
      const page = await find(text);
      if (!page.ok) return page;
      open(page.value);
      return ok(undefined);
    },
  };
}
