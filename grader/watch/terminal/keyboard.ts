import type { Key } from '../model/state.ts';
import { keysIn, keysInLine, withoutBegun } from './keys.ts';

export type KeyboardListener = {
  readonly onKey: (key: Key) => void;
  /** The terminal, or whatever was piped in, has ended. */
  readonly onGone: () => void;
};

/** Time after which an ESC that nothing follows is the key Esc, in ms; nobody notices the wait. */
const patienceMs = 50;

/**
 * Single keys from a terminal in raw mode; without that mode (a pipe, some consoles), letters sent by Enter, and an
 * empty line for Enter itself.
 */
export class Keyboard {
  readonly #stdin: typeof process.stdin;
  readonly #asTyped: boolean;
  #listener: KeyboardListener | undefined;
  #isRaw = false;
  #line = '';
  /** The beginning of a key's sequence. */
  #begun = '';
  #patience: NodeJS.Timeout | undefined;

  /** @param asTyped whether letters keep their case, and a number that is sent by Enter is one key */
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
    // The stream was paused while a guest had the terminal.
    this.#stdin.resume();
  }

  close(): void {
    const listener = this.#listener;
    if (!listener) return;
    this.#listener = undefined;
    clearTimeout(this.#patience);
    this.#begun = '';
    this.#stdin.off('data', this.#hear).off('end', listener.onGone).off('error', listener.onGone).pause();
    if (this.#isRaw) this.#setRaw(false);
  }

  readonly #hear = (text: string): void => {
    if (this.#isRaw) return this.#hearRaw(text);
    const [first = '', ...more] = text.split(/\r?\n/);
    const lines = [this.#line + first, ...more];
    this.#line = lines.pop() ?? '';
    for (const line of lines) this.#tell(keysInLine(line, this.#asTyped));
  };

  #hearRaw(text: string): void {
    clearTimeout(this.#patience);
    const [whole, begun] = withoutBegun(this.#begun + text);
    this.#begun = begun;
    if (begun !== '') this.#patience = setTimeout(() => this.#giveUp(), patienceMs);
    this.#tell(keysIn(whole, this.#asTyped));
  }

  /** The rest of a begun sequence never came. */
  #giveUp(): void {
    const begun = this.#begun;
    this.#begun = '';
    this.#tell(keysIn(begun, this.#asTyped));
  }

  #tell(keys: readonly Key[]): void {
    for (const key of keys) this.#listener?.onKey(key);
  }

  #setRaw(isRaw: boolean): boolean {
    if (!this.#stdin.isTTY) return false;
    try {
      this.#stdin.setRawMode(isRaw);
      return true;
    } catch {
      // There is no raw mode here, or the terminal was closed: nothing is left to restore.
      return false;
    }
  }
}
