import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };

/** A command as an object with events, in the manner of packages that wrap `spawn`. */
class Command extends EventEmitter<{ end: [Ending]; fail: [unknown] }> {
  #timedOut = false;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;

  constructor(file: string, args: readonly string[], timeout: number) {
    super();
    this.#child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const timer = setTimeout(() => {
      this.#timedOut = true;
      this.#child.kill('SIGKILL');
    }, timeout);
    this.#child.once('close', () => clearTimeout(timer));
    this.#child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === 'ENOENT') this.emit('end', { kind: 'not-found' });
      else this.emit('fail', error);
    });
    this.#child.once('spawn', () => void this.#collect());
  }

  async #collect(): Promise<void> {
    const exited = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      this.#child.once('exit', (...end) => resolve(end)),
    );
    const [stdout, stderr, [code, signal]] = await Promise.all([
      collect(this.#child.stdout),
      collect(this.#child.stderr),
      exited,
    ]);
    if (this.#timedOut) this.emit('end', { kind: 'timed-out', stdout, stderr });
    else if (signal) this.emit('end', { kind: 'killed', signal, stdout, stderr });
    else this.emit('end', { kind: 'exited', code: Number(code), stdout, stderr });
  }
}

async function collect(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  const through = stream.pipe(new PassThrough()).on('data', (chunk: Buffer) => chunks.push(chunk));
  await finished(through);
  return Buffer.concat(chunks).toString('utf8');
}

export async function run(command: string, args: readonly string[], timeoutMs: number): Promise<Ending> {
  const started = new Command(command, args, timeoutMs);
  return new Promise((resolve, reject) => started.once('end', resolve).once('fail', reject));
}
