import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Costs } from '../arena/costs/costs.ts';
import type { AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { killTree } from '../harness/kill-tree.ts';
import { compileModules, compileOwn } from './staging/compile.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What an answer is given to do, beside its checks in the grader's tree. */
export const workloadFile = 'costs.ts';

const longestMs = 60_000;

export type CostsOptions = { readonly root: string; readonly exercise: Exercise; readonly signal: AbortSignal };

/**
 * Runs an answer once, on plain Node and in real time.
 * @returns what it cost; a few words where there are no figures, as it did not come to its end
 */
export async function measureCosts(
  { files }: AttemptFiles,
  { root, exercise, signal }: CostsOptions,
): Promise<Costs | string> {
  const folder = temporaryFolder('costs-');
  try {
    const texts = new Map(files.flatMap((file) => (file.state === 'text' ? [[file.name, file.text] as const] : [])));
    const { starter, grader } = exercise.folders;
    // The learner may have changed a file that is not theirs.
    for (const name of exercise.given) texts.set(name, await readFile(join(starter, name), 'utf8'));
    texts.set(workloadFile, await readFile(join(grader, workloadFile), 'utf8'));
    try {
      await compileModules(texts, [], folder);
    } catch {
      return 'does not compile';
    }
    const own = (name: string): string => join(root, 'grader/arena/costs', `${name}.ts`);
    await Promise.all([
      compileOwn(own('measure'), join(folder, 'measure.mjs')),
      ...['thread-preload', 'child-preload'].map(async (name) =>
        compileOwn(own(name), join(folder, `${name}.cjs`), 'cjs'),
      ),
    ]);
    signal.throwIfAborted();
    return await run(join(folder, 'measure.mjs'), signal);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function run(program: string, signal: AbortSignal): Promise<Costs | string> {
  // A group of its own, to be killed as one.
  const detached = process.platform !== 'win32';
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached });
  const limit = AbortSignal.timeout(longestMs);
  const ends = AbortSignal.any([signal, limit]);
  const end = (): void => void (child.pid !== undefined && killTree(child.pid));
  ends.addEventListener('abort', end, { once: true });
  try {
    const costs = await answerOf(child);
    signal.throwIfAborted();
    return costs ?? (limit.aborted ? `not done after ${longestMs / 1000} s` : 'ended without a result');
  } finally {
    ends.removeEventListener('abort', end);
    end();
  }
}

const answerOf = async (child: ChildProcess): Promise<Costs | undefined> =>
  new Promise((resolve, reject) => {
    let costs: Costs | undefined;
    child.once('message', (message) => (costs = message as Costs));
    child.once('error', reject).once('close', () => resolve(costs));
  });
