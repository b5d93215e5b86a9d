import { threads } from '../arena/threads/scenario/scenario.ts';

type Test = { readonly run: () => Promise<string | null> };

/** Runs a test of the language as the only thread. */
export const test = threads('a test of the language', {
  memory: () => ({}),
  run: { test: ({ load }) => load<Test>('test.js').run() },
  outcome: (_memory, { results }) => results.test,
});
