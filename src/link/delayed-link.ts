/**
 * A link that behaves like a worse network than the one below it: holds everything that goes over it, both ways,
 * for as long as the network model says. For bots, and for pages that try out how a guest fares.
 */
import type { Link, LinkEvents, OpenLink } from '../client/link.ts';
import { makeNetwork, type NetworkPath, type NetworkProfile } from './network-model.ts';

/** `open`, over a network like `profile`. The same `seed` brings the same delays. */
export function delayLink(open: OpenLink, profile: NetworkProfile, seed: number): OpenLink {
  return (events) => {
    const network = makeNetwork<() => void, () => void>(profile, seed);
    const up = new Postman(network.up);
    const down = new Postman(network.down);
    return delayOrders(open(delayEvents(events, up, down)), up, down);
  };
}

function delayEvents(events: LinkEvents, up: Postman, down: Postman): LinkEvents {
  return {
    hello: () => events.hello(),
    welcome: (welcome) => down.post(() => events.welcome(welcome)),
    room: (info) => down.post(() => events.room(info)),
    frame: (bytes) => down.post(() => events.frame(bytes)),
    goodbye: (goodbye) => down.post(() => events.goodbye(goodbye)),
    denied: (denial) => down.post(() => events.denied(denial)),
    refused: (goodbye) => down.post(() => events.refused(goodbye)),
    down() {
      // What the host has said before the end still arrives; what it was told does not.
      up.forget();
      down.post(() => events.down());
    },
  };
}

function delayOrders(link: Link, up: Postman, down: Postman): Link {
  return {
    sendFrame: (bytes) => up.post(() => link.sendFrame(bytes)),
    sendAction: (action) => up.post(() => link.sendAction(action)),
    reconnect(delayMs) {
      up.forget();
      down.forget();
      link.reconnect(delayMs);
    },
    close(farewell) {
      down.forget();
      up.hurry();
      link.close(farewell);
    },
  };
}

/** Delivers what goes along one path when its time has come. */
class Postman {
  readonly #path: NetworkPath<() => void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(path: NetworkPath<() => void>) {
    this.#path = path;
  }

  post(deliver: () => void): void {
    this.#path.send(performance.now(), deliver);
    this.#wait();
  }

  /** Nothing that is under way arrives. */
  forget(): void {
    this.#path.drain();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Everything that is under way arrives now. */
  hurry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const deliver of this.#path.drain()) deliver();
  }

  #wait(): void {
    const { nextAtMs } = this.#path;
    if (this.#timer !== undefined || nextAtMs === undefined) return;
    this.#timer = setTimeout(() => this.#deliver(), Math.max(0, nextAtMs - performance.now()));
  }

  #deliver(): void {
    this.#timer = undefined;
    for (;;) {
      const deliver = this.#path.take(performance.now());
      if (deliver === undefined) break;
      deliver();
    }
    this.#wait();
  }
}
