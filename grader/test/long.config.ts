import { defineConfig } from 'vitest/config';

/** Tests that draw from more than can be tried at each change (draws.ts), for an hour in which nobody waits. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/differential.test.ts', 'arena/tasks/reduction.test.ts', 'hostile/hostile.test.ts'],
    env: { RACELINGS_LONG: '1' },
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
  },
});
