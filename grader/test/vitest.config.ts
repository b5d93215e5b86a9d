import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { compiledEnvironment } from './compiled.ts';

const project = (test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  test: {
    root: import.meta.dirname,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    env: compiledEnvironment,
    // More than cores: there is always a test that waits for a process.
    maxWorkers: availableParallelism() + 2,
    sequence: { groupOrder: 1 },
    ...test,
  },
});

/** Of values alone: nothing is started in them, and nothing stays that another file could find. */
const pure = [
  'arena/{,common/}*.test.ts',
  'arena/real/facts.test.ts',
  'arena/tasks/agenda.test.ts',
  'arena/threads/race-words.test.ts',
  'author/{answers,proof,splice}.test.ts',
  'class/*.test.ts',
  'cli/system-error.test.ts',
  'course/{exercise,metadata,reading,reset}.test.ts',
  'drive/view.test.ts',
  'explore/*.test.ts',
  'harness/{as-written,claims,loss,orders,replay,witnesses}.test.ts',
  'judge/summary.test.ts',
  'lint/*.test.ts',
  'report/*.test.ts',
  'verdict/*.test.ts',
  'watch/{editor,findings-and-resets,keys,plain,reducer,screen,views,wishes}.test.ts',
];

/** They take a quarter of a minute and more. */
const dearest = [
  'drive/drive',
  'arena/threads/timelines',
  'watch/session',
  'web/page',
  'arena/real/time',
  'hostile/hostile',
  'arena/tasks/faults',
  'arena/real/races',
  'arena/real/ending',
  'cli/places',
  'judge/bad-input',
  'cli/class',
  'arena/real/programs-driven',
  'cli/soak',
  'cli/grade',
  'arena/real/meters',
  'cli/usage',
  'author/sleeps',
  'cli/author',
  'cli/drive',
  'judge/batch',
  'arena/real/programs',
  'cli/new',
].map((name) => `/${name}.test.ts`);

/** The dearest files first, lest one of them runs alone at the end. */
class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = dearest.findIndex((name) => moduleId.endsWith(name));
      return rank === -1 ? dearest.length : rank;
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- it is vitest's, and makes a new list
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: DearestFirst },
    projects: [
      project({ name: 'pure', include: pure, isolate: false }),
      project({ name: 'processes', include: ['**/*.test.ts'], exclude: pure }),
    ],
  },
});
