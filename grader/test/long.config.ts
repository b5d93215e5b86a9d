import { defineConfig } from 'vitest/config';
import { compiledEnvironment } from './compiled.ts';

/** Tests that draw from more than can be tried at each change (draws.ts), for an hour in which nobody waits. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: [
      '**/{differential,reduction,determinism,shared-turns,styles,symmetry}.test.ts',
      'arena/real/{programs,races}.test.ts',
      'arena/threads/conformance.test.ts',
      'author/sleeps.test.ts',
      'hostile/hostile.test.ts',
      'judge/bad-input.test.ts',
    ],
    env: { ...compiledEnvironment, RACELINGS_LONG: '1' },
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
  },
});
