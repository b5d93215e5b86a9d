import { execFile, type ExecFileException } from 'node:child_process';
import { promisify } from 'node:util';

export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };

const start = promisify(execFile);

type Failure = ExecFileException & { readonly stdout: string; readonly stderr: string };

/** The time limit is an option, and `killed` says that it was needed. */
export async function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  const options = { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: Number.POSITIVE_INFINITY } as const;
  const started = start(command, args, options);
  started.child.stdin?.end();
  try {
    return { kind: 'exited', code: 0, ...(await started) };
  } catch (reason) {
    const { code, signal, killed, stdout, stderr } = reason as Failure;
    if (code === 'ENOENT') return { kind: 'not-found' };
    if (killed) return { kind: 'timed-out', stdout, stderr };
    if (signal) return { kind: 'killed', signal, stdout, stderr };
    if (typeof code === 'number') return { kind: 'exited', code, stdout, stderr };
    throw reason;
  }
}
