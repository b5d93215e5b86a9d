import type { Key } from '../model/state.ts';
import { keysIn, keysInLine } from './keys.ts';

export type KeyboardListener = {
  readonly onKey: (key: Key) => void;
  /** The terminal, or whatever was piped in, has ended. */
  readonly onGone: () => void;
};

/**
 * Single keys from a terminal in raw mode; without such a mode (a pipe, some consoles), letters sent by
 * Enter, and an empty line for Enter itself.
 */
export class Keyboard {
  readonly #stdin: typeof process.stdin;
  readonly #asTyped: boolean;
  #listener: KeyboardListener | undefined;
  #isRaw = false;
  #line = '';

  /** @param asTyped whether letters keep their case */
  constructor(stdin: typeof process.stdin, asTyped = false) {
    this.#stdin = stdin;
    this.#asTyped = asTyped;
  }

  get isRaw(): boolean {
    return this.#isRaw;
  }

  open(listener: KeyboardListener): void {
    this.#listener = listener;
    this.#isRaw = this.#setRaw(true);
    this.#stdin.setEncoding('utf8');
    this.#stdin.on('data', this.#hear).on('end', listener.onGone).on('error', listener.onGone);
    // A guest may have had the terminal, for which it was paused.
    this.#stdin.resume();
  }

  close(): void {
    const listener = this.#listener;
    if (!listener) return;
    this.#listener = undefined;
    this.#stdin.off('data', this.#hear).off('end', listener.onGone).off('error', listener.onGone).pause();
    if (this.#isRaw) this.#setRaw(false);
  }

  readonly #hear = (text: string): void => {
    if (this.#isRaw) return keysIn(text, this.#asTyped).forEach((key) => this.#listener?.onKey(key));
    const [first = '', ...more] = text.split(/\r?\n/);
    const lines = [this.#line + first, ...more];
    this.#line = lines.pop() ?? '';
    for (const line of lines) keysInLine(line, this.#asTyped).forEach((key) => this.#listener?.onKey(key));
  };

  #setRaw(isRaw: boolean): boolean {
    if (!this.#stdin.isTTY) return false;
    try {
      this.#stdin.setRawMode(isRaw);
      return true;
    } catch {
      // No such mode here, or the terminal was closed: there is nothing left to restore.
      return false;
    }
  }
}
