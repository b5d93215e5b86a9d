import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** Each command is a generator over the one before; `output` pulls, and all others follow. */
export async function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  const children = commands.map(({ file, args }) => spawn(file, args));
  const endings = Promise.all(children.map(endingOf));
  let flow: AsyncIterable<Buffer> = input;
  for (const child of children) flow = through(flow, child);
  const [all] = await Promise.all([endings, pipeline(flow, output).catch(() => {})]);
  return all;
}

async function* through(source: AsyncIterable<Buffer>, child: ChildProcessWithoutNullStreams): AsyncGenerator<Buffer> {
  const feeding = pipeline(source, child.stdin).catch(() => {});
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
  } finally {
    // Whoever pulled has enough.
    child.stdout.destroy();
    await feeding;
  }
}

async function endingOf(child: ChildProcess): Promise<Ending> {
  const stderr = text(child.stderr as Readable);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number, NodeJS.Signals | null];
    return signal ? { kind: 'killed', signal, stderr: await stderr } : { kind: 'exited', code, stderr: await stderr };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'not-found' };
    throw error;
  }
}
