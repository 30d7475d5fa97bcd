/** Types of the part of zzfx that is used. Importing it makes an AudioContext: only after a gesture. */
declare module 'zzfx' {
  export const ZZFX: {
    readonly sampleRate: number;
    readonly audioContext: AudioContext;
    buildSamples(...parameters: readonly (number | undefined)[]): number[];
  };
}
