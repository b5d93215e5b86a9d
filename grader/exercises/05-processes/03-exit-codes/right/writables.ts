import { spawn } from 'node:child_process';
import { finished, Writable } from 'node:stream';
export type Ending =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  | { kind: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { kind: 'not-found' }
  | { kind: 'timed-out'; stdout: string; stderr: string };
class Text extends Writable {
  text = '';
  constructor() {
    super({ decodeStrings: false });
  }
  override _write(piece: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += piece;
    done();
  }
}
export const run = (command: string, args: readonly string[], timeoutMs: number): Promise<Ending> =>
  new Promise((resolve, reject) => {
    const deadline = new AbortController();
    const child = spawn(command, [...args], {
      signal: deadline.signal,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err] = [new Text(), new Text()];
    let left = 3;
    let how: [number | null, NodeJS.Signals | null] = [null, null];
    let late = false;
    const timer = setTimeout(() => {
      if (child.exitCode === null && child.signalCode === null) {
        late = true;
        deadline.abort();
      }
    }, timeoutMs);
    const one = (): void => {
      left -= 1;
      if (left > 0) return;
      const said = { stdout: out.text, stderr: err.text };
      if (late) resolve({ kind: 'timed-out', ...said });
      else if (how[1]) resolve({ kind: 'killed', signal: how[1], ...said });
      else resolve({ kind: 'exited', code: how[0]!, ...said });
    };
    child.stdout.setEncoding('utf8').pipe(out);
    child.stderr.setEncoding('utf8').pipe(err);
    finished(out, one);
    finished(err, one);
    child.once('exit', (...end) => {
      clearTimeout(timer);
      how = end;
      one();
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'AbortError') return;
      clearTimeout(timer);
      if (error.code === 'ENOENT') resolve({ kind: 'not-found' });
      else reject(error);
    });
  });
