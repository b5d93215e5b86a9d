// blocked-loop in "an exit code and a signal are told apart"
// spawnSync tells all of this in one object, and nothing else can happen meanwhile
import { spawnSync } from 'node:child_process';

export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };

export async function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: Infinity,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return { kind: 'not-found' };
  if (code === 'ETIMEDOUT') return { kind: 'timed-out', stdout, stderr };
  if (error) throw error;
  return signal ? { kind: 'killed', signal, stdout, stderr } : { kind: 'exited', code: status ?? 0, stdout, stderr };
}
