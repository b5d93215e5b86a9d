import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** It looks at the whole clone before and after, so nothing else may work in it. */
const alone = ['hostile/hostile.test.ts'];

const project = (test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  test: { root: import.meta.dirname, testTimeout: 180_000, hookTimeout: 180_000, ...test },
});

/** Projects run one after the other, each with its own number of files at once. */
export default defineConfig({
  test: {
    projects: [
      project({
        name: 'parallel',
        include: ['**/*.test.ts'],
        exclude: alone,
        // Vitest would keep a core for itself, which is one of two.
        maxWorkers: availableParallelism(),
        sequence: { groupOrder: 1 },
      }),
      project({ name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 2 } }),
    ],
  },
});
