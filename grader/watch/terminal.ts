import { writeSync } from 'node:fs';
import type { Size } from './state.ts';

const enter = '\u001b[?1049h\u001b[?25l';
const leave = '\u001b[?25h\u001b[?1049l';

export type TerminalListener = {
  readonly onInput: (text: string) => void;
  readonly onResize: (size: Size) => void;
  /** The terminal itself is gone. */
  readonly onGone: () => void;
};

/**
 * The terminal while the watch mode has it: raw mode, and the alternate screen, so that nothing
 * of the learner's scrollback is touched. It is given back on every way out.
 */
export class Terminal {
  readonly #stdin: typeof process.stdin;
  readonly #stdout: typeof process.stdout;
  readonly #restore = (): void => this.close();
  #listener: TerminalListener | undefined;
  #shown = '';

  constructor(stdin: typeof process.stdin, stdout: typeof process.stdout) {
    this.#stdin = stdin;
    this.#stdout = stdout;
  }

  open(listener: TerminalListener): void {
    this.#listener = listener;
    // The monitor runs before Node prints an uncaught error, which would vanish with the screen.
    process.on('uncaughtExceptionMonitor', this.#restore);
    process.on('exit', this.#restore);
    this.#stdin.setEncoding('utf8');
    this.#stdin.setRawMode(true);
    this.#stdin.on('data', listener.onInput).on('end', listener.onGone).on('error', listener.onGone);
    this.#stdout.on('resize', this.#resized);
    this.#stdout.write(enter);
  }

  get size(): Size {
    return { columns: this.#stdout.columns || 80, rows: this.#stdout.rows || 24 };
  }

  /** Replaces what is shown, one line a row; the same lines again write nothing. */
  draw(lines: readonly string[]): void {
    // Cleared before it is written: behind the last column the cursor stands on the last character.
    const text = lines.map((line) => `\u001b[K${line}`).join('\r\n');
    if (!this.#listener || text === this.#shown) return;
    this.#shown = text;
    // Shown at once where the terminal knows how (mode 2026), so that nothing flickers.
    this.#stdout.write(`\u001b[?2026h\u001b[H${text}\u001b[?2026l`);
  }

  close(): void {
    const listener = this.#listener;
    if (!listener) return;
    this.#listener = undefined;
    process.off('uncaughtExceptionMonitor', this.#restore).off('exit', this.#restore);
    this.#stdin.off('data', listener.onInput).off('end', listener.onGone).off('error', listener.onGone).pause();
    this.#stdout.off('resize', this.#resized);
    try {
      this.#stdin.setRawMode(false);
      // At once: the process may have no turn left to write in the background.
      writeSync(this.#stdout.fd, leave);
    } catch {
      // The terminal was closed: there is nothing left to restore.
    }
  }

  readonly #resized = (): void => {
    this.#shown = '';
    this.#listener?.onResize(this.size);
  };
}
