import type { ProgressFile } from '../course/progress-file.ts';
import type { Progress } from '../course/progress.ts';
import type { Exercise } from '../course/exercise.ts';
import type { Display } from './terminal/display.ts';
import { Effects } from './effects/effects.ts';
import type { OpenPage } from './effects/page-view.ts';
import { reduce } from './model/reducer.ts';
import type { Effect, Event, State } from './model/state.ts';
import { firstStep } from './model/steps.ts';

export type Session = {
  readonly root: string;
  /** Never empty. */
  readonly course: readonly Exercise[];
  readonly current: Exercise;
  readonly progress: Progress;
  readonly progressFile: ProgressFile;
  readonly autoNext: boolean;
  /** Look for saves by reading the files repeatedly, whatever the system can do. */
  readonly poll: boolean;
  readonly openPage: OpenPage;
  /** Serve the page from the start. */
  readonly web: boolean;
  /** Said on the first screen. */
  readonly notice: string | undefined;
  readonly display: Display;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
};

/** Runs the watch mode until the learner leaves it; resolves to the state at the end. */
export const watchExercises = async (session: Session): Promise<State> => new Loop(session).run();

/** Events come from every source, the reducer says what they mean, and the effects carry that out. */
class Loop {
  readonly #session: Session;
  readonly #firstEffects: readonly Effect[];
  readonly #leaving: Promise<void>;
  #leave: () => void = () => undefined;
  #fail: (error: unknown) => void = () => undefined;
  #state: State;
  #effects: Effects | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#leaving = new Promise((resolve, reject) => {
      this.#leave = resolve;
      this.#fail = reject;
    });
    const notices = session.notice === undefined ? [] : [session.notice];
    const { state, effects } = firstStep({ ...session, notices, size: session.display.size });
    this.#state = state;
    this.#firstEffects = session.web ? [...effects, { kind: 'serve' }] : effects;
  }

  async run(): Promise<State> {
    const { display, signal } = this.#session;
    const stop = (): void => this.#dispatch({ kind: 'stopped' });
    signal.addEventListener('abort', stop);
    const listener = {
      onKey: (key: string) => this.#dispatch({ kind: 'key', key }),
      onGone: stop,
      onResize: (size: State['size']) => this.#dispatch({ kind: 'resized', size }),
    };
    display.open(listener);
    this.#show();
    // After the first screen: the rest takes a moment, and the screen can be read without it.
    const carrier = new Effects({
      ...this.#session,
      dispatch: (event) => this.#dispatch(event),
      fail: this.#fail,
      leave: this.#leave,
      reopen: () => {
        display.open(listener);
        this.#dispatch({ kind: 'resized', size: display.size });
      },
    });
    this.#effects = carrier;
    carrier.show(this.#state);
    this.#firstEffects.forEach((effect) => carrier.carryOut(effect));
    try {
      await this.#leaving;
      return this.#state;
    } finally {
      signal.removeEventListener('abort', stop);
      display.close();
      await carrier.close();
    }
  }

  #dispatch(event: Event): void {
    try {
      const { state, effects } = reduce(this.#state, event);
      this.#state = state;
      this.#show();
      effects.forEach((effect) => this.#effects?.carryOut(effect));
    } catch (error) {
      this.#fail(error);
    }
  }

  #show(): void {
    this.#state = this.#session.display.show(this.#state);
    this.#effects?.show(this.#state);
  }
}
