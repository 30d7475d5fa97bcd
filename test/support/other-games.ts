/** Builds in which the games are others than those of src/games/registry.ts. */
import type { BuildOptions } from 'esbuild';

/** The same build with the games of `registryFile`, an absolute path. */
export function withGames(options: BuildOptions, registryFile: string): BuildOptions {
  const plugin = {
    name: 'other-games',
    setup: ({ onResolve }: { onResolve: OnResolve }) =>
      onResolve({ filter: /games\/registry\.ts$/ }, () => ({ path: registryFile })),
  };
  return { ...options, plugins: [...(options.plugins ?? []), plugin] };
}

type OnResolve = (options: { filter: RegExp }, resolve: () => { path: string }) => void;
