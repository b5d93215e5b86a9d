import type { Json } from '../arena/common/exploration.ts';
import type { Measurement } from '../arena/common/frames.ts';
import { Conditions, type Look } from './conditions.ts';
import { Rejection, told, toldFault, type Judgement } from './judgement.ts';

/** One real run, to be judged by what its witnesses saw. */
export class Result<Outcome extends Json> extends Conditions<Outcome> {
  readonly #measurement: Measurement | undefined;

  constructor(measurement: Measurement | undefined) {
    super();
    this.#measurement = measurement;
  }

  /** For a scenario that is not asked for: every condition on it holds. */
  static notRun<Outcome extends Json>(): Result<Outcome> {
    return new Result(undefined);
  }

  /** @throws {Rejection} when the run ended in a fault, or its outcome has such a witness. */
  override async never<Witness>(look: Look<Outcome, Witness>, judgement: Judgement<Witness>): Promise<void> {
    this.#never(look, judgement);
  }

  /** Like `never`, for what must hold, but synchronous. */
  holds(condition: (outcome: Outcome) => boolean, judgement: Judgement<Outcome>): void {
    this.#never((outcome) => !condition(outcome) && outcome, judgement);
  }

  #never<Witness>(look: Look<Outcome, Witness>, judgement: Judgement<Witness>): void {
    if (!this.#measurement) return;
    const { fault, outcome } = this.#measurement;
    if (fault) throw new Rejection(toldFault(fault));
    const witness = look(outcome as Outcome) ?? false;
    if (witness !== false) throw new Rejection(told(judgement, witness));
  }
}
