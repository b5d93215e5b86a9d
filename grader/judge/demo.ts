import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise } from '../course/exercise.ts';
import { messageOf } from '../course/message-of.ts';
import { UserError } from '../course/user-error.ts';
import { killTree } from '../harness/kill-tree.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { compiledName, compileModules, compileOwn } from './staging/compile.ts';

const demoFile = 'demo.ts';

export type DemoOptions = {
  readonly signal: AbortSignal;
  /** Where the demo prints to; absent: the terminal, from which it can then also read. */
  readonly onOutput?: (text: string) => void;
};

/**
 * Runs the learner's `demo.ts` on plain Node, with real threads and real time. Ends when `signal` aborts, with all
 * processes that the demo started.
 * @returns the demo's exit code; 1 if a signal ended it
 * @throws {UserError} when the demo does not compile
 */
export async function runDemo(
  root: string,
  { files, given, folders }: Exercise,
  options: DemoOptions,
): Promise<number> {
  const folder = temporaryFolder('demo-');
  try {
    const names = [...files, ...given, demoFile];
    const texts = await Promise.all(
      names.map(async (name) => [name, await readFile(join(folders.learner, name), 'utf8')] as const),
    );
    const preload = join(folder, 'preload.mjs');
    await Promise.all([
      compileModules(new Map(texts), [], folder).catch((error: unknown) => {
        throw new UserError('The demo does not compile.', messageOf(error));
      }),
      compileOwn(join(root, 'grader/arena/demo-preload.ts'), preload),
    ]);
    options.signal.throwIfAborted();
    const args = [
      '--enable-source-maps',
      '--import',
      pathToFileURL(preload).href,
      join(folder, compiledName(demoFile)),
    ];
    return await ended(args, options);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function ended(args: readonly string[], { signal, onOutput }: DemoOptions): Promise<number> {
  // A group of its own, to be killed as one; but only the terminal's group may read from the terminal.
  const detached = onOutput !== undefined && process.platform !== 'win32';
  const stdio = onOutput ? (['ignore', 'pipe', 'pipe'] as const) : 'inherit';
  const demo = spawn(process.execPath, args, { stdio: stdio === 'inherit' ? stdio : [...stdio], detached });
  const end = (): void => {
    if (onOutput && demo.pid !== undefined) killTree(demo.pid);
    else demo.kill();
  };
  for (const stream of [demo.stdout, demo.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => onOutput?.(text));
  signal.addEventListener('abort', end, { once: true });
  try {
    // `close` comes after the last output.
    return await new Promise((resolve, reject) =>
      demo.once('error', reject).once('close', (code) => resolve(code ?? 1)),
    );
  } finally {
    signal.removeEventListener('abort', end);
  }
}
