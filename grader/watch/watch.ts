import { readBrief } from '../course/brief.ts';
import type { Exercise } from '../course/exercise.ts';
import { readHints } from '../course/hints.ts';
import type { ProgressFile } from '../course/progress-file.ts';
import type { Change, Progress } from '../course/progress.ts';
import { resetExercise } from '../course/reset.ts';
import { FileWatch } from './files.ts';
import { Judging } from './judging.ts';
import { keysIn } from './keys.ts';
import { meetNeighbours } from './neighbours.ts';
import { reduce } from './reducer.ts';
import { drawFrame, type Look } from './screen.ts';
import type { Effect, Event, State } from './state.ts';
import { firstStep } from './steps.ts';
import { Terminal } from './terminal.ts';

export type Session = {
  readonly root: string;
  /** Never empty. */
  readonly course: readonly Exercise[];
  readonly current: Exercise;
  readonly progress: Progress;
  readonly progressFile: ProgressFile;
  /** Said on the first screen. */
  readonly notice: string | undefined;
  readonly look: Look;
  readonly stdin: typeof process.stdin;
  readonly stdout: typeof process.stdout;
  readonly signal: AbortSignal;
};

/** Runs the watch mode until the learner leaves it; resolves to what they have done by then. */
export const watchExercises = async (session: Session): Promise<State> => new Loop(session).run();

/**
 * Every source gives events, the reducer says what they mean, and the effects are carried out
 * here, in the background: the next key never waits for anything.
 */
class Loop {
  readonly #session: Session;
  readonly #terminal: Terminal;
  readonly #firstEffects: readonly Effect[];
  readonly #leaving: Promise<void>;
  #leave: () => void = () => undefined;
  #fail: (error: unknown) => void = () => undefined;
  #state: State;
  #judging: Judging | undefined;
  #files: FileWatch | undefined;
  readonly #unwritten: Change[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
    this.#terminal = new Terminal(session.stdin, session.stdout);
    this.#leaving = new Promise((resolve, reject) => {
      this.#leave = resolve;
      this.#fail = reject;
    });
    const { state, effects } = firstStep({ ...session, size: this.#terminal.size });
    this.#state = state;
    this.#firstEffects = effects;
  }

  async run(): Promise<State> {
    const { root, signal } = this.#session;
    const stop = (): void => this.#dispatch({ kind: 'stopped' });
    signal.addEventListener('abort', stop);
    this.#terminal.open({
      onInput: (text) => keysIn(text).forEach((key) => this.#dispatch({ kind: 'key', key })),
      onResize: (size) => this.#dispatch({ kind: 'resized', size }),
      onGone: stop,
    });
    this.#draw();
    // After the first screen: both take a moment, and neither is needed to read it.
    this.#judging = new Judging(root, {
      onProgress: (run, schedules) => this.#dispatch({ kind: 'searched', run, schedules }),
      onVerdict: (run, verdict) => this.#dispatch({ kind: 'judged', run, verdict, now: new Date() }),
    });
    this.#firstEffects.forEach((effect) => this.#carryOut(effect));
    const neighbours = meetNeighbours(root);
    void neighbours.then(({ others }) => others.length > 0 && this.#tell(neighbourNotice));
    try {
      await this.#leaving;
      return this.#state;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#terminal.close();
      (await neighbours).leave();
      await Promise.all([this.#files?.close(), this.#judging.close(), this.#writing]);
    }
  }

  #dispatch(event: Event): void {
    try {
      const { state, effects } = reduce(this.#state, event);
      this.#state = state;
      this.#draw();
      effects.forEach((effect) => this.#carryOut(effect));
    } catch (error) {
      this.#fail(error);
    }
  }

  #draw(): void {
    const { lines, scroll } = drawFrame(this.#state, this.#session.look);
    this.#state = { ...this.#state, scroll };
    this.#terminal.draw(lines);
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'open':
        return this.#open(effect.exercise);
      case 'look':
        return this.#files?.look();
      case 'judge':
        return this.#judging?.start(effect.run, effect);
      case 'cancel':
        return this.#judging?.cancel();
      case 'record':
        return this.#record(effect.changes);
      case 'reset':
        return this.#reset(effect.exercise);
      case 'quit':
        return this.#leave();
    }
  }

  #open(exercise: Exercise): void {
    void this.#files?.close();
    this.#files = new FileWatch(exercise, {
      onRead: (found) => this.#dispatch({ kind: 'read', exercise: exercise.id, found }),
      onError: (error) => this.#tell(`Saves may go unnoticed (${messageOf(error)}): r looks at your files.`),
    });
    Promise.all([readBrief(exercise), readHints(exercise)]).then(
      ([brief, hints]) => this.#dispatch({ kind: 'opened', exercise: exercise.id, page: { brief, hints } }),
      this.#fail,
    );
  }

  /** What was remembered shows at once; the file follows, and may know more than we do. */
  #record(changes: readonly Change[]): void {
    this.#unwritten.push(...changes);
    this.#writing = this.#writing.then(async () => {
      const batch = this.#unwritten.splice(0);
      if (batch.length === 0) return;
      try {
        const { progress, notice } = await this.#session.progressFile.record(batch);
        if (this.#unwritten.length === 0) this.#dispatch({ kind: 'recorded', progress });
        if (notice !== undefined) this.#tell(notice);
      } catch (error) {
        this.#tell(`Your progress could not be saved: ${messageOf(error)}`);
      }
    });
  }

  #reset(exercise: Exercise): void {
    resetExercise(this.#session.root, exercise, new Date()).then(
      ({ backup }) =>
        this.#tell(`The starter is back.${backup === undefined ? '' : ` What you had is in ${backup}.`}`),
      (error: unknown) => this.#tell(`Nothing was reset: ${messageOf(error)}`),
    );
  }

  #tell(notice: string): void {
    this.#dispatch({ kind: 'told', notice });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const neighbourNotice =
  'Another watcher has this clone open. Both work; what you save is judged by both.';
