import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };

/** Runs a command to its end, and tells what became of it. */
export async function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let late = false;
  setTimeout(() => {
    // Whoever has ended already can't be killed any more, and is not late.
    late = child.kill('SIGKILL');
  }, timeoutMs).unref();
  try {
    // Both streams are read at the same time: a pipe that nobody reads is full one day, and then its
    // writer stands still. And `text` decodes the whole: a character may lie across two chunks.
    // 'close' comes after 'exit', when both streams are at their end. 'error' rejects `once`.
    const [[code, signal], stdout, stderr] = await Promise.all([
      once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
      text(child.stdout),
      text(child.stderr),
    ]);
    if (late) return { kind: 'timed-out', stdout, stderr };
    // Of code and signal one is null: a killed process has no exit code.
    if (signal !== null) return { kind: 'killed', signal, stdout, stderr };
    return { kind: 'exited', code: code ?? 0, stdout, stderr };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'not-found' };
    throw error;
  }
}
