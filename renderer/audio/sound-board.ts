/**
 * Sound without files: zzfx turns short parameter lists into samples, which are built once per list and played
 * with a little variation. The stage opens one board for as long as it runs.
 */
type Sound = readonly (number | undefined)[];

/** More at a time only make noise. */
const MAX_VOICES = 14;
/** The same sound again within this time, ms, is left out. */
const REPEAT_MS = 35;
/** Pitch goes up or down by at most this share. */
const PITCH_SPREAD = 0.06;
const MASTER_GAIN = 0.35;

export interface SoundBoard {
  setMuted(muted: boolean): void;
  /** Plays a list of zzfx parameters. `pan` from -1 (left) to 1. Silent until the first gesture on the page. */
  play(sound: Sound, options?: { readonly volume?: number; readonly pan?: number }): void;
  close(): void;
}

interface Engine {
  readonly context: AudioContext;
  readonly master: GainNode;
  bufferOf(sound: Sound): AudioBuffer;
}

export function openSoundBoard(): SoundBoard {
  const stop = new AbortController();
  const lastPlayed = new Map<Sound, number>();
  let engine: Engine | undefined;
  let loading: Promise<Engine> | undefined;
  let isMuted = false;
  let voices = 0;

  const wake = async (): Promise<void> => {
    loading ??= loadEngine();
    engine = await loading;
    if (stop.signal.aborted) engine.master.disconnect();
    else if (engine.context.state !== 'running') await engine.context.resume();
  };
  // A finger's first touch is no gesture yet for browsers, its end is. `wake` may fail where there is no sound.
  const tryWake = (): void => void wake().catch(() => undefined);
  const options = { capture: true, signal: stop.signal };
  for (const type of ['pointerup', 'touchend', 'keydown']) addEventListener(type, tryWake, options);
  if (navigator.userActivation?.hasBeenActive) tryWake();

  return {
    setMuted(muted) {
      isMuted = muted;
    },
    play(sound, { volume = 1, pan = 0 } = {}) {
      if (isMuted || engine === undefined || engine.context.state !== 'running') return;
      if (voices >= MAX_VOICES || document.hidden) return;
      const now = performance.now();
      if (now - (lastPlayed.get(sound) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return;
      lastPlayed.set(sound, now);
      voices++;
      startVoice(engine, sound, volume, pan).onended = () => {
        voices--;
      };
    },
    close() {
      stop.abort();
      // The context is zzfx's own, one per page: it stays for the next board.
      engine?.master.disconnect();
    },
  };
}

/** zzfx makes its AudioContext when it is imported, so that happens after the first gesture. */
async function loadEngine(): Promise<Engine> {
  const { ZZFX } = await import('zzfx');
  const context = ZZFX.audioContext;
  const master = context.createGain();
  master.gain.value = MASTER_GAIN;
  master.connect(context.destination);
  const buffers = new Map<Sound, AudioBuffer>();
  return {
    context,
    master,
    bufferOf(sound) {
      const known = buffers.get(sound);
      if (known !== undefined) return known;
      // The second parameter is zzfx's own pitch variation, which would be frozen into the samples.
      const [loudness, , ...rest] = sound;
      const samples = ZZFX.buildSamples(loudness, 0, ...rest);
      const buffer = context.createBuffer(1, samples.length, ZZFX.sampleRate);
      buffer.getChannelData(0).set(samples);
      buffers.set(sound, buffer);
      return buffer;
    },
  };
}

function startVoice(engine: Engine, sound: Sound, volume: number, pan: number): AudioBufferSourceNode {
  const { context, master } = engine;
  const source = context.createBufferSource();
  source.buffer = engine.bufferOf(sound);
  source.playbackRate.value = 1 + (Math.random() * 2 - 1) * PITCH_SPREAD;
  const gain = context.createGain();
  gain.gain.value = volume;
  const panner = context.createStereoPanner();
  panner.pan.value = Math.max(-1, Math.min(1, pan));
  source.connect(panner).connect(gain).connect(master);
  source.start();
  return source;
}
