import { Keyboard, type KeyboardListener } from './keyboard.ts';
import { toldChange, toldStart } from '../screens/plain.ts';
import { drawFrame } from '../screens/screen.ts';
import type { Look } from '../screens/sheet.ts';
import type { Size, State } from '../model/state.ts';
import { Terminal } from './terminal.ts';

export type DisplayListener = KeyboardListener & { readonly onResize: (size: Size) => void };

export type DisplayTerminal = {
  readonly stdin: typeof process.stdin;
  readonly stdout: typeof process.stdout;
  readonly look: Look;
  /** Whether the session is reported in sentences. */
  readonly plain: boolean;
};

/** Where the learner sees what happens, and says what to do. */
export type Display = {
  readonly size: Size;
  readonly open: (listener: DisplayListener) => void;
  /** @returns the state with what only the display knows: how far the body can be scrolled */
  readonly show: (state: State) => State;
  /** The terminal, for a guest. */
  readonly terminal: DisplayTerminal;
  /** Lets another program have the terminal, until the display is opened again. */
  readonly close: () => void;
  /** Like `close`, for a program that draws on the whole screen. */
  readonly lend: () => void;
};

/** The redrawn screen. */
export class ScreenDisplay implements Display {
  readonly terminal: DisplayTerminal;
  readonly #keyboard: Keyboard;
  readonly #terminal: Terminal;
  readonly #look: Look;
  #onResize: (size: Size) => void = () => undefined;

  constructor(stdin: typeof process.stdin, stdout: typeof process.stdout, look: Look) {
    this.terminal = { stdin, stdout, look, plain: false };
    this.#keyboard = new Keyboard(stdin);
    this.#terminal = new Terminal(
      stdout,
      (size) => this.#onResize(size),
      () => this.#keyboard.close(),
    );
    this.#look = look;
  }

  get size(): Size {
    return this.#terminal.size;
  }

  open({ onKey, onGone, onResize }: DisplayListener): void {
    this.#onResize = onResize;
    this.#keyboard.open({
      onKey: (key) => {
        // Without raw mode the terminal has written the letters itself.
        if (!this.#keyboard.isRaw) this.#terminal.forget();
        onKey(key);
      },
      onGone,
    });
    this.#terminal.open();
  }

  show(state: State): State {
    const { lines, scroll } = drawFrame(state, this.#look);
    this.#terminal.draw(lines);
    return { ...state, scroll };
  }

  close(): void {
    this.#keyboard.close();
    this.#terminal.close();
  }

  lend(): void {
    this.close();
  }
}

/** For screen readers, pipes and consoles that cannot redraw: what happens is reported, one line per event. */
export class PlainDisplay implements Display {
  readonly terminal: DisplayTerminal;
  readonly size: Size = { columns: 80, rows: 24 };
  readonly #keyboard: Keyboard;
  readonly #stdout: typeof process.stdout;
  readonly #look: Look;
  #told: State | undefined;
  #isLent = false;

  constructor(stdin: typeof process.stdin, stdout: typeof process.stdout, look: Look) {
    this.terminal = { stdin, stdout, look, plain: true };
    this.#keyboard = new Keyboard(stdin);
    this.#stdout = stdout;
    this.#look = look;
  }

  open(listener: DisplayListener): void {
    this.#isLent = false;
    process.on('exit', this.#restore);
    this.#keyboard.open(listener);
  }

  show(state: State): State {
    // The state is told when the terminal is back: a line would be written into what is drawn there.
    if (this.#isLent) return state;
    const lines = this.#told
      ? toldChange(this.#told, state, this.#look)
      : toldStart(state, this.#look, this.#keyboard.isRaw);
    this.#told = state;
    if (lines.length > 0) this.#stdout.write(`${lines.join('\n')}\n`);
    return state;
  }

  close(): void {
    process.off('exit', this.#restore);
    this.#keyboard.close();
  }

  lend(): void {
    this.#isLent = true;
    this.close();
  }

  readonly #restore = (): void => this.#keyboard.close();
}
