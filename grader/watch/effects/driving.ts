import { messageOf } from '../../course/message-of.ts';
import type { Exercise } from '../../course/exercise.ts';
import { shortName } from '../../course/names.ts';
import { UserError } from '../../course/user-error.ts';
import type { DriveSession } from '../../drive/session.ts';
import type { Shown } from '../../drive/view/state.ts';
import type { Display } from '../terminal/display.ts';
import type { Steering } from '../model/state.ts';

type Given = {
  readonly root: string;
  readonly course: readonly Exercise[];
  readonly display: Display;
  readonly signal: AbortSignal;
};

type Told = {
  /** Hands the terminal to a guest; false while another guest has it. */
  readonly lend: (guest: () => Promise<void>) => boolean;
  /** Undefined when the drive is over. */
  readonly onShown: (shown: Shown | undefined) => void;
  readonly onError: (sentence: string) => void;
};

type Driven = { readonly exercise: Exercise; readonly session: Promise<DriveSession> };

/** The learner as the scheduler: one drive at a time, which the terminal and the page both show and steer. */
export class Driving {
  readonly #given: Given;
  readonly #told: Told;
  #driven: Driven | undefined;
  #closing: Promise<void> = Promise.resolve();

  constructor(given: Given, told: Told) {
    this.#given = given;
    this.#told = told;
  }

  /**
   * Drives the exercise, or shows its present drive.
   * @param token of the order to drive, if one is asked for
   */
  start(exercise: Exercise, token: string | undefined): void {
    if (this.#driven?.exercise !== exercise) this.#open(exercise, token);
    const driven = this.#driven;
    if (driven) this.#told.lend(async () => this.#showInTerminal(driven));
  }

  steer(wish: Steering): void {
    const { session } = this.#driven ?? {};
    if (wish.kind === 'scenario') void session?.then(async (drive) => drive.choose(wish.scenario));
    else if (wish.key === 'q') this.leave();
    else void session?.then(async (drive) => drive.press(wish.key));
  }

  leave(): void {
    const driven = this.#driven;
    if (!driven) return;
    this.#driven = undefined;
    this.#told.onShown(undefined);
    this.#closing = Promise.all([this.#closing, driven.session.then(async (session) => session.close())]).then(
      () => undefined,
      () => undefined,
    );
  }

  async close(): Promise<void> {
    this.leave();
    await this.#closing;
  }

  #open(exercise: Exercise, token: string | undefined): void {
    this.leave();
    const { root } = this.#given;
    // Loaded on demand: the first screen must not wait for a compiler.
    const session = import('../../drive/session.ts').then(
      (module) => new module.DriveSession({ root, exercise, ...(token !== undefined && { token }) }),
    );
    const driven = { exercise, session };
    this.#driven = driven;
    session
      .then(async (drive) => {
        const tell = (shown: Shown): void => (this.#driven === driven ? this.#told.onShown(shown) : undefined);
        tell(drive.shown);
        drive.watch(tell);
        await drive.over;
      })
      .catch((error: unknown) => {
        if (this.#driven !== driven) return;
        this.leave();
        this.#told.onError(error instanceof UserError ? error.message : `It could not be driven: ${messageOf(error)}`);
      });
  }

  async #showInTerminal({ exercise, session }: Driven): Promise<void> {
    const { root, course, display, signal } = this.#given;
    const { look, ...terminal } = display.terminal;
    try {
      const { driveInTerminal } = await import('../terminal/drive-terminal.ts');
      await driveInTerminal({
        session: await session,
        name: shortName(exercise, course),
        root,
        folder: exercise.folders.learner,
        style: { ...look, width: display.size.columns },
        signal,
        ...terminal,
      });
      // Somebody on the page may have begun another drive meanwhile.
      if (this.#driven?.session === session) this.leave();
    } catch {
      // The opener of the drive reports the error.
    }
  }
}
