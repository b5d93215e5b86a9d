import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/**
 * Files that measure real runs, fill the machine on purpose, or wait for what a person would see. They would pass
 * beside others, too, only later: what they wait for is given more time on a busy machine.
 */
const measuring = [
  'arena/real/**/*.test.ts',
  'cli/places.test.ts',
  'cli/soak.test.ts',
  'hostile/hostile.test.ts',
  'watch/session.test.ts',
  'watch/files.test.ts',
  'web/page.test.ts',
];

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
        exclude: measuring,
        // Vitest would keep a core for itself, which is one of two.
        maxWorkers: availableParallelism(),
        sequence: { groupOrder: 1 },
      }),
      project({ name: 'serial', include: measuring, maxWorkers: 1, sequence: { groupOrder: 2 } }),
    ],
  },
});
