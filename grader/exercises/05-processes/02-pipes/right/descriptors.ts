import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { finished, pipeline } from 'node:stream/promises';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** The system moves the bytes: each command gets the descriptor of the one before, and this process closes its own. */
export async function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  const endings: Promise<Ending>[] = [];
  let first: Writable | null = null;
  // Of the command before; null where it is not there.
  let before: Readable | null = null;
  for (const [index, { file, args }] of commands.entries()) {
    const stdio: StdioOptions = [before ?? 'pipe', 'pipe', 'pipe'];
    const child: ChildProcess = spawn(file, args, { stdio });
    endings.push(endingOf(child));
    if (index === 0) first = child.stdin;
    else child.stdin?.end();
    before?.destroy();
    const isThere = child.pid !== undefined;
    before = child.stdout;
    if (!isThere && index < commands.length - 1) {
      child.stdout?.resume();
      before = null;
    }
  }
  const links = [before ? pipeline(before, output) : finished(output.end())];
  if (first) links.push(pipeline(input, first));
  await Promise.allSettled(links);
  return Promise.all(endings);
}

async function endingOf(child: ChildProcess): Promise<Ending> {
  const stderr = text(child.stderr as Readable);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (signal) return { kind: 'killed', signal, stderr: await stderr };
    return { kind: 'exited', code: code ?? -1, stderr: await stderr };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'not-found' };
    throw error;
  }
}
