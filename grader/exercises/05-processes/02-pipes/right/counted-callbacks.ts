import { spawn, type ChildProcess } from 'node:child_process';
import { PassThrough, pipeline, type Readable, type Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export type Command = { file: string; args: readonly string[] };
export type Ending =
  | { kind: 'exited'; code: number; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stderr: string }
  | { kind: 'not-found' };

/** Callbacks all the way, and a count of what is still open. */
export function runPipeline(commands: readonly Command[], input: Readable, output: Writable): Promise<Ending[]> {
  return new Promise((resolve, reject) => {
    const endings: Ending[] = [];
    let open = commands.length + commands.length + 1;
    const less = (): void => {
      open -= 1;
      if (open > 0) return;
      input.destroy();
      resolve(endings);
    };
    const last = commands
      .map(({ file, args }, index) => {
        const child: ChildProcess = spawn(file, [...args]);
        const decoder = new StringDecoder();
        let stderr = '';
        child.stderr!.on('data', (piece: Buffer) => (stderr += decoder.write(piece)));
        child.on('error', (error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') reject(error);
          endings[index] = { kind: 'not-found' };
        });
        child.on('close', (code, signal) => {
          stderr += decoder.end();
          endings[index] ??= signal ? { kind: 'killed', signal, stderr } : { kind: 'exited', code: code!, stderr };
          less();
        });
        return child;
      })
      .reduce((source: Readable, child) => {
        pipeline(source, child.stdin!, less);
        return child.stdout!;
      }, input);
    pipeline(last, new PassThrough({ highWaterMark: 1024 }), output, less);
  });
}
