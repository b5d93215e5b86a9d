import { messageOf } from '../../course/message-of.ts';
import { readAttempt } from '../../course/attempt.ts';
import { readBrief } from '../../course/brief.ts';
import type { Exercise } from '../../course/exercise.ts';
import { readHints } from '../../course/hints.ts';
import type { ProgressFile } from '../../course/progress-file.ts';
import type { Change } from '../../course/progress.ts';
import { resetExercise, undoReset } from '../../course/reset.ts';
import { Driving } from './driving.ts';
import type { Display } from '../terminal/display.ts';
import { editorFor, runEditor } from './editor.ts';
import { tryFileEvents } from './file-events.ts';
import { Elsewhere } from './elsewhere.ts';
import { FileWatch } from './files.ts';
import { Judging } from './judging.ts';
import { KeptVerdicts } from './kept-verdicts.ts';
import { meetNeighbours, type Neighbours } from './neighbours.ts';
import type { Effect, Event, State } from '../model/state.ts';
import { pageNotice, PageView, type OpenPage } from './page-view.ts';
import { ProgramRun } from './program-run.ts';
import { TypeCheck } from './type-check.ts';

export type Surroundings = {
  readonly root: string;
  readonly course: readonly Exercise[];
  readonly progressFile: ProgressFile;
  readonly poll: boolean;
  readonly display: Display;
  readonly openPage: OpenPage;
  readonly env: NodeJS.ProcessEnv;
  readonly dispatch: (event: Event) => void;
  readonly fail: (error: unknown) => void;
  readonly leave: () => void;
  readonly signal: AbortSignal;
  /** Takes the terminal back from a guest. */
  readonly reopen: () => void;
};

/** Carries out effects, all of them in the background: the next key never waits for anything. */
export class Effects {
  readonly #given: Surroundings;
  readonly #judging: Judging;
  readonly #types: TypeCheck;
  readonly #programs: ProgramRun;
  readonly #kept: KeptVerdicts;
  readonly #page: PageView;
  readonly #driving: Driving;
  readonly #neighbours: Promise<Neighbours>;
  readonly #probing: Promise<void>;
  #files: FileWatch | undefined;
  readonly #elsewhere: Elsewhere;
  #isPolling = false;
  #hasGuest = false;
  readonly #unwritten: Change[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(given: Surroundings) {
    this.#given = given;
    const { root, dispatch } = given;
    this.#judging = new Judging(root, {
      onProgress: (run, schedules) => dispatch({ kind: 'searched', run, schedules }),
      onLasting: (run, ms) => dispatch({ kind: 'lasting', run, ms }),
      onVerdict: (run, verdict) => dispatch({ kind: 'judged', run, verdict, now: new Date() }),
    });
    this.#types = new TypeCheck(root, (exercise, typed) => dispatch({ kind: 'typed', exercise, typed }));
    this.#programs = new ProgramRun(root, {
      onLines: (program, lines) => dispatch({ kind: 'printed', program, lines }),
      onEnd: (program, how) => dispatch({ kind: 'program-ended', program, how }),
    });
    this.#kept = new KeptVerdicts(root);
    this.#driving = new Driving(given, {
      lend: (guest) => this.#lendTerminal(guest),
      onShown: (shown) => dispatch({ kind: 'driven', shown }),
      onError: (notice) => this.#tell(notice),
    });
    this.#page = new PageView(given.openPage, (wish) => dispatch({ kind: 'wished', wish }));
    this.#elsewhere = new Elsewhere(root, given.course, (exercise, file) =>
      dispatch({ kind: 'saved-elsewhere', exercise: exercise.id, file }),
    );
    this.#neighbours = meetNeighbours(root);
    void this.#neighbours.then(({ others }) => others.length > 0 && this.#tell(neighbourNotice));
    this.#probing = this.#pollIfNeeded();
  }

  carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'open':
        return this.#open(effect.exercise);
      case 'look':
        return this.#files?.look();
      case 'collect':
        return this.#collect(effect.exercise);
      case 'judge':
        this.#types.cancel();
        return this.#judging.start(effect.run, effect);
      case 'cancel':
        return this.#judging.cancel();
      case 'check-types':
        return this.#types.start(effect.exercise, effect.hash);
      case 'keep':
        return this.#kept.keep(effect.exercise, { hash: effect.hash, verdict: effect.verdict });
      case 'record':
        return this.#record(effect.changes);
      case 'read-solution':
        return this.#readSolution(effect.exercise);
      case 'run-program':
        return this.#programs.start(effect);
      case 'end-program':
        return this.#programs.end();
      case 'drive':
        return this.#driving.start(effect.exercise, effect.token);
      case 'steer':
        return this.#driving.steer(effect.wish);
      case 'edit':
        return this.#edit(effect.path, effect.line);
      case 'reset':
        return this.#reset(effect.exercise);
      case 'serve':
        return this.#serve();
      case 'undo-reset':
        return this.#undoReset(effect.exercise, effect.backup);
      case 'quit':
        return this.#given.leave();
    }
  }

  /** Also shows the state on the page, if that is open. */
  show(state: State): void {
    this.#page.show(state);
  }

  /** Resolves when all that was started has ended, and all is written. */
  async close(): Promise<void> {
    (await this.#neighbours).leave();
    const parts = [
      this.#judging,
      this.#types,
      this.#programs,
      this.#kept,
      this.#files,
      this.#elsewhere,
      this.#page,
      this.#driving,
    ];
    await Promise.all([...parts.map(async (part) => part?.close()), this.#writing, this.#probing]);
  }

  #open(exercise: Exercise): void {
    void this.#files?.close();
    this.#types.cancel();
    this.#elsewhere.leaveOut(exercise);
    this.#driving.leave();
    const { dispatch, fail } = this.#given;
    this.#files = new FileWatch(exercise, {
      onRead: (found) => dispatch({ kind: 'read', exercise: exercise.id, found }),
      onError: (error) => this.#startPolling(messageOf(error)),
    });
    if (this.#isPolling) void this.#files.poll();
    Promise.all([readBrief(exercise), readHints(exercise)]).then(
      ([brief, hints]) => dispatch({ kind: 'opened', exercise: exercise.id, page: { brief, hints } }),
      fail,
    );
    this.#kept.read(exercise).then((kept) => {
      if (kept) dispatch({ kind: 'recalled', exercise: exercise.id, hash: kept.hash, verdict: kept.verdict });
    }, fail);
  }

  #collect(exercise: Exercise): void {
    const { dispatch, fail } = this.#given;
    readAttempt(exercise, exercise.folders.learner).then(
      (files) => dispatch({ kind: 'collected', exercise: exercise.id, found: { files, at: undefined } }),
      fail,
    );
  }

  #readSolution(exercise: Exercise): void {
    const { dispatch, fail } = this.#given;
    readAttempt(exercise, exercise.folders.solution).then(
      (files) => dispatch({ kind: 'solution', exercise: exercise.id, files }),
      fail,
    );
  }

  async #pollIfNeeded(): Promise<void> {
    if (this.#given.poll) return this.#startPolling('you asked for it');
    const events = await tryFileEvents(this.#given.root);
    if (!events.work) this.#startPolling(events.reason);
  }

  #startPolling(reason: string): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    void this.#files?.poll();
    this.#tell(`Your files are read again and again, because ${reason}. Saves are still noticed.`);
  }

  /** Shows the changes at once; the file follows, and may know more than this process does. */
  #record(changes: readonly Change[]): void {
    this.#unwritten.push(...changes);
    this.#writing = this.#writing.then(async () => {
      const batch = this.#unwritten.splice(0);
      if (batch.length === 0) return;
      try {
        const { progress, notice } = await this.#given.progressFile.record(batch);
        if (this.#unwritten.length === 0) this.#given.dispatch({ kind: 'recorded', progress });
        if (notice !== undefined) this.#tell(notice);
      } catch (error) {
        this.#tell(`Your progress could not be saved: ${messageOf(error)}`);
      }
    });
  }

  #edit(path: string, line: number): void {
    const editor = editorFor(this.#given.env, path, line);
    if (!editor) return this.#tell(`No editor is set: set $EDITOR (export EDITOR=nano), or open ${path} yourself.`);
    const failed = (error: unknown): void => this.#tell(`The editor could not be opened: ${messageOf(error)}.`);
    if (editor.isWindow) return void runEditor(editor).catch(failed);
    // Only the page can ask for the editor while another program has the terminal.
    if (!this.#lendTerminal(async () => runEditor(editor).catch(failed), true)) {
      this.#tell('Another program is using the terminal: leave it first.');
    }
  }

  /**
   * @param draws whether the guest draws on the whole screen
   * @returns false while another guest has the terminal
   */
  #lendTerminal(guest: () => Promise<void>, draws = false): boolean {
    if (this.#hasGuest) return false;
    const { display, signal, reopen } = this.#given;
    this.#hasGuest = true;
    if (draws) display.lend();
    else display.close();
    void guest().finally(() => {
      this.#hasGuest = false;
      if (!signal.aborted) reopen();
    });
    return true;
  }

  #serve(): void {
    this.#page.serve().then(
      (address) => this.#tell(`${pageNotice}${address}`),
      (error: unknown) => this.#tell(`The page could not be served: ${messageOf(error)}`),
    );
  }

  #reset(exercise: Exercise): void {
    const reset = async (): ReturnType<typeof resetExercise> => resetExercise(this.#given.root, exercise, new Date());
    this.#elsewhere.ours(exercise, reset).then(
      async ({ backup }) => {
        const { hash } = await readAttempt(exercise, exercise.folders.learner);
        this.#given.dispatch({ kind: 'reset', reset: { exercise: exercise.id, what: 'starter', backup, hash } });
        this.#files?.look();
      },
      (error: unknown) => this.#tell(`Nothing was reset: ${messageOf(error)}`),
    );
  }

  #undoReset(exercise: Exercise, backup: string): void {
    const undo = async (): Promise<void> => undoReset(this.#given.root, exercise, backup);
    this.#elsewhere.ours(exercise, undo).then(
      async () => {
        const { hash } = await readAttempt(exercise, exercise.folders.learner);
        const reset = { exercise: exercise.id, what: 'own', backup: undefined, hash } as const;
        this.#given.dispatch({ kind: 'reset', reset });
        this.#files?.look();
      },
      (error: unknown) => this.#tell(`Your version could not be put back: ${messageOf(error)}. It is in ${backup}.`),
    );
  }

  #tell(notice: string): void {
    this.#given.dispatch({ kind: 'told', notice });
  }
}

const neighbourNotice = 'Another watcher has this clone open. Both work, and both judge what you save.';
