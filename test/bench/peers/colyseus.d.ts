/**
 * The part of Colyseus 0.18 that its server under test uses. The packages are installed for a measurement only, and
 * not where the compiler looks.
 */
declare module '@colyseus/schema' {
  /** A field of a schema that holds a V. */
  interface Field<V> {
    readonly value?: V;
  }
  interface SchemaClass<T> {
    new (): T;
  }
  interface MapSchema<V> {
    set(key: string, value: V): this;
    delete(key: string): boolean;
  }
  type Values<F> = { [K in keyof F]: F[K] extends Field<infer V> ? V : never };

  export const t: {
    float32(): Field<number>;
    int8(): Field<number>;
    uint8(): Field<number>;
    uint16(): Field<number>;
    map<V>(of: SchemaClass<V>): Field<MapSchema<V>>;
  };
  export function schema<F extends Readonly<Record<string, Field<unknown>>>>(
    fields: F,
    name: string,
  ): SchemaClass<Values<F>>;
}

declare module '@colyseus/core' {
  import type { SchemaClass } from '@colyseus/schema';

  export interface Client {
    readonly sessionId: string;
  }
  export class Room<State> {
    state: State;
    maxClients: number;
    patchRate: number;
    defineInput<T>(of: SchemaClass<T>): { get(sessionId: string): Iterable<T> };
    setFixedTimestep(step: () => void, hz: number): void;
    broadcastPatch(): void;
  }
  export class Server {
    constructor(options: { transport: object; greet: boolean; gracefullyShutdown: boolean });
    define(name: string, room: new () => object): { filterBy(options: readonly string[]): void };
    listen(port: number, host: string): Promise<void>;
  }
}

declare module '@colyseus/ws-transport' {
  export class WebSocketTransport {
    constructor(options: object);
  }
}
