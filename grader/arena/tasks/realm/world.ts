import type { Beat } from '../run/beat.ts';
import type { Output } from './output.ts';
import { Ripples } from '../run/ripples.ts';
import type { Run } from '../run/run.ts';

type Closable = { readonly close: () => unknown };

/** What the replaced globals rely on: the current run. */
export class World {
  readonly output: Output;
  readonly beat: Beat;
  readonly ripples = new Ripples();
  /** Timers of this run that were turned into a number. */
  timers = new Map<number, Closable>();
  /** Prepares for runs of code with this text. */
  expect = (_text: string): void => {};
  /** Undoes the last run's changes to what all runs share. */
  freshen = (): void => {};
  #run: Run | undefined;
  #isUsed = false;

  constructor(output: Output, beat: Beat) {
    this.output = output;
    this.beat = beat;
  }

  /** @throws without a run: code outside one has no time and no random numbers */
  get run(): Run {
    if (this.#run === undefined) throw new Error('Timers, dates and chance exist only while a scenario runs');
    return this.#run;
  }

  /** Whether a scenario has run: before that no code of the learner has done anything. */
  get hasBegun(): boolean {
    return this.#run !== undefined;
  }

  enter(run: Run): void {
    this.leave();
    this.#run = run;
    this.#isUsed = true;
    this.expect(run.code.text);
    this.beat.tell(-1, 0, '');
    if (this.timers.size > 0) this.timers = new Map();
  }

  /** Leaves a run that is over: nothing that it did to the globals may outlive it, or be used by our code. */
  leave(): void {
    if (this.#isUsed) this.freshen();
    this.#isUsed = false;
  }
}
