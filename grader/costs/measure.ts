import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { markVariable } from '../arena/common/marked-processes.ts';
import { textsOf, type AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { workloadFile } from '../course/metadata.ts';
import { killTree, reap } from '../harness/kill-tree.ts';
import { compileModules, compileOwn, type Texts } from '../judge/staging/compile.ts';
import { temporaryFolder } from '../judge/temporary-folder.ts';
import type { Costs } from './costs.ts';

const longestMs = 60_000;

/** All that runs when the costs of an answer are measured: its files, the given files, and the workload. */
export async function measuredTexts(files: AttemptFiles, { given, folders }: Exercise): Promise<Texts> {
  const read = async (name: string, folder: string): Promise<readonly [string, string]> => [
    name,
    await readFile(join(folder, name), 'utf8'),
  ];
  // From our own copies: the learner may have changed a file that is not theirs.
  const others = [...given.map(async (name) => read(name, folders.starter)), read(workloadFile, folders.grader)];
  return new Map([...textsOf(files), ...(await Promise.all(others))]);
}

/**
 * Runs an answer once, on plain Node and in real time.
 * @param root of the clone
 * @param signal ends the run, with all that it has started
 * @returns what the answer cost; a few words if it did not end, so that there are no figures
 */
export async function measureCosts(texts: Texts, root: string, signal: AbortSignal): Promise<Costs | string> {
  const folder = temporaryFolder('costs-');
  try {
    try {
      await compileModules(texts, [], folder);
    } catch {
      return 'does not compile';
    }
    const own = (path: string, outfile: string): Promise<void> =>
      compileOwn(join(root, 'grader', path), join(folder, outfile), outfile.endsWith('.cjs') ? 'cjs' : 'esm');
    await Promise.all([
      own('costs/program.ts', 'program.mjs'),
      own('costs/thread-preload.ts', 'thread-preload.cjs'),
      own('costs/child-preload.ts', 'child-preload.cjs'),
      own('costs/busiest-thread.ts', 'busiest-thread.mjs'),
      own('arena/lifeline.ts', 'lifeline.mjs'),
    ]);
    signal.throwIfAborted();
    return await run(join(folder, 'program.mjs'), signal);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function run(program: string, signal: AbortSignal): Promise<Costs | string> {
  const mark = randomUUID();
  const child = spawn(process.execPath, [program, String(process.pid)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // A group of its own, to be killed as one.
    detached: process.platform !== 'win32',
    env: { ...process.env, [markVariable]: mark },
  });
  const limit = AbortSignal.timeout(longestMs);
  const ends = AbortSignal.any([signal, limit]);
  const end = (): void => {
    if (child.pid !== undefined) killTree(child.pid);
    reap(mark);
  };
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
