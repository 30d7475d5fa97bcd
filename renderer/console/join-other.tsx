/**
 * "Join a game": the hosts that announce themselves on this network, and a field for a link, an address or a room code
 * of any other.
 */
import { useEffect, useState } from 'preact/hooks';
import type { ConsoleBridge, NearbyHost } from '../../src/protocol/ipc.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import './join-other.css';
import { TEXTS } from './texts.ts';

const WORDS = TEXTS.joinOther;

export function JoinOther({ bridge }: { bridge: ConsoleBridge }) {
  const hosts = useNearby(bridge);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isLooking, setLooking] = useState(false);

  async function join(where: string): Promise<void> {
    if (isLooking) return;
    setLooking(true);
    setProblem(undefined);
    const answer = await bridge.joinOther(where);
    setLooking(false);
    if (!answer.ok) setProblem(answer.error.text);
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    void join(text);
  };

  return (
    <section class="join-other">
      <h2>{WORDS.title}</h2>
      {hosts !== undefined && <NearbyHosts hosts={hosts} onChoose={(host) => void join(host.origin)} />}
      <form class="join-other-row" onSubmit={submit}>
        <input
          aria-label={WORDS.field}
          data-testid="join-other-input"
          value={text}
          placeholder={WORDS.field}
          autoComplete="off"
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" data-testid="join-other-button" disabled={isLooking}>
          {isLooking ? WORDS.looking : WORDS.go}
        </Button>
      </form>
      <p class="join-other-problem" role="alert">
        {problem !== undefined && <span data-testid="problem">{problem}</span>}
      </p>
    </section>
  );
}

interface NearbyHostsProps {
  readonly hosts: readonly NearbyHost[];
  readonly onChoose: (host: NearbyHost) => void;
}

function NearbyHosts({ hosts, onChoose }: NearbyHostsProps) {
  if (hosts.length === 0) {
    return (
      <p class="nearby-none" data-testid="nearby-none">
        {WORDS.nobody}
      </p>
    );
  }
  return (
    <ul class="nearby scroll-list" aria-label={WORDS.nearby}>
      {hosts.map((host) => (
        <li key={host.id}>
          <button
            type="button"
            class="nearby-host"
            data-testid="nearby-host"
            title={host.origin}
            onClick={() => onChoose(host)}
          >
            <span class="nearby-name">{host.name}</span>
            <span class="nearby-games">{host.games.join(', ') || WORDS.noRoom}</span>
            <span class="nearby-players">
              <Icon name="people" size={20} />
              {WORDS.players(host.players)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The hosts nearby, kept current; undefined until the first answer. */
function useNearby(bridge: ConsoleBridge): readonly NearbyHost[] | undefined {
  const [hosts, setHosts] = useState<readonly NearbyHost[]>();
  useEffect(() => {
    const stop = bridge.onNearby(setHosts);
    // A list that was pushed meanwhile is newer than this answer.
    void bridge.getNearby().then((first) => setHosts((pushed) => pushed ?? first));
    return stop;
  }, [bridge]);
  return hosts;
}
