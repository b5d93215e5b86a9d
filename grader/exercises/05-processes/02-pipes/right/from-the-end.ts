import { spawn, type ChildProcess } from 'node:child_process';
import { pipeline, type Readable, type Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** The last one first: each command writes into the descriptor of the one behind it. */
export function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  const endings: Promise<Ending>[] = [];
  const links: Promise<void>[] = [];
  let sink: Writable | undefined;
  for (const { file, args } of commands.toReversed()) {
    const child: ChildProcess = spawn(file, args, { stdio: ['pipe', sink ?? 'pipe', 'pipe'] });
    if (sink) sink.destroy();
    else links.push(linked(child.stdout as Readable, output));
    endings.unshift(endingOf(child));
    sink = child.stdin as Writable;
  }
  if (sink) links.push(linked(input, sink));
  return Promise.all([Promise.all(endings), ...links]).then(([all]) => all);
}

/** Whether it broke is nobody's business. */
const linked = (source: Readable, sink: Writable): Promise<void> =>
  new Promise((resolve) => pipeline(source, sink, () => resolve()));

function endingOf(child: ChildProcess): Promise<Ending> {
  const complaints = text(child.stderr as Readable);
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ kind: 'not-found' });
      else reject(error);
    });
    child.once('exit', (code, signal) => {
      complaints.then(
        (stderr) => resolve(signal ? { kind: 'killed', signal, stderr } : { kind: 'exited', code: code ?? 0, stderr }),
        reject,
      );
    });
  });
}
