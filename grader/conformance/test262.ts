import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { Exploration } from '../arena/common/exploration.ts';
import { startThreads } from '../arena/threads/threads-instrument.ts';
import { firstLine, openStages, refusal } from './stages.ts';
import type { OpenSuite } from './suite.ts';
import { test262Differs } from './test262-differs.ts';

/** Folders of the suite that test what the thread arena replaces. */
const groups = ['Atomics', 'TypedArray', 'TypedArrayConstructors', 'DataView', 'SharedArrayBuffer', 'ArrayBuffer'];

/** What a test says about itself at its head. */
const head = v.object({
  includes: v.optional(v.array(v.string()), []),
  flags: v.optional(v.array(v.string()), []),
  negative: v.optional(v.unknown()),
});

/** Most orders of one test that are tried: a test is one thread, and only time-outs give it more than one order. */
const orders = 50;
/** For a test in Node itself, in ms. */
const timeLimit = 5000;

/** Tests of the language that run as one script, in a thread of the arena and in Node's `vm`. */
export const open: OpenSuite = async (folder) => {
  const builtIns = join(folder, 'test', 'built-ins');
  const found = await Promise.all(
    groups.map(async (group) => {
      const files = await readdir(join(builtIns, group), { recursive: true });
      return files
        .filter((name) => name.endsWith('.js') && !name.includes('_FIXTURE'))
        .toSorted()
        .map((name) => ({ name: [group, ...name.split(sep)].join('/'), group }));
    }),
  );
  const stages = await openStages('threads/thread.ts', 'test262-scenario.ts');
  let instrument = startThreads(stages.entry);

  return {
    cases: found.flat(),
    inNode: async ({ name }) => {
      const context = createContext({ structuredClone, setTimeout, clearTimeout, queueMicrotask });
      try {
        const run = runInContext(
          `(${await programOf(folder, join(builtIns, name))})`,
          context,
        ) as () => Promise<unknown>;
        const late = new Promise((resolve) => setTimeout(resolve, timeLimit, 'it took too long').unref());
        const complaint = await Promise.race([run(), late]);
        return typeof complaint === 'string' ? complaint : undefined;
      } catch (error) {
        return String(error);
      }
    },
    inArena: async ({ name }) => {
      const run = await programOf(folder, join(builtIns, name));
      const stage = await stages.add(`publish({ 'test.js': { run: ${run} } });`);
      const explored = async (): Promise<string | undefined> => {
        try {
          const asked = { stage, scenario: 'test', budget: orders };
          return complaintIn((await instrument.explore(asked, () => {})).exploration);
        } catch (error) {
          return firstLine(String(error));
        }
      };
      if ((await explored()) === undefined) return undefined;
      // Try again in new threads: changes to the globals by an earlier test must not count against this one.
      instrument = startThreads(stages.entry);
      return explored();
    },
    onPurpose: ({ name }, complaint) =>
      test262Differs.find(([form]) => form.test(`${name}: ${complaint}`))?.[1] ?? refusal(complaint),
    close: stages.close,
  };
};

/** A function that runs the test with what it includes. It resolves to what went wrong, or to null. */
async function programOf(folder: string, path: string): Promise<string> {
  const source = await readFile(path, 'utf8');
  const { includes, flags, negative } = v.parse(head, parse(/\/\*---(.*?)---\*\//s.exec(source)?.[1] ?? '') ?? {});
  if (negative !== undefined || flags.includes('module') || flags.includes('raw'))
    return `async function () { return 'It is no script that ends by itself.'; }`;
  const helpers = await Promise.all(
    ['sta.js', 'assert.js', ...includes].map(async (name) => readFile(join(folder, 'harness', name), 'utf8')),
  );
  const strict = flags.includes('onlyStrict') ? '"use strict";' : '';
  return `function () {
    return new Promise((resolve) => {
      const say = (error) => resolve(String(error?.message ?? error));
      const $DONE = (error) => error === undefined ? resolve(null) : say(error);
      globalThis.$DONE = $DONE;
      const $262 = {
        global: globalThis,
        gc() { throw new Test262Error('gc() is not there'); },
        detachArrayBuffer: (buffer) => void structuredClone(buffer, { transfer: [buffer] }),
      };
      try {
        (function () {${strict}
          ${helpers.join('\n')}
          ${source}
        }).call(globalThis);
        ${flags.includes('async') ? '' : '$DONE();'}
      } catch (error) {
        say(error);
      }
    });
  }`;
}

/** The complaint of the first order that went wrong. */
function complaintIn({ outcomes }: Exploration): string | undefined {
  for (const { fault, outcome } of outcomes) {
    if (fault !== undefined) return firstLine(fault.message);
    if (typeof outcome === 'string') return firstLine(outcome);
  }
  return undefined;
}
