import { expect, test } from 'vitest';
import { wrongImport } from '../../../lint/layers.mjs';

test.each([
  ['watch/screens/plain.ts', 'watch/model/state.ts'],
  ['watch/watch.ts', 'watch/effects/effects.ts'],
  ['judge/judge.ts', 'harness/index.ts'],
  ['arena/main.ts', 'arena/threads/explore.ts'],
  ['arena/tasks/explain/picture.ts', 'arena/tasks/run/run.ts'],
  ['arena/real/programs/instrument.ts', 'arena/common/faults.ts'],
  ['bench/main.ts', 'arena/tasks/explore.ts'],
  ['author/template/T/checks.test.ts', 'harness/index.ts'],
  ['harness/scenario.ts', '../exercises/00-welcome/01-hello/hello.ts'],
])('%s may import %s', (importer, imported) => {
  expect(wrongImport(importer, imported)).toBeUndefined();
});

test.each([
  ['explore/search.ts', 'arena/main.ts', 'explore/ must not know arena/.'],
  ['course/exercise.ts', 'report/text.ts', 'course/ must not know report/.'],
  ['judge/judge.ts', 'test/kit.ts', 'judge/ must not know test/.'],
  ['watch/model/state.ts', 'watch/screens/plain.ts', 'watch/model must not know watch/screens.'],
  ['arena/tasks/run/run.ts', 'arena/tasks/fakes/timers.ts', 'arena/tasks/run must not know arena/tasks/fakes.'],
  ['arena/tasks/run/run.ts', 'arena/tasks/explore.ts', 'arena/tasks/run must not know arena/tasks/..'],
  ['arena/tasks/run/run.ts', 'arena/threads/explore.ts', 'arena/tasks must not know arena/threads.'],
  ['arena/tasks/new/new.ts', 'arena/tasks/run/run.ts', 'arena/tasks/new has no place in lint/layers.mjs.'],
  ['judge/judge.ts', 'new/new.ts', 'new/ has no place in lint/layers.mjs.'],
])('%s may not import %s', (importer, imported, message) => {
  expect(wrongImport(importer, imported)).toBe(message);
});
