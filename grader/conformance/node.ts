import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build, transform } from 'esbuild';
import type { Exploration } from '../arena/common/exploration.ts';
import { programFile, scenarioFile } from '../arena/common/layout.ts';
import { startTasks } from '../arena/tasks/tasks-instrument.ts';
import { nodeDiffers } from './node-differs.ts';
import type { Case, OpenSuite } from './suite.ts';

/** By the beginning of a file's name. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^test-timers/, 'timers'],
  [/^test-abort/, 'aborts'],
  [/^test-event/, 'events'],
  [/^test-(?:worker-message|messag)/, 'ports'],
  [/^test-(?:next-tick|queue-microtask|microtask)/, 'ticks'],
];

/** Orders of one test that are tried at most; Node itself would only ever see one of them. */
const orders = 200;
/** For a test in Node itself, in ms. */
const timeLimit = 20_000;

/** Tests of `test/parallel` in Node's sources that need no more than the task arena says it has. */
export const open: OpenSuite = async (folder) => {
  const files = (await readdir(folder)).toSorted();
  const temporary = await mkdtemp(join(tmpdir(), 'conformance-'));
  const entry = join(temporary, 'thread.mjs');
  const bundle = { bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent' } as const;
  await Promise.all([
    build({ ...bundle, entryPoints: [join(import.meta.dirname, '../arena/tasks/thread.ts')], outfile: entry }),
    build({
      ...bundle,
      entryPoints: [join(import.meta.dirname, 'node-scenario.ts')],
      outfile: join(temporary, scenarioFile),
    }),
  ]);
  let started = 0;

  return {
    cases: files.flatMap((name) => groups.filter(([form]) => form.test(name)).map(([, group]) => ({ name, group }))),
    inNode: async ({ name }) => {
      const path = join(folder, name);
      const flags = /^\/\/ Flags: (.*)$/m.exec(await readFile(path, 'utf8'))?.[1]?.split(' ') ?? [];
      return promisify(execFile)(process.execPath, [...flags, path], { timeout: timeLimit, cwd: temporary }).then(
        () => undefined,
        (error: unknown) => String(error),
      );
    },
    inArena: async (one) => {
      const stage = join(temporary, `stage-${started++}`);
      await stageTest(folder, one, temporary, stage);
      // A thread for each: what a test does to the globals is nobody else's.
      const instrument = startTasks(pathToFileURL(entry));
      try {
        const asked = { stage, scenario: 'test', budget: orders };
        return complaint((await instrument.explore(asked, () => {})).exploration);
      } catch (error) {
        return firstLine(String(error));
      }
    },
    onPurpose: (one, reason) =>
      nodeDiffers.get(one.name) ?? /\S+ is not there in this exercise/.exec(reason)?.[0].replace(/^/, 'refused: '),
    close: () => rm(temporary, { recursive: true, force: true }),
  };
};

/** As the judge stages an attempt: one script that publishes what can be called. */
async function stageTest(folder: string, { name }: Case, temporary: string, stage: string): Promise<void> {
  const source = await readFile(join(folder, name), 'utf8');
  const isModule = name.endsWith('.mjs');
  const { code } = isModule ? await transform(source, { format: 'cjs', loader: 'js' }) : { code: source };
  await mkdir(stage);
  await copyFile(join(temporary, scenarioFile), join(stage, scenarioFile));
  const run = `function (require, module, exports, __filename) {\n${code}\n}`;
  await writeFile(join(stage, programFile), `publish({ 'test.js': { builtin, run: ${run} } });`);
}

/** What is wrong in the first order that is not as it should be. */
function complaint({ outcomes }: Exploration): string | undefined {
  for (const { fault, outcome } of outcomes) {
    // Tests leave timers and ports behind on purpose.
    if (fault !== undefined && fault.kind !== 'leak') return firstLine(fault.message);
    if (Array.isArray(outcome) && outcome.length > 0) return firstLine(String(outcome[0]));
  }
  return undefined;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
