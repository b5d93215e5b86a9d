import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** Pauses and resumes: what `pipe` does within. And each command is started when the one before is there. */
export async function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  const endings: Promise<Ending>[] = [];
  let source = input;
  for (const { file, args } of commands) {
    const child = spawn(file, args);
    endings.push(ended(child));
    connect(source, child.stdin);
    source = child.stdout;
    await new Promise((resolve) => child.once('spawn', resolve).once('error', resolve));
  }
  connect(source, output);
  await finished(output);
  return Promise.all(endings);
}

function connect(source: Readable, sink: Writable): void {
  const stop = (): void => void source.destroy();
  if (sink.destroyed) return stop();
  sink.on('error', stop).on('close', stop);
  sink.on('drain', () => source.resume());
  source.on('data', (piece: Buffer) => {
    if (!sink.writable || !sink.write(piece)) source.pause();
  });
  source.on('end', () => sink.end());
}

const ended = async (child: ChildProcessWithoutNullStreams): Promise<Ending> => {
  const exit = new Promise<() => Pick<Ending, 'kind'> & object>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(() => (signal ? { kind: 'killed', signal } : { kind: 'exited', code: code ?? 0 })),
    );
  });
  return Promise.all([exit, text(child.stderr)]).then(
    ([how, stderr]) => ({ ...how(), stderr }) as Ending,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return { kind: 'not-found' };
    },
  );
};
