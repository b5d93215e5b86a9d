// wrong-result in "everything that was written is in the ending"
// execFile keeps 1 MiB of output and kills a command that writes more
import { execFile } from 'node:child_process';

export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };

export function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let late = false;
    const child = execFile(command, args, (error, stdout, stderr) => {
      clearTimeout(timer);
      if (late) resolve({ kind: 'timed-out', stdout, stderr });
      else if (!error) resolve({ kind: 'exited', code: 0, stdout, stderr });
      else if (error.code === 'ENOENT') resolve({ kind: 'not-found' });
      else if (error.signal) resolve({ kind: 'killed', signal: error.signal, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ kind: 'exited', code: error.code, stdout, stderr });
      else reject(error);
    });
    child.stdin?.end();
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeoutMs);
  });
}
