/** The workers: how each is doing now and did in the last minute, which rooms it has, and moving them off it. */
import { useState } from 'preact/hooks';
import type { ConsoleCommand, WorkerStatus, WorkerVitals } from '../../src/protocol/console.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from './menu.tsx';
import { Plot, roundUp } from './plot.tsx';
import type { HostingStatus, StatusHistory, WorkerSample } from './status-history.ts';
import { TEXTS } from './texts.ts';
import './worker-panel.css';

type Deed = Extract<ConsoleCommand, { ask: 'worker' }>['do'];

interface WorkerPanelProps {
  readonly status: HostingStatus;
  readonly history: StatusHistory;
  readonly ask: (command: ConsoleCommand) => Promise<void>;
}

export function WorkerPanel({ status, history, ask }: WorkerPanelProps) {
  return (
    <div class="workers scroll-list">
      <p>{TEXTS.details.workersText}</p>
      <ul class="workers-list">
        {inOrder(status.workers).map((worker) => (
          <WorkerCard
            key={worker.id}
            worker={worker}
            codes={status.rooms.filter(({ owner }) => owner === worker.id).map(({ info }) => info.code)}
            samples={history.worker(worker.id)}
            ask={ask}
          />
        ))}
      </ul>
    </div>
  );
}

/** As they were started, whichever was ready first. */
const inOrder = (workers: readonly WorkerStatus[]): WorkerStatus[] => workers.toSorted((a, b) => a.id - b.id);

interface WorkerCardProps extends Pick<WorkerPanelProps, 'ask'> {
  readonly worker: WorkerStatus;
  /** The rooms that it runs. */
  readonly codes: readonly string[];
  readonly samples: readonly WorkerSample[];
}

function WorkerCard({ worker, codes, samples, ask }: WorkerCardProps) {
  const { id, pid, state, guests, vitals } = worker;
  const [deed, setDeed] = useState<Deed>();
  const run = async (wanted: Deed): Promise<void> => {
    setDeed(wanted);
    await ask({ ask: 'worker', worker: id, do: wanted });
    setDeed(undefined);
  };
  return (
    <li class="worker" data-testid={`worker-${id}`}>
      <div class="worker-head">
        <span class="worker-light" data-state={deed === undefined ? state : 'busy'} />
        <h3>{TEXTS.worker.name(id)}</h3>
        <span class="worker-state">{stateOf(state, pid, deed)}</span>
        <Menu
          label={TEXTS.worker.menu(id)}
          testId={`worker-menu-${id}`}
          look="more-button"
          groups={[
            {
              items: [
                { id: 'drain', label: TEXTS.worker.drain, icon: 'move', run: () => void run('drain') },
                {
                  id: 'restart',
                  label: TEXTS.worker.restart,
                  icon: 'reload',
                  run: () => void run('restart'),
                },
              ],
            },
          ]}
        >
          <Icon name="more" />
        </Menu>
      </div>
      <p class="worker-rooms">
        {codes.length === 0
          ? TEXTS.worker.noRooms
          : codes.map((code) => (
              <span key={code} class="worker-room">
                {code}
              </span>
            ))}
      </p>
      {vitals === undefined ? (
        <p>{TEXTS.worker.silent}</p>
      ) : (
        <Plots vitals={vitals} guests={guests} rooms={worker.rooms} samples={samples} />
      )}
    </li>
  );
}

function stateOf(state: WorkerStatus['state'], pid: number, deed: Deed | undefined): string {
  if (deed !== undefined) return deed === 'drain' ? TEXTS.worker.draining : TEXTS.worker.restarting;
  return state === 'ready' ? TEXTS.worker.ready(pid) : TEXTS.worker.starting;
}

interface PlotsProps extends Pick<WorkerStatus, 'guests' | 'rooms'> {
  readonly vitals: WorkerVitals;
  readonly samples: readonly WorkerSample[];
}

/** The least that the upper edge of a plot stands for, so that a quiet worker draws quiet lines. */
const LEAST = { cores: 1, tickMs: 5, memoryBytes: 200_000_000, guests: 10 };

function Plots({ vitals, guests, rooms, samples }: PlotsProps) {
  const { cpuCores, memoryBytes, tickP50Ms, tickP99Ms } = vitals;
  const of = (read: (sample: WorkerSample) => number): number[] => samples.map(read);
  return (
    <dl class="worker-plots">
      <Figure
        name={TEXTS.worker.cpu}
        values={[TEXTS.worker.percent(cpuCores)]}
        lines={[of((sample) => sample.cpuCores)]}
        least={LEAST.cores}
      />
      <Figure
        name={TEXTS.worker.tick}
        values={[TEXTS.worker.tickP50(tickP50Ms), TEXTS.worker.tickP99(tickP99Ms)]}
        lines={[of((sample) => sample.tickP50Ms), of((sample) => sample.tickP99Ms)]}
        least={LEAST.tickMs}
      />
      <Figure
        name={TEXTS.worker.memory}
        values={[TEXTS.worker.megabytes(memoryBytes)]}
        lines={[of((sample) => sample.memoryBytes)]}
        least={LEAST.memoryBytes}
      />
      <Figure
        name={TEXTS.worker.load}
        values={[TEXTS.worker.guests(guests), TEXTS.worker.rooms(rooms)]}
        lines={[of((sample) => sample.guests), of((sample) => sample.rooms)]}
        least={LEAST.guests}
      />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  /** The newest value of each line, in words. */
  readonly values: readonly string[];
  readonly lines: readonly (readonly number[])[];
  readonly least: number;
}

function Figure({ name, values, lines, least }: FigureProps) {
  return (
    <div class="worker-figure">
      <dt>{name}</dt>
      <dd class="worker-values">
        {values.map((value, i) => (
          <span key={value} data-line={i + 1}>
            {value}
          </span>
        ))}
      </dd>
      <dd class="worker-plot">
        <Plot lines={lines} full={roundUp(Math.max(least, ...lines.flat()))} />
      </dd>
    </div>
  );
}
