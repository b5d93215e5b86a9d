import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exploration } from '../arena/common/exploration.ts';
import { endedBy, type Position } from '../arena/common/position.ts';
import type { AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import { Arena, type Answer, type Ask } from '../harness/arena.ts';
import { asWritten } from '../harness/as-written.ts';
import { compileChecks } from '../judge/staging/compile-checks.ts';
import { placeRuntime } from '../judge/staging/runtime.ts';
import { stage } from '../judge/staging/stage.ts';
import { temporaryFolder } from '../judge/temporary-folder.ts';
import type { Fault } from '../verdict/fault.ts';
import type * as Door from './checks-door.ts';

/** What a drive needs of the world: the attempt staged, an arena for it, and the exercise's checks. */
export class Engine {
  readonly rules: typeof Door;
  readonly #exercise: Exercise;
  readonly #workspace: string;
  readonly #onProgress: (schedules: number) => void;
  #arena: Arena;
  #stage: string;
  #stages = 0;
  /** Staged scenarios whose orders cannot be tried: the arena was lost over them, and would be again. */
  #untriable = new Map<string, Exploration>();
  #isOver = false;
  /** One request at a time. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    exercise: Exercise,
    workspace: string,
    rules: typeof Door,
    onProgress: (schedules: number) => void,
  ) {
    this.#exercise = exercise;
    this.#workspace = workspace;
    this.rules = rules;
    this.#onProgress = onProgress;
    this.#arena = this.#start();
    this.#stage = '';
  }

  /**
   * @param root the clone
   * @throws {UserError} where no temporary files can be written
   */
  static async open(root: string, exercise: Exercise, onProgress: (schedules: number) => void): Promise<Engine> {
    const workspace = temporaryFolder('drive-');
    try {
      const bundle = join(workspace, 'checks.mjs');
      const door = join(root, 'grader', 'drive', 'checks-door.ts');
      await Promise.all([
        placeRuntime(root, workspace),
        compileChecks(join(exercise.folders.grader, 'checks.test.ts'), door, bundle),
      ]);
      const rules = (await import(pathToFileURL(bundle).href)) as typeof Door;
      return new Engine(exercise, workspace, rules, onProgress);
    } catch (error) {
      await rm(workspace, { recursive: true, force: true, maxRetries: 3 });
      throw error;
    }
  }

  /**
   * Takes an attempt in place of the one before.
   * @throws {UserError} when the attempt cannot be loaded
   */
  async load({ files }: AttemptFiles): Promise<void> {
    await this.#last;
    const folder = join(this.#workspace, `attempt-${++this.#stages}`);
    await mkdir(folder, { recursive: true });
    const [first] = await stage(this.#exercise, files, folder);
    if (first) {
      const { file = '', line = 1 } = first.location ?? {};
      throw new UserError(`The files cannot be loaded: ${first.message} (${file}:${line})`, 'Mend that first.');
    }
    if (this.#stage !== '') this.#restart();
    this.#stage = folder;
    this.#untriable.clear();
  }

  /** A text about the attempt, in terms of the files that the learner wrote. */
  toLearnerText(text: string): string {
    return asWritten(this.#stage)(text);
  }

  /** The orders of the scenario that can follow the choices. @param ways whether each end comes with a way to it */
  async orders(scenario: string, from: readonly number[], ways = false): Promise<Exploration> {
    const { schedules: budget } = this.#exercise.limits;
    const untriable = this.#untriable.get(scenario);
    if (untriable) return from.length === 0 ? untriable : { schedules: 0, complete: false, outcomes: [] };
    const answer = await this.#ask({ ask: 'explore', stage: this.#stage, scenario, budget, from, ways });
    if (answer.say === 'explored') return answer.exploration;
    const { fault } = expectLost(answer);
    const lost = { schedules: 1, complete: false, outcomes: [{ fault, count: 1, schedule: [] }] };
    this.#untriable.set(scenario, lost);
    return lost;
  }

  /** Where the run is after the choices. @param rest whether the rest then runs by itself */
  async position(scenario: string, choices: readonly number[], rest: boolean): Promise<Position> {
    const answer = await this.#ask({ ask: 'drive', stage: this.#stage, scenario, choices, rest });
    if (answer.say === 'driven') return answer.position;
    return endedBy(expectLost(answer).fault, choices);
  }

  /** Nothing more is answered; what is under way ends at once. */
  stop(): void {
    this.#isOver = true;
    this.#arena.kill();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#last;
    await rm(this.#workspace, { recursive: true, force: true, maxRetries: 3 });
  }

  async #ask(body: Ask): Promise<Answer> {
    const { seconds, memoryMb } = this.#exercise.limits;
    const asked = this.#last.then(async () => {
      if (this.#isOver) throw new Error('Expected a drive that is not over');
      if (!this.#arena.alive) this.#restart();
      return this.#arena.ask(body, { seconds, memoryMb, onProgress: this.#onProgress });
    });
    this.#last = asked.catch(() => {});
    return asked;
  }

  #restart(): void {
    this.#arena.kill();
    this.#arena = this.#start();
  }

  #start(): Arena {
    return new Arena(join(this.#workspace, 'arena.mjs'), this.#workspace);
  }
}

/** @throws if the arena's answer is a fault of ours */
function expectLost(answer: Answer): { readonly fault: Fault } {
  if (answer.say === 'lost') return answer;
  throw new Error(answer.say === 'broken' ? answer.reason : `Expected another answer than \`${answer.say}\``);
}
