import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** `pipe` slows the source down; what happens when one of the ends breaks has to be said. */
export function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  const children = commands.map(({ file, args }) => spawn(file, args));
  const ended = Promise.all(children.map(endingOf));
  const finished = new Promise((resolve) => output.on('finish', resolve));

  let source = input;
  for (const { stdin, stdout } of children) {
    link(source, stdin);
    source = stdout;
  }
  source.pipe(output);

  return Promise.all([ended, finished]).then(([endings]) => endings);
}

function link(source: Readable, sink: Writable): void {
  source.pipe(sink);
  // EPIPE, mostly: 'close' comes next.
  sink.on('error', () => {});
  sink.on('close', () => source.destroy());
}

function endingOf(child: ChildProcessWithoutNullStreams): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ kind: 'not-found' });
      else reject(error);
    });
    child.on('close', (code, signal) => {
      if (signal) resolve({ kind: 'killed', signal, stderr });
      else resolve({ kind: 'exited', code: code as number, stderr });
    });
  });
}
