import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import type { Exploration } from '../arena/common/exploration.ts';
import { startTasks } from '../arena/tasks/tasks-instrument.ts';
import { nodeDiffers } from './node-differs.ts';
import { firstLine, openStages, refusal } from './stages.ts';
import type { Case, OpenSuite } from './suite.ts';

/** Groups by the beginning of a file's name. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^test-timers/, 'timers'],
  [/^test-abort/, 'aborts'],
  [/^test-event/, 'events'],
  [/^test-(?:worker-message|messag)/, 'ports'],
  [/^test-(?:next-tick|queue-microtask|microtask)/, 'ticks'],
];

/** Most orders of one test that are tried; Node itself would only show one of them. */
const orders = 200;
/** For a test in Node itself, in ms. */
const timeLimit = 20_000;

/** Tests of `test/parallel` in Node's sources that need only what the task arena has. */
export const open: OpenSuite = async (folder) => {
  const files = (await readdir(folder)).toSorted();
  const stages = await openStages('tasks/thread.ts', 'node-scenario.ts');

  return {
    cases: files.flatMap((name) => groups.filter(([form]) => form.test(name)).map(([, group]) => ({ name, group }))),
    inNode: async ({ name }) => {
      const path = join(folder, name);
      const flags = /^\/\/ Flags: (.*)$/m.exec(await readFile(path, 'utf8'))?.[1]?.split(' ') ?? [];
      return promisify(execFile)(process.execPath, [...flags, path], {
        timeout: timeLimit,
        cwd: stages.temporary,
      }).then(
        () => undefined,
        (error: unknown) => String(error),
      );
    },
    inArena: async (one) => {
      const stage = await stages.add(await programOf(folder, one));
      // Each test gets a thread of its own: what it does to the globals affects no other.
      const instrument = startTasks(stages.entry);
      try {
        const asked = { stage, scenario: 'test', budget: orders };
        return complaint((await instrument.explore(asked, () => {})).exploration);
      } catch (error) {
        return firstLine(String(error));
      }
    },
    onPurpose: (one, reason) => nodeDiffers.get(one.name) ?? refusal(reason),
    close: stages.close,
  };
};

/** A script that publishes the test as a function. */
async function programOf(folder: string, { name }: Case): Promise<string> {
  const source = await readFile(join(folder, name), 'utf8');
  const { code } = name.endsWith('.mjs') ? await transform(source, { format: 'cjs', loader: 'js' }) : { code: source };
  const run = `function (require, module, exports, __filename) {\n${code}\n}`;
  return `publish({ 'test.js': { builtin, run: ${run} } });`;
}

/** The complaint of the first order that went wrong. */
function complaint({ outcomes }: Exploration): string | undefined {
  for (const { fault, outcome } of outcomes) {
    // Tests leave timers and ports behind on purpose.
    if (fault !== undefined && fault.kind !== 'leak') return firstLine(fault.message);
    if (Array.isArray(outcome) && outcome.length > 0) return firstLine(String(outcome[0]));
  }
  return undefined;
}
