import type { Beat } from '../run/beat.ts';
import type { Output } from './output.ts';
import { Ripples } from '../run/ripples.ts';
import type { Run } from '../run/run.ts';

type Closable = { readonly close: () => unknown };

/** What the replaced globals stand on: the run whose turn it is. */
export class World {
  readonly output: Output;
  readonly beat: Beat;
  readonly ripples = new Ripples();
  /** Timers of this run that were turned into a number. */
  timers = new Map<number, Closable>();
  /** Makes ready for runs of code with this text. */
  expect = (_text: string): void => {};
  /** Undoes what the last run did to what all runs share. */
  freshen = (): void => {};
  #run: Run | undefined;
  #isUsed = false;

  constructor(output: Output, beat: Beat) {
    this.output = output;
    this.beat = beat;
  }

  /** @throws when no run is there: code outside a run has no time and no chance */
  get run(): Run {
    if (this.#run === undefined) throw new Error('Timers, dates and chance exist only while a scenario runs');
    return this.#run;
  }

  enter(run: Run): void {
    this.leave();
    this.#run = run;
    this.#isUsed = true;
    this.expect(run.code.text);
    this.beat.tell(-1, 0, '');
    if (this.timers.size > 0) this.timers = new Map();
  }

  /** The run is over: nothing that it did to the globals may outlive it, or be used by what is ours. */
  leave(): void {
    if (this.#isUsed) this.freshen();
    this.#isUsed = false;
  }
}
