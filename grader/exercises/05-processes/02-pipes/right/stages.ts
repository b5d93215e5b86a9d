import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { pipeline, type Readable, type Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export type Command = { file: string; args: readonly string[] };

export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** One of the commands, as an object with an event. */
class Stage extends EventEmitter<{ end: [Ending]; fail: [Error] }> {
  readonly stdin: Writable;
  readonly stdout: Readable;
  ending: Ending | undefined;
  #stderr = '';

  constructor({ file, args }: Command) {
    super();
    const child: ChildProcess = spawn(file, args, { stdio: 'pipe' });
    this.stdin = child.stdin as Writable;
    this.stdout = child.stdout as Readable;
    const decoder = new StringDecoder();
    child.stderr?.on('data', (piece: Buffer) => (this.#stderr += decoder.write(piece)));
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') this.#end({ kind: 'not-found' });
      else this.emit('fail', error);
    });
    child.once('close', (code, signal) => {
      const stderr = this.#stderr + decoder.end();
      this.#end(signal ? { kind: 'killed', signal, stderr } : { kind: 'exited', code: code ?? 0, stderr });
    });
  }

  #end(ending: Ending): void {
    if (this.ending) return;
    this.ending = ending;
    this.emit('end', ending);
  }
}

/** Callbacks, and a count of what is still open. */
export function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  return new Promise((resolve, reject) => {
    const stages = commands.map((command) => new Stage(command));
    // From the end to the beginning: who writes finds somebody who reads.
    let sink = output;
    let open = 2 * stages.length + 1;
    const close = (): void => {
      open -= 1;
      if (open === 0) resolve(stages.map(({ ending }) => ending as Ending));
    };
    for (const stage of stages.toReversed()) {
      stage.once('end', close).once('fail', reject);
      pipeline(stage.stdout, sink, close);
      sink = stage.stdin;
    }
    pipeline(input, sink, close);
  });
}
