// wrong-result in "commands run at the same time"
// all calls gather what is written in the same two lists
import { spawn } from 'node:child_process';
export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };
const pieces = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
let running = 0;
export function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    running += 1;
    if (running === 1) { pieces.stdout.length = 0; pieces.stderr.length = 0; }
    let late = false;
    const timer = setTimeout(() => { late = child.kill('SIGKILL'); }, timeoutMs);
    child.stdout.on('data', (p) => pieces.stdout.push(p));
    child.stderr.on('data', (p) => pieces.stderr.push(p));
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer); running -= 1;
      if (error.code === 'ENOENT') resolve({ kind: 'not-found' }); else reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer); 
      if (child.pid === undefined) return;
      running -= 1;
      const out = { stdout: Buffer.concat(pieces.stdout).toString(), stderr: Buffer.concat(pieces.stderr).toString() };
      if (late) resolve({ kind: 'timed-out', ...out });
      else if (signal) resolve({ kind: 'killed', signal, ...out });
      else resolve({ kind: 'exited', code: code!, ...out });
    });
  });
}
