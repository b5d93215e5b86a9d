import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** Runs commands as a shell runs `a | b | c`, and tells what became of each. */
export async function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  // TODO: nine years of readings do not fit into memory, and the chart's program is not the only one that fails.
  let data = await buffer(input);
  const endings: Ending[] = [];
  for (const { file, args } of commands) {
    const child = spawn(file, args);
    child.stdin.end(data);
    const [written, stderr] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, 'exit')]);
    data = written;
    endings.push({ kind: 'exited', code: child.exitCode ?? 0, stderr });
  }
  output.end(data);
  return endings;
}
