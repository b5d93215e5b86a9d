import type { Json } from '../arena/common/exploration.ts';
import type { Measurement } from '../arena/common/frames.ts';
import { Rejection, told, toldFault, type Judgement } from './judgement.ts';

/** One real run, to be judged by what its witnesses saw. */
export class Result<Outcome extends Json> {
  readonly #measurement: Measurement;

  constructor(measurement: Measurement) {
    this.#measurement = measurement;
  }

  /** @throws {Rejection} when the run ended in a fault, or `condition` does not hold. */
  holds(condition: (outcome: Outcome) => boolean, judgement: Judgement<Outcome>): void {
    const { fault } = this.#measurement;
    if (fault) throw new Rejection(toldFault(fault));
    const outcome = this.#measurement.outcome as Outcome;
    if (!condition(outcome)) throw new Rejection(told(judgement, outcome));
  }
}
