import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';

/** A step that takes longer than this will not happen any more. */
const stepMs = 50_000;

const leaveScreen = '\u001b[?1049l';

/** Whether this machine has the tool that lends us a pseudo-terminal (util-linux's `script`). */
export const hasTerminals =
  process.platform === 'linux' &&
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');

export type DriverOptions = {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Shell commands that the program's process runs first. */
  readonly before?: readonly string[];
  /** Somebody else to run it as. */
  readonly uid?: number;
};

/**
 * The real program in a real pseudo-terminal of 80 × 24, driven by steps: wait for a text on the
 * screen, then press a key or save a file.
 */
export class TerminalDriver {
  readonly #script: ChildProcess;
  readonly #temporary: string;
  readonly #root: string;
  readonly #closed: Promise<void>;
  #output = '';
  #look: () => void = () => undefined;

  constructor(root: string, { args = [], env = {}, before = [], uid }: DriverOptions = {}) {
    this.#root = root;
    // A folder of its own, by which everything that the program starts can be recognised.
    this.#temporary = join(dirname(root), `tmp-${readdirSync(dirname(root)).length}`);
    mkdirSync(this.#temporary);
    if (uid !== undefined) chownSync(this.#temporary, uid, uid);
    const program = [process.execPath, join(root, 'grader', 'start.cjs'), 'watch', ...args]
      .map((word) => `'${word}'`)
      .join(' ');
    const inside = (name: string): string => `'${join(this.#temporary, name)}'`;
    const session = [
      'stty rows 24 cols 80',
      `stty -g > ${inside('before')}`,
      `tty > ${inside('tty')}`,
      `(${[...before, program].join('; ')}); echo "code $?"`,
      `stty -g > ${inside('after')}`,
    ].join('; ');
    this.#script = spawn('script', ['-qfec', session, '/dev/null'], {
      cwd: root,
      env: { ...process.env, TMPDIR: this.#temporary, TERM: 'xterm-256color', NO_COLOR: '1', ...env },
      ...(uid !== undefined && { uid, gid: uid }),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#closed = new Promise((resolve) => this.#script.once('close', () => resolve()));
    this.#script.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#output += chunk;
      this.#look();
    });
    onTestFinished(() => {
      this.#script.kill('SIGKILL');
    });
  }

  /** What the terminal shows: the program redraws all of it, from its first row on. */
  get #screen(): string {
    const frame = this.#output.slice(this.#output.lastIndexOf('\u001b[H'));
    return stripVTControlCharacters(frame).replaceAll('\r', '');
  }

  /** Waits until the screen shows the text, wherever its lines are broken. */
  async waitFor(text: string | RegExp): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const fail = (): void => reject(new Error(`waiting for ${String(text)}, and the screen was:\n${this.#screen}`));
      const timer = setTimeout(fail, stepMs);
      this.#look = () => {
        const shown = this.#screen.replace(/\s+/g, ' ');
        if (typeof text === 'string' ? !shown.includes(text) : !text.test(shown)) return;
        clearTimeout(timer);
        resolve();
      };
      this.#look();
    });
  }

  /** Makes the terminal larger or smaller, as a window does: the system tells the program. */
  resize(columns: number, rows: number): void {
    const tty = readFileSync(join(this.#temporary, 'tty'), 'utf8').trim();
    execFileSync('stty', ['-F', tty, 'cols', String(columns), 'rows', String(rows)]);
  }

  /** All that was written so far, as it was written. */
  get output(): string {
    return this.#output;
  }

  press(keys: string): void {
    this.#script.stdin?.write(keys);
  }

  /** Process id of the program. Not the lowest of all that runs here: the system begins again with low ones. */
  get program(): number {
    const row = this.#ownRows().find((line) => line.includes(join('grader', 'start.cjs')));
    if (row === undefined) throw new Error('Expected the program to run');
    return Number.parseInt(row, 10);
  }

  /** Resolves when nothing of the program runs any more; what is killed may need a moment. */
  async nothingLeft(): Promise<void> {
    const patience = AbortSignal.timeout(stepMs);
    while (this.#ownRows().length > 0) {
      if (patience.aborted) throw new Error(`still running:\n${this.#ownRows().join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** @returns what the program said at its end, its exit code, and whether the terminal is as it was */
  async ended(): Promise<{ readonly said: string; readonly code: number; readonly terminalRestored: boolean }> {
    await this.#closed;
    const afterwards = this.#output.slice(this.#output.lastIndexOf(leaveScreen) + leaveScreen.length);
    const [, said = '', code] = /^([^]*)code (\d+)/.exec(afterwards) ?? [];
    const modes = (name: string): string => readFileSync(join(this.#temporary, name), 'utf8');
    return { said: said.trim(), code: Number(code), terminalRestored: modes('before') === modes('after') };
  }

  #ownRows(): readonly string[] {
    const table = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
    return table.split('\n').filter((line) => this.#isOurs(line));
  }

  #isOurs(line: string): boolean {
    return (line.includes(this.#root) || line.includes(this.#temporary)) && !line.includes('stty rows');
  }
}
