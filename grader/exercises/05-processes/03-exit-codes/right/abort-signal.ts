import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };

/** Nobody has to clear the timer of `AbortSignal.timeout`: it keeps no process alive. */
export async function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  const limit = AbortSignal.timeout(timeoutMs);
  const child = spawn(command, args, { signal: limit, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] });
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => child.on('error', resolve));
  const started = await Promise.race([once(child, 'spawn').catch(() => {}), failed]);
  if (started instanceof Error) {
    if (started.code === 'ENOENT') return { kind: 'not-found' };
    throw started;
  }
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  const [stdout, stderr, { code, signal }] = await Promise.all([collect(child.stdout), collect(child.stderr), exit]);
  if (limit.aborted && signal === 'SIGKILL') return { kind: 'timed-out', stdout, stderr };
  if (signal) return { kind: 'killed', signal, stdout, stderr };
  return { kind: 'exited', code: code ?? Number.NaN, stdout, stderr };
}

async function collect(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  await pipeline(stream, sink);
  return Buffer.concat(chunks).toString();
}
