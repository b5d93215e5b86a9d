import type { Exploration, Explanation, Json, OutcomeClass } from '../arena/common/exploration.ts';
import type { Schedule } from '../explore/model.ts';
import type { Fault } from '../verdict/fault.ts';
import type { Finding } from '../verdict/finding.ts';
import { Conditions, valueOf, type Field, type Look, type Words } from './conditions.ts';
import { marked, Rejection, told, toldFault, Uncheckable, type Judgement } from './judgement.ts';

/**
 * Runs one schedule of the scenario again, as simple as it can be made, and records it.
 * @param everyOrder whether all orders fail, for the token
 * @param good outcomes that are right, as JSON text, where all others are known to be wrong
 */
export type Explain = (
  schedule: Schedule,
  everyOrder: boolean,
  good: readonly string[] | undefined,
) => Promise<{ explanation: Explanation; replay: string }>;

/** All orders of one scenario, to be judged by what they left behind. */
export class Orders<Outcome extends Json> extends Conditions<Outcome> {
  readonly #exploration: Exploration;
  readonly #explain: Explain;
  readonly #replayed: { readonly everyOrder: boolean } | undefined;

  /**
   * @param replayed what the token says of the other orders, if only that of a token was run
   * @throws {Uncheckable} when there is nothing to judge: that must never look like a pass.
   */
  constructor(exploration: Exploration, explain: Explain, replayed?: { readonly everyOrder: boolean }) {
    super();
    if (exploration !== nothing && exploration.outcomes.length === 0) {
      throw new Uncheckable('Expected at least one order to come to an end');
    }
    this.#exploration = exploration;
    this.#explain = explain;
    this.#replayed = replayed;
  }

  /** For a scenario that is not asked for: all demands on it hold. */
  static notRun<Outcome extends Json>(): Orders<Outcome> {
    return new Orders(nothing, () => Promise.reject(new Uncheckable('Expected an order to explain')));
  }

  /**
   * The invariant: no order ends in a fault, and none has an outcome with such a witness. A judgement of the
   * kind `race` becomes `wrong-result` when all orders break it, as its `why` is no longer true.
   * @throws {Rejection} with the simplest order that breaks it.
   */
  override async never<Witness>(look: Look<Outcome, Witness>, judgement: Judgement<Witness>): Promise<void> {
    const find = ({ outcome }: Pick<OutcomeClass, 'outcome'>): Witness | undefined => {
      const witness = outcome === undefined ? undefined : look(outcome as Outcome);
      return witness === null || witness === false ? undefined : witness;
    };
    const broken = this.#exploration.outcomes.filter((end) => !ended(end) || find(end) !== undefined);
    // Of several faults, the most telling is one with a visible consequence.
    const first = broken.find((end) => !ended(end) && find(end) !== undefined) ?? broken[0];
    if (first) await this.#reject(first, broken, { judgement, find });
  }

  /** Like `never`, for what must hold. */
  async always(holds: (outcome: Outcome) => boolean, judgement: Judgement<Outcome>): Promise<void> {
    await this.never((outcome) => !holds(outcome) && outcome, judgement);
  }

  /** No order ends in a fault, whatever its outcome is. */
  async end(): Promise<void> {
    const faults = this.#exploration.outcomes.filter((end) => !ended(end));
    if (faults[0]) await this.#reject(faults[0], faults);
  }

  /**
   * What some order must show: two readers inside at once, for instance; and no order ends in a fault.
   * @throws {Rejection} when no order shows it, without a timeline: all orders are the evidence; or with
   * the simplest order that ends in a fault
   */
  async sometimes(shows: (outcome: Outcome) => boolean, words: Words<Unseen<Outcome>>): Promise<void> {
    await this.end();
    // One order does not say what others show.
    if (this.#replayed) return;
    const outcomes = this.#exploration.outcomes.filter(ended).map(({ outcome }) => outcome as Outcome);
    if (outcomes.length === 0 || outcomes.some((outcome) => shows(outcome))) return;
    const { schedules, complete } = this.#exploration;
    const all =
      schedules === 1
        ? 'The only order there is does not show what is expected'
        : `None of the ${schedules} orders shows what is expected`;
    const tried = `None of the ${schedules} orders tried shows what is expected; there may be more`;
    const evidence = [complete ? all : tried];
    const got = complete ? 'never' : 'never in the orders that were tried';
    throw new Rejection({ ...told({ ...serialised, got, ...words }, { outcomes, complete }), evidence });
  }

  /** The two that the field is about are under way at once, in some order. */
  async overlap(field: Field<Outcome, boolean>, words: Words<Unseen<Outcome>>): Promise<void> {
    const expected = 'both at the same time, in some order';
    await this.sometimes((outcome) => valueOf(outcome, field), { expected, ...words });
  }

  async #reject<Witness>(first: OutcomeClass, broken: readonly OutcomeClass[], by?: Broken<Witness>): Promise<never> {
    const witnessed = by?.find(first);
    // What goes wrong in every order needs no race to go wrong.
    const everyOrder =
      witnessed !== undefined && !first.fault && by?.judgement.kind === 'race' && this.#isEvery(broken);
    const { explanation, replay } = await this.#explain(first.schedule, everyOrder, this.#good(broken));
    // What is told is what was seen in the run that is shown.
    const witness = (explanation.outcome !== undefined && by?.find(explanation)) || witnessed;
    const fault = faultOf(first, explanation);
    // Other orders may break the same condition by a fault of another kind.
    const alike = broken.filter((end) => end.fault?.kind === first.fault?.kind);
    const evidence = [...(fault?.evidence ?? []), ...this.#share(alike)];
    const isLone = this.#exploration.schedules === 1 && explanation.timeline.lanes.length === 1;
    const finding = {
      ...(by && witness !== undefined && told(everyOrder ? inEveryOrder(by.judgement, isLone) : by.judgement, witness)),
      ...(fault && toldFault(fault)),
    } as Omit<Finding, 'check'>;
    const timeline =
      by && witness !== undefined ? marked(explanation.timeline, by.judgement, witness) : explanation.timeline;
    throw new Rejection({
      ...finding,
      ...(evidence.length > 0 && { evidence }),
      ...(timeline.rows.length > 0 && { timeline }),
      replay,
    } satisfies Omit<Finding, 'check'>);
  }

  /** For finding the point of no return: only if all orders were tried is every outcome known. */
  #good(broken: readonly OutcomeClass[]): readonly string[] | undefined {
    if (this.#replayed || !this.#exploration.complete) return undefined;
    const good = this.#exploration.outcomes.filter((end) => !broken.includes(end));
    if (good.length === 0 || good.length > mostGood) return undefined;
    return good.map(({ outcome }) => JSON.stringify(outcome));
  }

  #isEvery(broken: readonly OutcomeClass[]): boolean {
    const { complete, schedules } = this.#exploration;
    return this.#replayed?.everyOrder ?? (complete && total(broken) === schedules);
  }

  /** How many orders fail as the one that is shown does; for a replay there is nothing to say. */
  #share(alike: readonly OutcomeClass[]): readonly string[] {
    if (this.#replayed) return [];
    const failing = total(alike);
    const { schedules, complete } = this.#exploration;
    if (!complete && schedules === 1) return ['The one order tried failed; there may be more'];
    if (!complete) return [`${failing} of the ${schedules} orders tried failed in this way; there may be more`];
    return [
      schedules === 1
        ? 'It fails in the only order there is'
        : `${failing} of ${schedules} different orders ${failing === 1 ? 'fails' : 'fail'} in this way`,
    ];
  }
}

/** What no order showed, and how they ended instead. */
export type Unseen<Outcome> = {
  readonly outcomes: readonly Outcome[];
  /** Whether there are no orders other than those that were tried. */
  readonly complete: boolean;
};

type Broken<Witness> = {
  readonly judgement: Judgement<Witness>;
  readonly find: (end: Pick<OutcomeClass, 'outcome'>) => Witness | undefined;
};

const nothing: Exploration = { schedules: 0, complete: false, outcomes: [] };
const serialised = { kind: 'over-serialised' } as const;
/** More right outcomes than this are too much to send. */
const mostGood = 200;

/** Of one lane, in one order, nothing is known of the order: what two calls in it do to each other may be to blame. */
const inEveryOrder = <Witness>(judgement: Judgement<Witness>, isLone: boolean): Judgement<Witness> => ({
  ...judgement,
  kind: 'wrong-result',
  why: isLone ? undefined : 'It goes wrong in every order, so it is not the order that is to blame.',
});

/** A replay may prove more than the run by itself: who keeps whom waiting. If it ended differently, it is shown. */
function faultOf({ fault: explored }: OutcomeClass, { fault: replayed }: Explanation): Fault | undefined {
  if (!explored || !replayed) return replayed ?? explored;
  return replayed.message === explored.message ? { ...explored, ...replayed } : replayed;
}

const total = (ends: readonly OutcomeClass[]): number => ends.reduce((sum, end) => sum + end.count, 0);
const ended = (end: OutcomeClass): boolean => end.fault === undefined;
