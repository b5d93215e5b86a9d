import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** Bytes are carried by hand: read a piece, write it, wait until there is room. */
export const runPipeline = async (
  commands: readonly Command[],
  input: Readable,
  output: Writable,
): Promise<Ending[]> => {
  const children: ChildProcessWithoutNullStreams[] = [];
  const endings: Promise<Ending>[] = [];
  for (const { file, args } of commands) {
    const child = spawn(file, [...args], { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    children.push(child);
    endings.push(watch(child));
  }
  const carriers = children.map(({ stdin }, index) => carry(children[index - 1]?.stdout ?? input, stdin));
  const last = children.at(-1)?.stdout;
  if (last) carriers.push(carry(last, output));
  await Promise.all(carriers);
  return Promise.all(endings);
};

async function carry(source: Readable, sink: Writable): Promise<void> {
  const broken = new AbortController();
  sink.once('error', () => broken.abort());
  sink.once('close', () => broken.abort());
  // Leaving the loop, by whatever way, destroys the source. But it would wait for a piece first.
  broken.signal.addEventListener('abort', () => source.destroy());
  try {
    for await (const piece of source) {
      if (broken.signal.aborted) break;
      if (!sink.write(piece)) await once(sink, 'drain', { signal: broken.signal });
    }
    if (!broken.signal.aborted) {
      sink.end();
      await once(sink, 'finish', { signal: broken.signal });
    }
  } catch {
    // Nobody reads any more. What became of whom is told by the endings.
  }
}

async function watch(child: ChildProcessWithoutNullStreams): Promise<Ending> {
  const pieces: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
  try {
    const [code, signal] = await once(child, 'close');
    const stderr = Buffer.concat(pieces).toString('utf8');
    return signal ? { kind: 'killed', signal, stderr } : { kind: 'exited', code, stderr };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'not-found' };
    throw error;
  }
}
