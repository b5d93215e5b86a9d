import { relative } from 'node:path';
import type { DriveSession } from '../../drive/session.ts';
import { helpLines, toldDrive } from '../../drive/view/plain.ts';
import { drawDrive, drawOpening, type Scene } from '../../drive/view/screen.ts';
import { mayGoOn, type Shown } from '../../drive/view/state.ts';
import { begunText, tryingText } from '../../drive/view/words.ts';
import type { Style } from '../../report/style.ts';
import { Keyboard } from './keyboard.ts';
import { Terminal } from './terminal.ts';

export type DriveTerminalOptions = {
  readonly session: Pick<DriveSession, 'shown' | 'watch' | 'settled' | 'over' | 'press'>;
  /** As on the command line: `lost-update`. */
  readonly name: string;
  /** The clone. */
  readonly root: string;
  /** Where the driven files are. */
  readonly folder: string;
  readonly stdin: typeof process.stdin;
  readonly stdout: typeof process.stdout;
  readonly style: Style;
  /** Sentences instead of a redrawn screen. */
  readonly plain: boolean;
  readonly signal: AbortSignal;
};

/**
 * Shows a drive in the terminal until the learner leaves, or the drive is over.
 * @throws whatever ends the drive; a {UserError} if there is nothing to drive
 */
export async function driveInTerminal(options: DriveTerminalOptions): Promise<void> {
  await new DriveTerminal(options).run();
}

type Driven = Extract<Shown, { kind: 'driven' }>;

class DriveTerminal {
  readonly #options: DriveTerminalOptions;
  readonly #keyboard: Keyboard;
  readonly #terminal: Terminal | undefined;
  #scene: Scene;
  #told: Driven | undefined;
  /** The first digits of a step's number. */
  #begun = '';
  /** Keys are handled one after the other. */
  #last: Promise<void>;
  #leave: () => void = () => {};
  readonly #left: Promise<void>;

  constructor(options: DriveTerminalOptions) {
    this.#options = options;
    // A key may come before there is anything to see: it waits.
    this.#last = options.session.settled();
    const { name, root, stdin, stdout, plain } = options;
    const folder = relative(root, options.folder).replaceAll('\\', '/') || '.';
    this.#left = new Promise((resolve) => (this.#leave = resolve));
    this.#keyboard = new Keyboard(stdin, true);
    if (!plain) {
      this.#terminal = new Terminal(
        stdout,
        () => this.#draw(),
        () => this.#keyboard.close(),
      );
    }
    this.#scene = { name, folder, sources: new Map(), back: 0 };
  }

  async run(): Promise<void> {
    const { signal, session } = this.#options;
    const leave = (): void => this.#leave();
    signal.addEventListener('abort', leave);
    this.#terminal?.open();
    this.#keyboard.open({
      onKey: (key) => this.#key(key),
      // Keys typed before that are still obeyed.
      onGone: () => void this.#last.then(leave),
    });
    if (!this.#terminal) this.#write([this.#waiting()]);
    this.#look(session.shown);
    const stop = session.watch((shown) => this.#look(shown));
    try {
      await Promise.race([this.#left, session.over]);
    } finally {
      stop();
      signal.removeEventListener('abort', leave);
      this.#keyboard.close();
      this.#terminal?.close();
    }
  }

  #key(key: string): void {
    // A script's keys are obeyed one after the other; a person at a terminal need not wait to leave.
    if (this.#keyboard.isRaw && this.#leaves(key)) return this.#leave();
    if (!this.#keyboard.isRaw) this.#terminal?.forget();
    this.#last = this.#last.then(async () => (this.#leaves(key) ? this.#leave() : this.#press(key)));
  }

  /** The key that leaves the help does only that. */
  #leaves(key: string): boolean {
    return key === 'ctrl-c' || (this.#scene.help === undefined && (key === 'q' || key === 'escape'));
  }

  async #press(key: string): Promise<void> {
    const scroll = scrolls.get(key);
    if (scroll !== undefined) return this.#scroll(scroll);
    if (this.#scene.help !== undefined) {
      const { help: _, ...scene } = this.#scene;
      this.#scene = scene;
      return this.#draw();
    }
    if (key === '?') return this.#help();
    const whole = this.#numbered(key);
    if (whole !== undefined) await this.#options.session.press(whole);
  }

  /**
   * Joins digits to the number of a step.
   * @returns the number, or another key, once it is complete
   */
  #numbered(key: string): string | undefined {
    const { shown } = this.#options.session;
    const digits = this.#begun;
    this.#begin('');
    if (/^\d$/.test(key)) {
      const number = digits + key;
      // Without raw mode a number comes as a whole.
      const isWhole = !this.#keyboard.isRaw || shown.kind !== 'driven' || !mayGoOn(shown.state, number);
      if (isWhole) return number;
      this.#begin(number);
      return undefined;
    }
    if (digits === '') return key;
    if (key === 'backspace') return undefined;
    return key === 'enter' ? digits : key;
  }

  #begin(digits: string): void {
    if (digits === this.#begun) return;
    this.#begun = digits;
    const { answer: _, ...scene } = this.#scene;
    this.#scene = { ...scene, ...(digits !== '' && { answer: begunText(digits) }) };
    if (!this.#terminal && digits !== '') this.#write([begunText(digits)]);
    this.#draw();
  }

  #scroll(lines: number): void {
    const { help, back } = this.#scene;
    this.#scene =
      help === undefined
        ? { ...this.#scene, back: Math.max(0, back + lines) }
        : { ...this.#scene, help: Math.max(0, help + lines) };
    this.#draw();
  }

  /** The drive has changed. */
  #look(shown: Shown): void {
    if (shown.kind === 'driven') {
      const { state, sources, trying } = shown;
      const answer = trying === undefined ? shown.answer : this.#waiting(trying);
      const { answer: _, ...scene } = this.#scene;
      const isElsewhere = state !== this.#told?.state;
      if (isElsewhere) this.#begun = '';
      const back = state.ending?.kind === 'wrong' ? Infinity : 0;
      this.#scene = { ...scene, sources, ...(isElsewhere && { back }), ...(answer !== undefined && { answer }) };
      if (!this.#terminal) this.#tell(shown);
      this.#told = shown;
    }
    this.#draw();
  }

  #tell({ state, sources, answer }: Driven): void {
    const { style } = this.#options;
    const before = this.#told;
    const isSame = before?.sources === sources && before.state.scenario === state.scenario;
    if (state !== before?.state) this.#write(toldDrive(isSame ? before.state : undefined, state, this.#scene, style));
    if (answer !== undefined) this.#write([answer]);
  }

  #help(): void {
    if (!this.#terminal) return this.#write(helpLines(this.#options.style));
    this.#scene = { ...this.#scene, help: Infinity };
    this.#draw();
  }

  #draw(): void {
    const { style, session } = this.#options;
    const { shown } = session;
    if (!this.#terminal) return;
    const { size } = this.#terminal;
    if (shown.kind === 'opening')
      return this.#terminal.draw(drawOpening(this.#options.name, shown.orders, style, size));
    const { lines, back } = drawDrive(shown.state, this.#scene, style, size);
    this.#scene = { ...this.#scene, [this.#scene.help === undefined ? 'back' : 'help']: back };
    this.#terminal.draw(lines);
  }

  #waiting(orders = 0): string {
    return tryingText(orders, this.#options.name);
  }

  #write(lines: readonly string[]): void {
    this.#options.stdout.write(`${lines.join('\n')}\n`);
  }
}

/** Lines towards the beginning. */
const scrolls: ReadonlyMap<string, number> = new Map([
  ['up', 1],
  ['k', 1],
  ['page-up', 10],
  ['home', 100_000],
  ['down', -1],
  ['j', -1],
  ['page-down', -10],
  ['end', -100_000],
]);
