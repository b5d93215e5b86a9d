import type { Exploration, Explanation, Json, OutcomeClass } from '../arena/exploration.ts';
import type { Schedule } from '../explore/model.ts';
import { Rejection, told, toldFault, Uncheckable, type Judgement } from './judgement.ts';
import type { Finding } from './finding.ts';

/** Runs one schedule of the scenario again, as simple as it can be made, and records it. */
export type Explain = (schedule: Schedule) => Promise<{ explanation: Explanation; replay: string }>;

/** All orders of one scenario, to be judged by what they left behind. */
export class Orders<Outcome extends Json> {
  readonly #exploration: Exploration;
  readonly #explain: Explain;

  /** @throws {Uncheckable} when there is nothing to judge: that must never look like a pass. */
  constructor(exploration: Exploration, explain: Explain) {
    if (exploration.outcomes.length === 0) throw new Uncheckable('Expected at least one order to come to an end');
    this.#exploration = exploration;
    this.#explain = explain;
  }

  /** Distinct outcomes of the orders that came to an end. */
  get outcomes(): readonly Outcome[] {
    return this.#exploration.outcomes.filter(ended).map((end) => end.outcome as Outcome);
  }

  /**
   * The invariant: no order ends in a fault, and every outcome satisfies `holds`. A judgement of
   * the kind `race` is one of `wrong-result` when all orders break it.
   * @throws {Rejection} with the simplest order that breaks it.
   */
  async always(holds: (outcome: Outcome) => boolean, judgement: Judgement<Outcome>): Promise<void> {
    const fails = (end: OutcomeClass): boolean => end.outcome !== undefined && !holds(end.outcome as Outcome);
    const broken = this.#exploration.outcomes.filter((end) => !ended(end) || fails(end));
    // Of several faults the most telling is one with a consequence that can be seen.
    const first = broken.find((end) => !ended(end) && fails(end)) ?? broken[0];
    if (first) await this.#reject(first, fails(first), broken, judgement);
  }

  /**
   * What some order must show: two readers inside at once, for instance.
   * @throws {Rejection} when no order shows it, without a timeline: all orders are the evidence; or when
   * no order came to an end.
   */
  sometimes(shows: (outcome: Outcome) => boolean, judgement: Judgement<Outcome>): void {
    const { outcomes } = this;
    const [first] = outcomes;
    if (outcomes.some((outcome) => shows(outcome))) return;
    const [fault] = this.#exploration.outcomes.flatMap((end) => end.fault ?? []);
    if (first === undefined) throw fault ? new Rejection(toldFault(fault)) : new Uncheckable('Expected an outcome');
    const { schedules, complete } = this.#exploration;
    const evidence = [complete ? `in none of all ${schedules} orders` : `in none of ${schedules} schedules (not all)`];
    throw new Rejection({ ...told(judgement, first), evidence });
  }

  async #reject(
    first: OutcomeClass,
    failed: boolean,
    broken: readonly OutcomeClass[],
    judgement: Judgement<Outcome>,
  ): Promise<never> {
    const { explanation, replay } = await this.#explain(first.schedule);
    const finding = {
      ...(failed && told(this.#precise(judgement, broken), first.outcome as Outcome)),
      ...(first.fault && toldFault(first.fault)),
    } as Omit<Finding, 'check'>;
    const location = explanation.fault?.location ?? finding.location;
    throw new Rejection({
      ...finding,
      ...(location && { location }),
      evidence: [...(finding.evidence ?? []), this.#share(broken)],
      ...(explanation.timeline.rows.length > 0 && { timeline: explanation.timeline }),
      replay,
    } satisfies Omit<Finding, 'check'>);
  }

  /** What goes wrong in every order needs no race to go wrong. */
  #precise(judgement: Judgement<Outcome>, broken: readonly OutcomeClass[]): Judgement<Outcome> {
    const always = this.#exploration.complete && total(broken) === this.#exploration.schedules;
    return judgement.kind === 'race' && always ? { ...judgement, kind: 'wrong-result' } : judgement;
  }

  #share(broken: readonly OutcomeClass[]): string {
    const failing = total(broken);
    const { schedules, complete } = this.#exploration;
    return complete
      ? `${failing} of ${schedules} different orders fail`
      : `${failing} of ${schedules} tried orders fail (not all were tried)`;
  }
}

const total = (ends: readonly OutcomeClass[]): number => ends.reduce((sum, end) => sum + end.count, 0);
const ended = (end: OutcomeClass): boolean => end.fault === undefined;
