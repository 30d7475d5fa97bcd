/**
 * Joins a game on another computer: finds its host, remembers it, shows its page. The console's field and links
 * from outside both end here.
 */
import { ok } from '../src/core/result.ts';
import type { Answer } from '../src/protocol/ipc.ts';
import { findRoom } from './find-room.ts';
import { type Hosting, ownOrigin } from './hosting.ts';
import type { JoinViews } from './join-view.ts';
import type { RecentHosts } from './recent-hosts.ts';

interface JoiningParts {
  readonly hosting: Hosting;
  readonly joinViews: JoinViews;
  readonly recentHosts: RecentHosts;
}

export interface Joining {
  /** Opens the page that `text` (a link, an address, a room code) means. */
  join(text: string): Promise<Answer>;
  /** Is this the own host, or one that was joined before? */
  knows(origin: string): boolean;
}

export function createJoining({ hosting, joinViews, recentHosts }: JoiningParts): Joining {
  const known = (): string[] => {
    const own = ownOrigin(hosting);
    return [...(own === undefined ? [] : [own]), ...recentHosts.origins()];
  };
  return {
    knows: (origin) => known().includes(origin),
    async join(text) {
      const page = await findRoom(text, known());
      if (!page.ok) return page;
      if (page.value.origin !== ownOrigin(hosting)) recentHosts.add(page.value.origin);
      joinViews.open(page.value);
      return ok(undefined);
    },
  };
}
