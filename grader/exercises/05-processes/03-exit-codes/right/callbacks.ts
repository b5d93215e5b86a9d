import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };

export function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args);
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const written = { stdout: '', stderr: '' };
    child.stdin.end();
    for (const name of ['stdout', 'stderr'] as const) {
      const decoder = new StringDecoder('utf8');
      child[name].on('data', (bytes: Buffer) => (written[name] += decoder.write(bytes)));
      child[name].on('end', () => (written[name] += decoder.end()));
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === 'ENOENT') resolve({ kind: 'not-found' });
      else reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      // Nobody but the timer has called `kill`.
      if (child.killed) resolve({ kind: 'timed-out', ...written });
      else if (signal) resolve({ kind: 'killed', signal, ...written });
      else resolve({ kind: 'exited', code: code as number, ...written });
    });
  });
}
