/**
 * The log of the app and its game processes: a list that follows the newest line unless somebody has scrolled up to
 * read. "Copy diagnosis" is for whoever is asked for help.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleBridge } from '../../src/protocol/ipc.ts';
import { LOG_LEVELS, type LogLevel, type LogLine } from '../../src/protocol/log-line.ts';
import { Button } from '../ui/button.tsx';
import './log-panel.css';
import { LEVEL_CHOICES, LOG_TEXTS } from './log-texts.ts';

type LogBridge = Pick<ConsoleBridge, 'getLog' | 'onLog' | 'copyDiagnosis'>;

/** As many as the main process keeps. */
const LINES_SHOWN = 500;
/** Nearer to the end than this counts as being there, px. */
const END_PX = 24;

export function LogPanel({ bridge }: { bridge: LogBridge }) {
  const lines = useLog(bridge);
  const [wanted, setWanted] = useState('');
  const [least, setLeast] = useState<LogLevel>('debug');
  const shown = matching(lines, wanted, least);
  return (
    <div class="log" data-testid="log">
      <div class="log-choices">
        <input
          class="log-find"
          data-testid="log-find"
          type="search"
          value={wanted}
          aria-label={LOG_TEXTS.find}
          placeholder={LOG_TEXTS.find}
          spellcheck={false}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <select
          data-testid="log-level"
          value={least}
          aria-label={LOG_TEXTS.levels}
          onChange={(event) => setLeast(event.currentTarget.value as LogLevel)}
        >
          {LEVEL_CHOICES.map(([level, text]) => (
            <option key={level} value={level}>
              {text}
            </option>
          ))}
        </select>
      </div>
      <Lines lines={shown} nothing={lines.length === 0 ? LOG_TEXTS.empty : LOG_TEXTS.noMatch} />
      <CopyDiagnosis copy={bridge.copyDiagnosis} />
    </div>
  );
}

function Lines({ lines, nothing }: { lines: readonly LogLine[]; nothing: string }) {
  const list = useRef<HTMLOListElement>(null);
  const [follows, setFollows] = useState(true);
  useLayoutEffect(() => {
    if (follows && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [lines, follows]);
  if (lines.length === 0) return <p class="log-nothing">{nothing}</p>;
  return (
    <div class="log-frame">
      <ol
        ref={list}
        class="log-lines"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to do so by keyboard as well
        tabIndex={0}
        aria-label={LOG_TEXTS.lines}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setFollows(scrollHeight - scrollTop - clientHeight < END_PX)
        }
      >
        {lines.map(({ id, atMs, level, source, text }) => (
          <li key={id} class="log-line" data-level={level}>
            <time>{clockTime(atMs)}</time>
            <span class="log-words">
              <span class="log-source">{source}</span>{' '}
              <span class="log-text">
                {level !== 'info' && <strong>{level}: </strong>}
                {text}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {!follows && (
        <button type="button" class="log-to-end" onClick={() => setFollows(true)}>
          {LOG_TEXTS.toEnd}
        </button>
      )}
    </div>
  );
}

function CopyDiagnosis({ copy }: { copy: LogBridge['copyDiagnosis'] }) {
  const [said, setSaid] = useState<string>(LOG_TEXTS.copyHint);
  async function press(): Promise<void> {
    const answer = await copy();
    setSaid(answer.ok ? LOG_TEXTS.copied : answer.error.text);
  }
  return (
    <div class="log-copy">
      <p role="status">{said}</p>
      <Button icon="copy" data-testid="copy-diagnosis" onClick={() => void press()}>
        {LOG_TEXTS.copy}
      </Button>
    </div>
  );
}

/** The last lines of the log, kept current. */
function useLog(bridge: LogBridge): readonly LogLine[] {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  useEffect(() => {
    const add = (more: readonly LogLine[]): void => setLines((known) => merged(known, more));
    const stop = bridge.onLog(add);
    void bridge.getLog().then(add);
    return stop;
  }, [bridge]);
  return lines;
}

/** Both, each line once: what was pushed while the first answer was under way is in that as well. */
function merged(known: readonly LogLine[], more: readonly LogLine[]): LogLine[] {
  const byId = new Map([...known, ...more].map((line) => [line.id, line]));
  return [...byId.values()].sort((a, b) => a.id - b.id).slice(-LINES_SHOWN);
}

function matching(lines: readonly LogLine[], wanted: string, least: LogLevel): LogLine[] {
  const lowest = LOG_LEVELS.indexOf(least);
  const words = wanted.trim().toLowerCase();
  return lines.filter(
    ({ level, source, text }) =>
      LOG_LEVELS.indexOf(level) <= lowest && `${source} ${text}`.toLowerCase().includes(words),
  );
}

/** 'HH:MM:SS' where this computer is. */
const clockTime = (atMs: number): string => new Date(atMs).toTimeString().slice(0, 8);
