/** A link that somebody looks over the shoulder of: lets a bot measure and check the wire of an ordinary session. */
import type { Link, LinkEvents, OpenLink } from '../client/link.ts';
import type { RoomInfo, Welcome } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';

export interface LinkWatcher {
  /** Before the session hears of it. */
  welcomed(welcome: Welcome): void;
  /** Before the session hears of it. */
  roomChanged(info: RoomInfo): void;
  /** After the session has read the frame. `wasReadable`: it did not give the connection up over it. */
  received(bytes: Uint8Array, wasReadable: boolean): void;
  sent(bytes: Uint8Array): void;
  /** The connection broke or was given up. Comes again with every attempt that fails. */
  lost(): void;
  refused(reason: Reason): void;
}

/** `open`, with `watcher` told of everything that goes over it. */
export function watchLink(open: OpenLink, watcher: LinkWatcher): OpenLink {
  return (events) => {
    let gaveUp = false;
    const link = open(
      watchEvents(events, watcher, (read) => {
        gaveUp = false;
        read();
        return !gaveUp;
      }),
    );
    return watchOrders(link, watcher, () => {
      gaveUp = true;
    });
  };
}

function watchEvents(
  events: LinkEvents,
  watcher: LinkWatcher,
  isReadable: (read: () => void) => boolean,
): LinkEvents {
  return {
    hello: () => events.hello(),
    welcome(welcome) {
      watcher.welcomed(welcome);
      events.welcome(welcome);
    },
    room(info) {
      watcher.roomChanged(info);
      events.room(info);
    },
    frame(bytes) {
      watcher.received(
        bytes,
        isReadable(() => events.frame(bytes)),
      );
    },
    goodbye: (goodbye) => events.goodbye(goodbye),
    denied: (denial) => events.denied(denial),
    refused(goodbye) {
      watcher.refused(goodbye.reason);
      events.refused(goodbye);
    },
    down() {
      watcher.lost();
      events.down();
    },
  };
}

function watchOrders(link: Link, watcher: LinkWatcher, onReconnect: () => void): Link {
  return {
    sendFrame(bytes) {
      watcher.sent(bytes);
      link.sendFrame(bytes);
    },
    sendAction: (action) => link.sendAction(action),
    reconnect(delayMs) {
      onReconnect();
      watcher.lost();
      link.reconnect(delayMs);
    },
    close: (farewell) => link.close(farewell),
  };
}
