import type { Exploration } from '../arena/common/exploration.ts';
import type { Position } from '../arena/common/position.ts';
import { readAttempt, textsOf, type AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import { didYouMean } from '../course/nearest.ts';
import { readReplay, replayToken } from '../harness/replay.ts';
import type { Finding } from '../verdict/finding.ts';
import type { End, Failure } from './checks-door.ts';
import { Engine } from './engine.ts';
import { Outlook } from './outlook.ts';
import {
  canBeSaved,
  hasOrders,
  isLost,
  lostAt,
  marked,
  type DriveState,
  type Ending,
  type LostAt,
} from './view/state.ts';

export type DriveOptions = {
  /** The clone. */
  readonly root: string;
  readonly exercise: Exercise;
  /** Where the attempt is taken from; absent: the learner's folder. */
  readonly folder?: string;
  /** Name of the scenario; absent: the one that the verdict is about. */
  readonly scenario?: string;
  /** Token of an order of this attempt; if no scenario is named, the token's is driven. */
  readonly token?: string;
  /** Called while orders are tried: how many so far. */
  readonly onProgress?: (schedules: number) => void;
  /** Ends the drive, even while it opens: then `open` rejects, and nothing is left behind. */
  readonly signal?: AbortSignal;
};

/**
 * The learner as the scheduler: an attempt that is stopped before its first step, and continues as the learner says.
 * Nothing keeps running: to reach another place, the attempt is run again with more choices, or fewer.
 */
export class Drive {
  readonly #options: DriveOptions;
  readonly #engine: Engine;
  readonly #scenarios: readonly string[];
  #files: AttemptFiles;
  #sources: ReadonlyMap<string, string>;
  #scenario: string;
  /** The choices so far. */
  #choices: readonly number[] = [];
  /** The outlooks of all scenarios driven so far, while the files stay the same. */
  readonly #outlooks = new Map<string, Outlook>();
  #state: DriveState | undefined;

  private constructor(options: DriveOptions, engine: Engine, files: AttemptFiles, scenarios: readonly string[]) {
    this.#options = options;
    this.#engine = engine;
    this.#files = files;
    this.#sources = textsOf(files);
    this.#scenarios = scenarios;
    this.#scenario = scenarios[0] ?? '';
  }

  /**
   * Tries all orders of the scenario, and stops before the first step.
   * @throws {UserError} if there is nothing to drive: no such scenario, or files that cannot be loaded
   */
  static async open(options: DriveOptions): Promise<Drive> {
    const { root, exercise, onProgress = () => {} } = options;
    if (!hasOrders(exercise)) {
      throw new UserError('This exercise runs for real: there are no orders to choose from.', otherExercises);
    }
    const files = await attemptIn(options);
    const engine = await Engine.open(root, exercise, onProgress);
    options.signal?.addEventListener('abort', () => engine.stop(), { once: true });
    try {
      options.signal?.throwIfAborted();
      await engine.load(files);
      const scenarios = await engine.rules.explored();
      const drive = new Drive(options, engine, files, scenarios);
      await drive.#begin();
      return drive;
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  get state(): DriveState {
    if (!this.#state) throw new Error('Expected a drive that has begun');
    return this.#state;
  }

  /** The attempt that is driven. */
  get files(): AttemptFiles {
    return this.#files;
  }

  /** Text of the attempt's files, by name: the same map as long as the files are the same. */
  get sources(): ReadonlyMap<string, string> {
    return this.#sources;
  }

  /** Takes one of the steps that can come next. @param index into `next`; any other number changes nothing */
  async step(index: number): Promise<DriveState> {
    const next = this.state.next[index];
    return this.#goTo(next ? [...this.#choices, next.choice] : this.#choices);
  }

  /** Takes the last step back. */
  async undo(): Promise<DriveState> {
    return this.#goTo(this.#choices.slice(0, -1));
  }

  async restart(): Promise<DriveState> {
    return this.#goTo([]);
  }

  /** Lets the rest run by itself. */
  async finish(): Promise<DriveState> {
    const position = await this.#engine.position(this.#scenario, this.#choices, true);
    return this.#goTo(position.choices);
  }

  /** Goes to where the run can no longer be saved; stays put if none of the orders left goes wrong, or all do. */
  async goToLost(): Promise<DriveState> {
    const way = await this.wayToWrong();
    if (way === undefined || isLost(this.state.possible)) return this.#goTo(this.#choices);
    // A lost run is never saved again, so bisection finds the step.
    let [saved, lost] = [this.#choices.length, way.length];
    while (lost - saved > 1) {
      const middle = Math.floor((saved + lost) / 2);
      if (isLost(await this.#outlook.possible(way.slice(0, middle)))) lost = middle;
      else saved = middle;
    }
    return this.#goTo(way.slice(0, lost));
  }

  /** Drives another scenario of the exercise. */
  async choose(scenario: string): Promise<DriveState> {
    this.#scenario = this.#known(scenario);
    return this.#goTo([]);
  }

  /** Checks whether the files are still those that are driven. */
  async look(): Promise<DriveState> {
    const { hash } = await attemptIn(this.#options);
    this.#state = { ...this.state, changed: hash !== this.#files.hash };
    return this.#state;
  }

  /**
   * Starts again with the files as they are now.
   * @throws {UserError} when the files cannot be loaded; then nothing changes
   */
  async reload(): Promise<DriveState> {
    const files = await attemptIn(this.#options);
    await this.#engine.load(files);
    this.#files = files;
    this.#sources = textsOf(files);
    this.#outlooks.clear();
    return this.#goTo([]);
  }

  /** A way to a wrong end from here, as choices, if one is known. */
  async wayToWrong(): Promise<readonly number[] | undefined> {
    return this.#outlook.wayToWrong(this.#choices);
  }

  /** Ends the arena, and removes all that was written. */
  async close(): Promise<void> {
    await this.#engine.close();
  }

  get #outlook(): Outlook {
    const known = this.#outlooks.get(this.#scenario);
    const outlook = known ?? new Outlook(this.#engine, this.#scenario);
    this.#outlooks.set(this.#scenario, outlook);
    return outlook;
  }

  async #begin(): Promise<void> {
    const { scenario = this.#scenarioOfToken() } = this.#options;
    this.#scenario = scenario === undefined ? await this.#scenarioOfVerdict() : this.#known(scenario);
    await this.#goTo([]);
  }

  #scenarioOfToken(): string | undefined {
    const { token, exercise } = this.#options;
    const read = token === undefined ? undefined : readReplay(token, { exercise: exercise.id, hash: this.#files.hash });
    return read?.state === 'run' ? read.scenario : undefined;
  }

  /** The scenario that a verdict's first finding would be about; if there is none, one with something to choose. */
  async #scenarioOfVerdict(): Promise<string> {
    const { starter: about } = this.#options.exercise;
    const sizes = new Map<string, number>();
    const explore = async (scenario: string): Promise<Exploration> => {
      const exploration = await this.#engine.orders(scenario, []);
      sizes.set(scenario, exploration.schedules);
      return exploration;
    };
    const rank = ({ finding: { kind } }: Failure): number => {
      const index = about.indexOf(kind);
      return index < 0 ? about.length : index;
    };
    let first: Failure | undefined;
    for await (const failure of this.#engine.rules.failures(explore)) {
      if (first === undefined || rank(failure) < rank(first)) first = failure;
      // No other failure can come before this one.
      if (rank(first) === 0) break;
    }
    const choosable = this.#scenarios.find((scenario) => (sizes.get(scenario) ?? 0) > 1);
    return first?.scenario ?? choosable ?? this.#scenarios[0] ?? '';
  }

  #known(scenario: string): string {
    const found = this.#scenarios.find((name) => name.toLowerCase() === scenario.toLowerCase());
    if (found !== undefined) return found;
    const all = `The scenarios are: ${this.#scenarios.join(', ')}.`;
    throw new UserError(`There is no scenario \`${scenario}\`.`, didYouMean(scenario, this.#scenarios) ?? all);
  }

  async #goTo(choices: readonly number[]): Promise<DriveState> {
    const start = await this.#outlook.possible([]);
    const [unseen, possible, position, { hash }] = await Promise.all([
      this.#outlook.unseen(),
      this.#outlook.possible(choices),
      this.#outlook.position(choices),
      attemptIn(this.#options),
    ]);
    const lost = lostAt(this.#outlook.onTheWay(choices));
    const timeline = lost ? await this.#marked(position, choices, lost) : position.timeline;
    const ending = position.end && (await this.#endingOf({ ...position, timeline }, position.end, isLost(start)));
    this.#choices = choices;
    const { lanes, next, memory } = position;
    this.#state = {
      exercise: this.#options.exercise.id,
      scenario: this.#scenario,
      scenarios: this.#scenarios,
      taken: choices.length,
      lanes,
      next,
      memory,
      timeline,
      start,
      possible,
      ...(unseen !== undefined && { unseen: this.#toLearnerText(unseen) }),
      ...(lost && { lostAt: lost }),
      ...(ending && { ending }),
      changed: hash !== this.#files.hash,
    };
    return this.#state;
  }

  /** The picture with the point of no return. */
  async #marked({ timeline }: Position, choices: readonly number[], { step }: LostAt): Promise<Position['timeline']> {
    const here = choices.slice(0, step - 1);
    const before = await this.#outlook.position(here);
    const taken = before.next.find(({ choice }) => choice === choices[step - 1]);
    for (const { choice, lane, text, both } of before.next) {
      const possible = await this.#outlook.possible([...here, choice]);
      if (!canBeSaved(possible)) continue;
      const isOther = lane !== taken?.lane;
      const instead = both ? 'both answers' : isOther ? (before.lanes[lane]?.name ?? '') : `"${text}"`;
      return marked(timeline, before.timeline, instead);
    }
    return timeline;
  }

  /** @param allWrong whether all orders of the scenario go wrong */
  async #endingOf({ timeline, schedule }: Position, end: End, allWrong: boolean): Promise<Ending> {
    const alone = await this.#outlook.finding(end, false);
    const everyOrder = allWrong && alone?.kind === 'race' && end.fault === undefined;
    const finding = everyOrder ? await this.#outlook.finding(end, true) : alone;
    const subject = { exercise: this.#options.exercise.id, hash: this.#files.hash };
    const replay = replayToken(subject, { scenario: this.#scenario, schedule, everyOrder });
    if (!finding) return { kind: 'well', replay };
    const picture = timeline.rows.length > 0 && { timeline };
    return { kind: 'wrong', finding: { ...this.#reworded(finding), ...picture, replay } };
  }

  #toLearnerText(text: string): string {
    return this.#engine.toLearnerText(text);
  }

  #reworded(finding: Finding): Finding {
    const say = (text: string): string => this.#toLearnerText(text);
    const { message, why, expected, got, evidence } = finding;
    return {
      ...finding,
      message: say(message),
      ...(why !== undefined && { why: say(why) }),
      ...(expected !== undefined && { expected: say(expected) }),
      ...(got !== undefined && { got: say(got) }),
      ...(evidence && { evidence: evidence.map(say) }),
    };
  }
}

const attemptIn = async ({ exercise, folder }: DriveOptions): Promise<AttemptFiles> =>
  folder === undefined
    ? readAttempt(exercise, exercise.folders.learner)
    : readAttempt(exercise, folder, exercise.folders.starter);

const otherExercises = 'Those about tasks, threads and shared files can be driven: `npm run drive -- lost-update`.';
