import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import { compiledName, compileModules, compileOwn } from './compile.ts';

const demoFile = 'demo.ts';

/**
 * Runs the learner's `demo.ts` on plain Node, with real threads and real time, in the terminal.
 * @returns its exit code; 1 where a signal ended it
 */
export async function runDemo(root: string, { files, given, folders }: Exercise, signal: AbortSignal): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'racelings-demo-'));
  try {
    const names = [...files, ...given, demoFile];
    const texts = await Promise.all(names.map(async (name) => [name, await readFile(join(folders.learner, name), 'utf8')] as const));
    const preload = join(folder, 'preload.mjs');
    await Promise.all([
      compileModules(new Map(texts), [], folder).catch((error: unknown) => {
        throw new UserError('The demo does not compile.', String(error));
      }),
      compileOwn(join(root, 'grader/arena/demo-preload.ts'), preload),
    ]);
    const args = ['--enable-source-maps', '--import', pathToFileURL(preload).href, join(folder, compiledName(demoFile))];
    const demo = spawn(process.execPath, args, { stdio: 'inherit', signal });
    return await new Promise((resolve, reject) => demo.once('error', reject).once('exit', (code) => resolve(code ?? 1)));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
