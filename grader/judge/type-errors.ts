import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Exercise } from '../course/exercise.ts';
import { killTree } from '../harness/kill-tree.ts';

/**
 * What TypeScript says about an exercise's files as they are on the disk, a line each:
 * `deposit.ts:14  TS2322: Type 'string' is not …`. For reading only: it never decides.
 * @throws when the compiler could not be run, or `signal` aborted
 */
export async function typeErrorsIn(root: string, { files, folders }: Exercise, signal: AbortSignal): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'racelings-types-'));
  try {
    const project = join(folder, 'tsconfig.json');
    const settings = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { noEmit: true, typeRoots: [join(root, 'node_modules', '@types')] },
      include: [],
      files: files.map((name) => join(folders.learner, name)),
    };
    await writeFile(project, JSON.stringify(settings));
    return errorsIn(await compilerOutput(project, folders.learner, signal), files);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function compilerOutput(project: string, cwd: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const args = [compiler, '--project', project, '--pretty', 'false'];
  // A group of its own: on older Nodes `tsc` is a process that waits for the compiler proper.
  const tsc = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'], detached: process.platform !== 'win32' });
  const end = (): void => void (tsc.pid !== undefined && killTree(tsc.pid));
  signal.addEventListener('abort', end, { once: true });
  let output = '';
  tsc.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    const code = await new Promise<number | null>((resolve, reject) => tsc.once('error', reject).once('close', resolve));
    signal.throwIfAborted();
    // The exit code says that there are errors, and those are the answer, not a failure.
    if (code !== 0 && !output.includes('error TS')) throw new Error(`running tsc: ${output}`);
    return output;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function errorsIn(output: string, files: readonly string[]): readonly string[] {
  return output.split('\n').flatMap((line) => {
    const [, path = '', row, message] = /^(\S.*?)\((\d+),\d+\): error (TS.*)$/.exec(line.trimEnd()) ?? [];
    const name = path.replaceAll('\\', '/');
    return files.includes(name) ? [`${name}:${row}  ${message}`] : [];
  });
}
