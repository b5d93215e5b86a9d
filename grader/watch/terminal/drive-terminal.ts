import { relative } from 'node:path';
import type { Exercise } from '../../course/exercise.ts';
import { UserError } from '../../course/user-error.ts';
import { Drive } from '../../drive/drive.ts';
import { helpLines, toldDrive } from '../../drive/view/plain.ts';
import { drawDrive, type Scene } from '../../drive/view/screen.ts';
import { isLost, keysOf, type DriveState } from '../../drive/view/state.ts';
import type { Style } from '../../report/style.ts';
import { Keyboard } from './keyboard.ts';
import { Terminal } from './terminal.ts';

export type DriveTerminalOptions = {
  readonly root: string;
  readonly exercise: Exercise;
  /** As on the command line: `lost-update`. */
  readonly name: string;
  /** Where the attempt is taken from, in place of the learner's folder. */
  readonly attempt?: string | undefined;
  readonly scenario?: string | undefined;
  /** Token of an order that it is about: its scenario is driven. */
  readonly token?: string | undefined;
  readonly stdin: typeof process.stdin;
  readonly stdout: typeof process.stdout;
  readonly style: Style;
  /** Sentences in place of a screen that is redrawn. */
  readonly plain: boolean;
  readonly signal: AbortSignal;
};

/** How often it looks whether the files have changed, in ms. */
const lookEvery = 1000;

/**
 * Drives an exercise in the terminal until the learner leaves.
 * @throws {UserError} where there is nothing to drive
 */
export async function driveInTerminal(options: DriveTerminalOptions): Promise<void> {
  await new DriveTerminal(options).run();
}

class DriveTerminal {
  readonly #options: DriveTerminalOptions;
  readonly #keyboard: Keyboard;
  readonly #terminal: Terminal | undefined;
  #drive: Drive | undefined;
  #scene: Scene;
  #told: DriveState | undefined;
  /** One key after the other. */
  #last: Promise<void> = Promise.resolve();
  #leave: () => void = () => {};
  #fail: (error: unknown) => void = () => {};
  readonly #left: Promise<void>;
  readonly #gone = new AbortController();

  constructor(options: DriveTerminalOptions) {
    this.#options = options;
    const { root, exercise, name, attempt, stdin, stdout, plain } = options;
    this.#left = new Promise((resolve, reject) => {
      this.#leave = resolve;
      this.#fail = reject;
    });
    this.#keyboard = new Keyboard(stdin, true);
    if (!plain) {
      this.#terminal = new Terminal(
        stdout,
        () => this.#show(),
        () => this.#keyboard.close(),
      );
    }
    const folder = relative(root, attempt ?? exercise.folders.learner).replaceAll('\\', '/') || '.';
    this.#scene = { name, folder, sources: new Map(), view: 'drive', back: 0 };
  }

  async run(): Promise<void> {
    const { signal } = this.#options;
    const leave = (): void => this.#leave();
    signal.addEventListener('abort', leave);
    this.#terminal?.open();
    this.#keyboard.open({
      onKey: (key) => this.#key(key),
      // What was typed before is still done.
      onGone: () => void this.#last.then(leave),
    });
    const watch = setInterval(() => void this.#look(), lookEvery);
    watch.unref();
    const opening = this.#open();
    this.#last = opening.catch(this.#fail);
    try {
      await this.#left;
    } finally {
      clearInterval(watch);
      signal.removeEventListener('abort', leave);
      this.#keyboard.close();
      this.#terminal?.close();
      this.#gone.abort();
      await opening.catch(() => {});
      await this.#drive?.close();
    }
  }

  async #open(): Promise<void> {
    const { root, exercise, attempt, scenario, token, name } = this.#options;
    const wait = (schedules: number): void =>
      this.#wait(`Trying all orders of ${name} … ${schedules.toLocaleString('en-US')}`);
    this.#wait(`Trying all orders of ${name} …`);
    this.#drive = await Drive.open({
      root,
      exercise,
      ...(attempt !== undefined && { folder: attempt }),
      ...(scenario !== undefined && { scenario }),
      ...(token !== undefined && { token }),
      signal: this.#gone.signal,
      onProgress: (schedules) => this.#terminal && !this.#told && wait(schedules),
    });
    this.#changed();
  }

  #wait(text: string): void {
    if (!this.#terminal) return this.#write([text]);
    const { rows } = this.#terminal.size;
    this.#terminal.draw([text, ...Array<string>(Math.max(0, rows - 1)).fill('')]);
  }

  #key(key: string): void {
    if (key === 'q' || key === 'escape' || key === 'ctrl-c') {
      // A script's keys are done one after the other; somebody at a terminal does not wait.
      if (this.#keyboard.isRaw) this.#leave();
      else this.#last = this.#last.then(() => this.#leave());
      return;
    }
    if (!this.#keyboard.isRaw) this.#terminal?.forget();
    this.#last = this.#last.then(async () => this.#press(key)).catch((error: unknown) => this.#complain(error));
  }

  async #press(key: string): Promise<void> {
    const drive = this.#drive;
    if (!drive) return;
    const { answer: _, ...scene } = this.#scene;
    this.#scene = scene;
    if (scene.view === 'help') {
      this.#scene = { ...scene, view: 'drive' };
      return this.#show();
    }
    if (key === '?') return this.#help();
    const scroll = scrolls.get(key);
    if (scroll !== undefined) {
      this.#scene = { ...scene, back: Math.max(0, scene.back + scroll) };
      return this.#show();
    }
    const action = this.#action(key, drive);
    if (typeof action === 'string') return this.#say(action);
    await action?.();
    if (action) this.#changed();
  }

  /** What the key does, or why it does nothing. */
  #action(key: string, drive: Drive): (() => Promise<unknown>) | string | undefined {
    const { state } = drive;
    if (/^[1-9]$/.test(key)) {
      const index = keysOf(state).indexOf(Number(key));
      const lane = state.lanes[Number(key) - 1];
      if (index >= 0) return async () => drive.step(index);
      if (state.ending) return 'The run is over. u takes the last step back, U starts again.';
      return lane
        ? `${lane.name} ${lane.state === 'ended' ? 'has ended' : (lane.why ?? 'cannot go on')}.`
        : `There is no step ${key}.`;
    }
    switch (key) {
      case 'u':
      case 'backspace':
        return state.taken === 0 ? 'No step was taken yet.' : async () => drive.undo();
      case 'U':
        return async () => drive.restart();
      case 'a':
        return state.ending ? 'The run is over.' : async () => drive.finish();
      case 'g':
        return this.#whyNotLost(state, drive) ?? (async () => drive.goToLost());
      case 's':
        return state.scenarios.length === 1 ? 'This is the only scenario.' : async () => drive.choose(afterThis(state));
      case 'r':
        return async () => {
          await drive.reload();
          this.#told = undefined;
        };
      default:
        return undefined;
    }
  }

  #whyNotLost({ possible, ending }: DriveState, { wayToWrong }: Drive): string | undefined {
    if (ending) return 'The run is over.';
    if (isLost(possible)) return 'It can no longer be saved: all orders from here go wrong.';
    if (possible.wrong === 0) return 'No order from here is known to go wrong.';
    if (wayToWrong === undefined) return 'The way to a wrong end is not known.';
    return possible.complete
      ? undefined
      : 'Not all orders were tried, so nobody knows where it can no longer be saved.';
  }

  #changed(): void {
    const { state, files } = this.#drive ?? {};
    if (!state || !files) return;
    const isElsewhere = this.#told !== undefined && this.#told.scenario !== state.scenario;
    if (isElsewhere) this.#told = undefined;
    const sources = new Map(
      files.files.flatMap((file) => (file.state === 'text' ? [[file.name, file.text] as const] : [])),
    );
    this.#scene = { ...this.#scene, sources, back: state.ending?.kind === 'wrong' ? Infinity : 0 };
    if (!this.#terminal) this.#write(toldDrive(this.#told, state, this.#scene, this.#options.style));
    this.#told = state;
    this.#show();
  }

  async #look(): Promise<void> {
    const before = this.#drive?.state.changed;
    // A key that is under way looks by itself.
    this.#last = this.#last.then(async () => {
      const now = await this.#drive?.look();
      if (now && now.changed !== before && now.changed) this.#changed();
    });
    await this.#last;
  }

  #help(): void {
    if (!this.#terminal) return this.#write(helpLines(this.#options.style));
    this.#scene = { ...this.#scene, view: 'help' };
    this.#show();
  }

  #say(answer: string): void {
    if (!this.#terminal) return this.#write([answer]);
    this.#scene = { ...this.#scene, answer };
    this.#show();
  }

  /** What the learner can mend is said, and the drive goes on; the rest ends it. */
  #complain(error: unknown): void {
    if (error instanceof UserError && this.#drive) this.#say([error.message, error.help].join(' '));
    else this.#fail(error);
  }

  #show(): void {
    const { style } = this.#options;
    const state = this.#drive?.state;
    if (!this.#terminal || !state) return;
    const { size } = this.#terminal;
    const { lines, back } = drawDrive(state, this.#scene, { ...style, width: Math.max(40, size.columns) }, size);
    this.#scene = { ...this.#scene, back };
    this.#terminal.draw(lines);
  }

  #write(lines: readonly string[]): void {
    this.#options.stdout.write(`${lines.join('\n')}\n`);
  }
}

const afterThis = ({ scenario, scenarios }: DriveState): string =>
  scenarios[(scenarios.indexOf(scenario) + 1) % scenarios.length] ?? scenario;

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
