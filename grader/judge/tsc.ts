import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { killTree } from '../harness/kill-tree.ts';

export type TypeFault = {
  /** Relative to the folder that the compiler ran in, with `/`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `TS2322: Type 'string' is not …` */
  readonly message: string;
};

/**
 * What TypeScript says about a project.
 * @param project a tsconfig.json
 * @throws when the compiler could not be run, or `signal` aborted
 */
export async function typeErrorsOf(project: string, cwd: string, signal: AbortSignal): Promise<readonly TypeFault[]> {
  const output = await outputOf(['--project', project, '--noEmit', '--pretty', 'false'], cwd, signal);
  return output.split('\n').flatMap((text) => {
    const [, path, line, message = ''] = /^(\S.*?)\((\d+),\d+\): error (TS.*)$/.exec(text.trimEnd()) ?? [];
    return path === undefined ? [] : [{ path: path.replaceAll('\\', '/'), line: Number(line), message }];
  });
}

async function outputOf(args: readonly string[], cwd: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  // A group of its own: on older Nodes `tsc` is a process that waits for the compiler proper.
  const tsc = spawn(process.execPath, [compiler, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const end = (): void => void (tsc.pid !== undefined && killTree(tsc.pid));
  signal.addEventListener('abort', end, { once: true });
  let output = '';
  let complaint = '';
  tsc.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  tsc.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  try {
    const code = await new Promise<number | null>((resolve, reject) =>
      tsc.once('error', reject).once('close', resolve),
    );
    signal.throwIfAborted();
    // The exit code says that there are errors, and those are the answer, not a failure.
    if (code !== 0 && !output.includes('error TS')) throw new Error(`running tsc: ${complaint}${output}`);
    return output;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
