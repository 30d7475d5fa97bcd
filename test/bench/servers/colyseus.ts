/**
 * Colyseus 0.18 with its own inputs and state. `--patch auto`: out of the box, its fixed timestep and its patch rate;
 * `--patch ticker`: steps and patches are driven by the clock of the other servers, which does not drift.
 */
import { type Client, Room, Server } from '@colyseus/core';
import { schema, t } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { Arena, newPlayer, ROOM_SIZE } from '../arena/arena.ts';
import { hz, option, port, sayReady, startTicker } from './server-kit.ts';

const place = () => ({ x: t.float32(), y: t.float32(), angle: t.float32() });
const Player = schema({ ...place(), hp: t.uint8(), score: t.uint16(), flags: t.uint8() }, 'Player');
const Projectile = schema({ ...place(), owner: t.uint8() }, 'Projectile');
const State = schema({ players: t.map(Player), projectiles: t.map(Projectile) }, 'State');
const MoveInput = schema({ dx: t.int8(), dy: t.int8(), buttons: t.uint8() }, 'MoveInput');

type PlayerSchema = InstanceType<typeof Player>;
type ProjectileSchema = InstanceType<typeof Projectile>;

const isOnTicker = option('patch', 'auto') === 'ticker';
/** Rooms whose steps the ticker calls. */
const ticked = new Set<() => void>();
/** A patch rate that never comes, ms. */
const NEVER_MS = 1e9;

class ArenaRoom extends Room<InstanceType<typeof State>> {
  override maxClients = ROOM_SIZE;
  override patchRate = 1000 / hz;
  override state = new State();
  private readonly slots = new Map<string, number>();
  private readonly moves = this.defineInput(MoveInput);
  private readonly arena = new Arena<PlayerSchema, ProjectileSchema>(hz, {
    spawn: (id, x, y, angle, owner) => {
      const projectile = Object.assign(new Projectile(), { x, y, angle, owner });
      this.state.projectiles.set(String(id), projectile);
      return projectile;
    },
    despawn: (id) => void this.state.projectiles.delete(String(id)),
  });
  private readonly step = (): void => {
    for (const [sessionId, slot] of this.slots) {
      const input = this.arena.inputs[slot]!;
      for (const { dx, dy, buttons } of this.moves.get(sessionId)) {
        input.dx = dx;
        input.dy = dy;
        input.buttons = buttons;
      }
    }
    this.arena.step();
    if (isOnTicker) this.broadcastPatch();
  };

  onCreate(): void {
    if (isOnTicker) {
      this.patchRate = NEVER_MS;
      ticked.add(this.step);
    } else this.setFixedTimestep(this.step, hz);
  }

  onJoin({ sessionId }: Client, { slot }: { readonly slot: number }): void {
    const player = Object.assign(new Player(), newPlayer(slot));
    this.state.players.set(`p${slot}`, player);
    this.slots.set(sessionId, slot);
    this.arena.join(slot, player);
  }

  onLeave({ sessionId }: Client): void {
    const slot = this.slots.get(sessionId);
    if (slot === undefined) return;
    this.slots.delete(sessionId);
    this.arena.leave(slot);
    this.state.players.delete(`p${slot}`);
  }

  onDispose(): void {
    ticked.delete(this.step);
  }
}

if (isOnTicker) {
  startTicker(() => {
    for (const step of ticked) step();
  });
}
const server = new Server({
  transport: new WebSocketTransport({}),
  greet: false,
  gracefullyShutdown: false,
});
server.define('arena', ArenaRoom).filterBy(['room']);
await server.listen(port, '127.0.0.1');
sayReady();
