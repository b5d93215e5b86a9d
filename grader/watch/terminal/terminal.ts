import { writeSync } from 'node:fs';
import type { Size } from '../model/state.ts';

const enter = '\u001b[?1049h\u001b[?25l';
const leave = '\u001b[?25h\u001b[?1049l';

/**
 * The alternate screen of a terminal, so that the learner's scrollback is untouched. The normal screen is restored on
 * every way out.
 */
export class Terminal {
  readonly #stdout: typeof process.stdout;
  readonly #onResize: (size: Size) => void;
  readonly #restore: () => void;
  #isOpen = false;
  #shown = '';

  /** @param onExit what else to restore when the process ends unexpectedly */
  constructor(stdout: typeof process.stdout, onResize: (size: Size) => void, onExit: () => void) {
    this.#stdout = stdout;
    this.#onResize = onResize;
    this.#restore = () => {
      onExit();
      this.close();
    };
  }

  open(): void {
    this.#isOpen = true;
    this.#shown = '';
    // The monitor runs before Node prints an uncaught error, which would vanish with the screen.
    process.on('uncaughtExceptionMonitor', this.#restore);
    process.on('exit', this.#restore);
    this.#stdout.on('resize', this.#resized);
    this.#stdout.write(enter);
  }

  get size(): Size {
    return { columns: this.#stdout.columns || 80, rows: this.#stdout.rows || 24 };
  }

  /** Replaces what is shown, one line per row; the same lines again write nothing. */
  draw(lines: readonly string[]): void {
    // Cleared before it is written: after the last column the cursor still stands on the last character.
    const text = lines.map((line) => `\u001b[K${line}`).join('\r\n');
    if (!this.#isOpen || text === this.#shown) return;
    this.#shown = text;
    // Shown in one go if the terminal can do that (mode 2026), so that nothing flickers.
    this.#stdout.write(`\u001b[?2026h\u001b[H${text}\u001b[?2026l`);
  }

  /** The next drawing writes everything: something else may have been written in between. */
  forget(): void {
    this.#shown = '';
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    process.off('uncaughtExceptionMonitor', this.#restore).off('exit', this.#restore);
    this.#stdout.off('resize', this.#resized);
    try {
      // Synchronous: the process may have no turn left in which to write.
      writeSync(this.#stdout.fd, leave);
    } catch {
      // The terminal was closed: nothing is left to restore.
    }
  }

  readonly #resized = (): void => {
    this.forget();
    this.#onResize(this.size);
  };
}
