/** After a match: podium, everybody's score, awards, rematch. Over the still field. */
import { useState } from 'preact/hooks';
import type { SeatId } from '../../src/core/ids.ts';
import { findGame } from '../../src/games/registry.ts';
import type { RoomInfo, SeatAction } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { LookBadge } from '../ui/look-badge.tsx';
import { CountUp } from './count-up.tsx';
import './results-screen.css';
import { type Standing, type Standings, standingsOf } from './standings.ts';
import { TEXTS } from './texts.ts';

interface ResultsScreenProps {
  readonly room: RoomInfo;
  readonly ownSeat: SeatId;
  readonly reducedMotion: boolean;
  readonly onAct: (action: SeatAction) => void;
  readonly onLeave: () => void;
  /** Opens the menu, from where a leader goes on, and leaves; undefined for everybody else. */
  readonly onMenu: (() => void) | undefined;
}

export function ResultsScreen({ reducedMotion, ...bar }: ResultsScreenProps) {
  const { room, ownSeat } = bar;
  const standings = standingsOf(room);
  const winners = standings.ranking.filter(({ place }) => place === 1).map(({ name }) => name);
  return (
    <section class="results" data-testid="results" aria-label={TEXTS.results.title}>
      <div class="results-scroll">
        <div class="results-top">
          <h1 class="results-title">{TEXTS.results.winner(winners)}</h1>
          <Podium standings={standings.ranking.slice(0, 3)} />
        </div>
        <div class="results-rest">
          <ol class="results-rows card">
            {standings.ranking.map((standing) => (
              <ResultRow
                key={standing.seat}
                standing={standing}
                isOwn={standing.isHere && standing.seat === ownSeat}
                still={reducedMotion}
              />
            ))}
          </ol>
          <Awards standings={standings} />
        </div>
      </div>
      <ResultsBar {...bar} standings={standings} />
    </section>
  );
}

/** The best three; the winner in the middle. */
function Podium({ standings }: { standings: readonly Standing[] }) {
  return (
    <div class="podium" aria-hidden="true">
      {standings.map(({ seat, place, name, look }, index) => (
        <div key={seat} class={`podium-step podium-place-${Math.min(place, 3)} podium-rank-${index + 1}`}>
          <LookBadge look={look} size={index === 0 ? 72 : 54} />
          <span class="podium-name">{name}</span>
          <span class="podium-block">{place}</span>
        </div>
      ))}
    </div>
  );
}

function ResultRow({ standing, isOwn, still }: { standing: Standing; isOwn: boolean; still: boolean }) {
  const { seat, place, score, name, look, wins, isBot, isReady } = standing;
  return (
    <li
      class={isOwn ? 'result-row seat-own' : 'result-row'}
      data-testid={`result-row-${seat}`}
      data-score={score}
    >
      <span class="result-place">{place}</span>
      <span class="seat-badge">
        <LookBadge look={look} size={32} />
        {isReady && !isBot && (
          <span class="seat-tick" role="img" aria-label={TEXTS.lobby.isReady}>
            <Icon name="check" size={14} />
          </span>
        )}
      </span>
      <span class="seat-name">{name}</span>
      {isOwn && <span class="seat-mark">{TEXTS.results.you}</span>}
      {wins > 0 && (
        <span class="seat-wins" role="img" aria-label={TEXTS.lobby.wins(wins)}>
          ★ {wins}
        </span>
      )}
      <span class="result-score">
        <CountUp value={score} still={still} />
        <span class="visually-hidden"> {TEXTS.results.points}</span>
      </span>
    </li>
  );
}

function Awards({ standings }: { standings: Standings }) {
  if (standings.awards.length === 0) return null;
  return (
    <ul class="awards" aria-label={TEXTS.results.awards}>
      {standings.awards.map(({ seat, title, reason, name, look }) => (
        <li key={`${seat} ${title}`} class="award">
          <LookBadge look={look} size={30} />
          <span>
            <b>{title}</b>
            <span class="soft">
              <bdi>{name}</bdi> · {reason}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ResultsBarProps extends Omit<ResultsScreenProps, 'reducedMotion'> {
  readonly standings: Standings;
}

function ResultsBar({ room, ownSeat, standings, onAct, onLeave, onMenu }: ResultsBarProps) {
  const [hasFailed, setFailed] = useState(false);
  const here = room.seats.filter((seat) => seat.bot === undefined && !seat.away);
  const ready = here.filter((seat) => seat.ready).length;
  const isReady = here.some((seat) => seat.seat === ownSeat && seat.ready);
  const title = findGame(room.game)?.title ?? room.game;

  const save = async (): Promise<void> => {
    try {
      const { saveResultsPicture } = await import('./results-picture.ts');
      await saveResultsPicture(standings, title);
    } catch {
      setFailed(true);
    }
  };
  return (
    <footer class="results-bar">
      <p class="ready-count" role="status">
        {hasFailed ? TEXTS.results.saveFailed : TEXTS.results.waiting(ready, here.length)}
      </p>
      {onMenu ? (
        <Button icon="menu" label={TEXTS.match.menu} data-testid="menu-button" onClick={onMenu} />
      ) : (
        <Button icon="leave" label={TEXTS.results.leave} data-testid="leave-button" onClick={onLeave} />
      )}
      <Button
        kind="main"
        big
        icon={isReady ? 'check' : 'reload'}
        aria-pressed={isReady}
        data-testid="rematch-button"
        onClick={() => onAct({ do: 'ready', ready: !isReady })}
      >
        {isReady ? TEXTS.results.rematchReady : TEXTS.results.rematch}
      </Button>
      <Button
        icon="download"
        label={TEXTS.results.save}
        data-testid="save-button"
        onClick={() => void save()}
      />
    </footer>
  );
}
