import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** Runs commands as a shell runs `a | b | c`, and tells what became of each. */
export async function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  // All are there before the first byte flows.
  const children = commands.map(({ file, args }) => spawn(file, args, { stdio: 'pipe' }));
  const endings = children.map(endingOf);
  // From `input` to the first command, from each command to the next, from the last one to `output`.
  const sources = [input, ...children.map(({ stdout }) => stdout)];
  const sinks = [...children.map(({ stdin }) => stdin), output];
  // `pipeline` reads only as fast as the sink takes it. A sink that breaks (EPIPE: its command has ended) closes the
  // source, and so the command before learns that nobody reads any more. That is no fault: the endings tell all.
  const links = sources.map((source, index) => pipeline(source, sinks[index] as Writable));
  const [all] = await Promise.all([Promise.all(endings), Promise.allSettled(links)]);
  return all;
}

async function endingOf(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<Ending> {
  try {
    // Read from the start: a command that complains into a full pipe stands still, and all others with it.
    const [[code, signal], stderr] = await Promise.all([
      once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
      text(child.stderr),
    ]);
    return signal === null ? { kind: 'exited', code: code ?? 0, stderr } : { kind: 'killed', signal, stderr };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'not-found' };
    throw error;
  }
}
