/** Entry of the guest's page: hands the real services to the app. The stage, and Phaser with it, comes later. */
import { render } from 'preact';
import { createSession } from '../../src/client/room-session.ts';
import { delayLink } from '../../src/link/delayed-link.ts';
import { NETWORKS } from '../../src/link/network-model.ts';
import { openSocketLink } from '../../src/link/socket-link.ts';
import '../ui/tokens.css';
import { goOnAt, networkInAddress, routeInAddress } from './address.ts';
import { App } from './app.tsx';
import { recallDevice } from './profile.ts';
import { roomsApi } from './rooms-api.ts';
import type { Services } from './services.ts';

const device = recallDevice();
const clock = { nowMs: () => performance.now() };

const services: Services = {
  rooms: roomsApi,
  connect({ code, route }, profile, keys) {
    const socket = openSocketLink({
      route: routeInAddress() ?? route,
      origin: location.origin,
      onMoved: (origin) => goOnAt(origin, code, device),
    });
    const network = networkInAddress();
    const link = network === undefined ? socket : delayLink(socket, NETWORKS[network], Date.now());
    return createSession({ room: code, ...profile, ...keys, device }, link, clock);
  },
  async openStage(request) {
    const { openStage } = await import('../stage/stage.ts');
    return openStage(request);
  },
};

render(<App services={services} />, document.getElementById('app')!);
