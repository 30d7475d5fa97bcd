/** What is kept to see a fault again: the inputs since the last checkpoint, as they were. */
import { expect, test } from 'vitest';
import { asTick } from '../../src/core/ids.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import { eraseGame } from '../../src/sdk/game.ts';
import { FaultRecorder } from '../../src/worker/fault-recorder.ts';
import { makeCheckpoint } from '../support/checkpoints.ts';

const { input } = eraseGame(rimRumble);
const aimed = (tick: number): unknown =>
  input.quantise({ aimX: (tick % 7) / 7, aimY: -0.5, dashes: tick % 8 });

test('everybody’s inputs of the ticks since the last checkpoint come out as they went in, empty seats too', () => {
  const recorder = new FaultRecorder(input);
  recorder.record(asTick(1), [aimed(1)]); // nothing to begin from yet
  expect(recorder.fault('')).toBeUndefined();

  const from = (tick: number) => ({ ...makeCheckpoint('QUAX'), tick: asTick(tick) });
  recorder.restart(from(1));
  recorder.record(asTick(2), [aimed(2)]);
  recorder.restart(from(4));
  recorder.record(asTick(4), [aimed(4)]); // the checkpoint holds it
  recorder.record(asTick(5), [undefined, aimed(5)]);
  recorder.record(asTick(5), [undefined, aimed(6)]); // it holds it
  recorder.record(asTick(6), []);
  recorder.record(asTick(7), [aimed(7), undefined, aimed(8)]);

  expect(recorder.fault('Error: a fault')).toEqual({
    checkpoint: from(4),
    inputs: [[undefined, aimed(5)], [], [aimed(7), undefined, aimed(8)]],
    stack: 'Error: a fault',
  });
});
