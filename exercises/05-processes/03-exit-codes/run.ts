import { spawn } from 'node:child_process';

export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };

/** Runs a command to its end, and tells what became of it. */
export function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  // TODO: the morning's report says "exit code 0" of commands that were killed.
  return new Promise((resolve) => {
    const child = spawn(command, args);
    let stdout = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    setTimeout(() => child.kill(), timeoutMs);
    child.on('exit', (code) => resolve({ kind: 'exited', code: code ?? 0, stdout, stderr: '' }));
  });
}
