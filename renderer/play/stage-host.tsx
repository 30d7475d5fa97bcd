/** Holds the game's stage (Phaser, loaded only now) while one has a seat, and says so when it cannot be loaded. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../../src/client/session.ts';
import type { Preferences, Services, StageHandle } from './services.ts';
import { TEXTS } from './texts.ts';

interface StageHostProps {
  readonly openStage: Services['openStage'];
  readonly session: Session;
  readonly gameId: string;
  readonly preferences: Preferences;
}

export function StageHost({ openStage, session, gameId, preferences }: StageHostProps) {
  const parent = useRef<HTMLDivElement>(null);
  const stage = useRef<StageHandle | undefined>(undefined);
  const latest = useRef(preferences);
  const [progress, setProgress] = useState<'loading' | 'open' | 'failed'>('loading');
  latest.current = preferences;

  useEffect(() => {
    let isGone = false;
    openStage({ parent: parent.current!, session, gameId, preferences: latest.current }).then(
      (opened) => {
        if (isGone) return opened.close();
        stage.current = opened;
        opened.setPreferences(latest.current);
        setProgress('open');
      },
      () => setProgress('failed'),
    );
    return () => {
      isGone = true;
      stage.current?.close();
      stage.current = undefined;
    };
  }, [openStage, session, gameId]);
  useEffect(() => stage.current?.setPreferences(preferences), [preferences]);

  return (
    <>
      <div class="stage" data-testid="stage" data-stage={progress} ref={parent} />
      {progress !== 'open' && (
        <p class="stage-note" role="status">
          {progress === 'failed' ? TEXTS.match.stageFailed : TEXTS.match.stageLoading}
        </p>
      )}
    </>
  );
}
