import type { Exploration, Explanation, Json, OutcomeClass } from '../arena/common/exploration.ts';
import type { Schedule } from '../explore/model.ts';
import { Rejection, told, toldFault, Uncheckable, type Judgement } from './judgement.ts';
import type { Finding } from '../verdict/finding.ts';

/**
 * Runs one schedule of the scenario again, as simple as it can be made, and records it.
 * @param everyOrder whether all orders fail, for the token
 */
export type Explain = (
  schedule: Schedule,
  everyOrder: boolean,
) => Promise<{ explanation: Explanation; replay: string }>;

/** All orders of one scenario, to be judged by what they left behind. */
export class Orders<Outcome extends Json> {
  readonly #exploration: Exploration;
  readonly #explain: Explain;
  readonly #replayed: { readonly everyOrder: boolean } | undefined;

  /**
   * @param replayed what the token tells of the other orders, where only the one of a token was run
   * @throws {Uncheckable} when there is nothing to judge: that must never look like a pass.
   */
  constructor(exploration: Exploration, explain: Explain, replayed?: { readonly everyOrder: boolean }) {
    if (exploration.outcomes.length === 0) throw new Uncheckable('Expected at least one order to come to an end');
    this.#exploration = exploration;
    this.#explain = explain;
    this.#replayed = replayed;
  }

  /** Distinct outcomes of the orders that came to an end. */
  get outcomes(): readonly Outcome[] {
    return this.#exploration.outcomes.filter(ended).map((end) => end.outcome as Outcome);
  }

  /**
   * The invariant: no order ends in a fault, and every outcome satisfies `holds`. A judgement of
   * the kind `race` is one of `wrong-result` when all orders break it, and its `why` is no longer true.
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
   * What some order must show: two readers inside at once, for instance; and no order ends in a fault.
   * @throws {Rejection} when no order shows it, without a timeline: all orders are the evidence; or with
   * the simplest order that ends in a fault
   */
  async sometimes(shows: (outcome: Outcome) => boolean, judgement: Judgement<Outcome>): Promise<void> {
    const faults = this.#exploration.outcomes.filter((end) => !ended(end));
    if (faults[0]) await this.#reject(faults[0], false, faults, judgement);
    const { outcomes } = this;
    const [first] = outcomes;
    if (first === undefined || outcomes.some((outcome) => shows(outcome))) return;
    const { schedules, complete } = this.#exploration;
    const all = schedules === 1 ? 'not in the only order there is' : `in none of all ${schedules} orders`;
    const evidence = [complete ? all : `in none of ${schedules} schedules (not all)`];
    throw new Rejection({ ...told(judgement, first), evidence });
  }

  async #reject(
    first: OutcomeClass,
    failed: boolean,
    broken: readonly OutcomeClass[],
    judgement: Judgement<Outcome>,
  ): Promise<never> {
    // What goes wrong in every order needs no race to go wrong.
    const everyOrder = failed && !first.fault && judgement.kind === 'race' && this.#isEvery(broken);
    const precise: Judgement<Outcome> = everyOrder ? { ...judgement, ...inEveryOrder } : judgement;
    const { explanation, replay } = await this.#explain(first.schedule, everyOrder);
    const facts = explanation.fault?.evidence ?? first.fault?.evidence ?? [];
    const evidence = [...facts, ...this.#share(broken)];
    const finding = {
      ...(failed && told(precise, first.outcome as Outcome)),
      ...(first.fault && toldFault(first.fault)),
    } as Omit<Finding, 'check'>;
    // A replay may prove more than the run told by itself: who keeps whom waiting.
    const why = first.fault && explanation.fault?.why;
    const location = explanation.fault?.location ?? finding.location;
    throw new Rejection({
      ...finding,
      ...(why !== undefined && { why }),
      ...(location && { location }),
      ...(evidence.length > 0 && { evidence }),
      ...(explanation.timeline.rows.length > 0 && { timeline: explanation.timeline }),
      replay,
    } satisfies Omit<Finding, 'check'>);
  }

  #isEvery(broken: readonly OutcomeClass[]): boolean {
    const { complete, schedules } = this.#exploration;
    return this.#replayed?.everyOrder ?? (complete && total(broken) === schedules);
  }

  /** How many orders fail; of a replay there is nothing to say. */
  #share(broken: readonly OutcomeClass[]): readonly string[] {
    if (this.#replayed) return [];
    const failing = total(broken);
    const { schedules, complete } = this.#exploration;
    if (!complete) return [`${failing} of ${schedules} tried orders fail (not all were tried)`];
    return [
      schedules === 1 ? 'It fails in the only order there is' : `${failing} of ${schedules} different orders fail`,
    ];
  }
}

const inEveryOrder = {
  kind: 'wrong-result',
  why: 'It goes wrong in every order, so it is not the order that is to blame.',
} as const;

const total = (ends: readonly OutcomeClass[]): number => ends.reduce((sum, end) => sum + end.count, 0);
const ended = (end: OutcomeClass): boolean => end.fault === undefined;
