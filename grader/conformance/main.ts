import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Case, OpenSuite, Suite } from './suite.ts';
import { tallied, type Result } from './tally.ts';

/*
 * `npm run conformance -- SUITE DIR [--only TEXT]`: do the arenas behave as the language and Node do? Runs the tests of
 * your own copy of a suite, in Node and in an arena. No suite is part of the kit.
 *
 *   node     DIR is test/parallel of Node's sources: timers, aborts, events and ports, in the task arena
 *   test262  DIR is a copy of github.com/tc39/test262: Atomics and typed arrays, in the thread arena
 *
 * It ends with 1 if a case fails that is not listed with its reason.
 */

/** Each suite is a file beside this one, loaded only when it is asked for. */
const suites: Readonly<Record<string, () => Promise<{ readonly open: OpenSuite }>>> = {
  node: () => import('./node.ts'),
  test262: () => import('./test262.ts'),
};

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const [name = '', folder = ''] = positionals;
const load = Object.hasOwn(suites, name) ? suites[name] : undefined;
const isFolder = folder !== '' && (await stat(folder).catch(() => undefined))?.isDirectory() === true;

if (load === undefined || !isFolder) {
  console.error(
    load === undefined
      ? `Usage: npm run conformance -- SUITE DIR [--only TEXT], with SUITE one of ${Object.keys(suites).join(', ')}`
      : `${folder === '' ? 'No folder was named' : `${folder} is not a folder`}: DIR is your copy of the suite's tests.`,
  );
  process.exitCode = 2;
} else {
  const suite = await (await load()).open(resolve(folder));
  try {
    const results: Result[] = [];
    for (const one of suite.cases.filter((each) => each.name.includes(values.only ?? ''))) {
      results.push(await resultOf(one, suite));
    }
    console.log(results.length === 0 ? 'There is no case of that name.' : tallied(results));
    process.exitCode = results.length === 0 || results.some(({ end }) => end === 'failed') ? 1 : 0;
  } finally {
    await suite.close();
  }
  // oxlint-disable-next-line unicorn/no-process-exit -- threads of arenas wait for another run, which none of them gets
  process.exit();
}

async function resultOf(one: Case, { inNode, inArena, onPurpose }: Suite): Promise<Result> {
  if ((await inNode(one)) !== undefined) return { ...one, end: 'left out' };
  const reason = await inArena(one);
  if (reason === undefined) return { ...one, end: 'passed' };
  const meant = onPurpose(one, reason);
  return meant === undefined ? { ...one, end: 'failed', reason } : { ...one, end: 'on purpose', reason: meant };
}
