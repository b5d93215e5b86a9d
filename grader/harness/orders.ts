import type { Exploration, Explanation, Json, OutcomeClass } from '../arena/common/exploration.ts';
import type { Schedule } from '../explore/model.ts';
import type { Fault } from '../verdict/fault.ts';
import type { Finding } from '../verdict/finding.ts';
import { Conditions, valueOf, type Field, type Look, type Words } from './conditions.ts';
import { marked, Rejection, told, toldFault, Uncheckable, type Judgement } from './judgement.ts';

/**
 * Runs one schedule of the scenario again, as simple as it can be made, and records it.
 * @param everyOrder whether all orders fail, which the token records
 * @param good the right outcomes as JSON text, if all others are known to be wrong
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
   * @param replayed what the token says about the other orders; absent: this is not a replay
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

  /** For a scenario that is not asked for: every condition on it holds. */
  static notRun<Outcome extends Json>(): Orders<Outcome> {
    return new Orders(nothing, () => Promise.reject(new Uncheckable('Expected an order to explain')));
  }

  /**
   * The invariant: no order ends in a fault, and none has an outcome with such a witness. A judgement of the kind
   * `race` becomes `wrong-result` when all orders break it, as its `why` is no longer true. If there is only one order,
   * the finding blames or clears no order: with other timing, another might have gone well.
   * @throws {Rejection} with the simplest order that breaks it.
   */
  override async never<Witness>(look: Look<Outcome, Witness>, judgement: Judgement<Witness>): Promise<void> {
    const find = ({ outcome }: Pick<OutcomeClass, 'outcome'>): Witness | undefined => {
      const witness = outcome === undefined ? undefined : look(outcome as Outcome);
      return witness === null || witness === false ? undefined : witness;
    };
    const broken = this.#exploration.outcomes.filter((end) => !ended(end) || find(end) !== undefined);
    // An order that ends in a fault and also has a witness is the most telling: its consequence is visible.
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
   * @throws {Rejection} when no order shows it (without a timeline, as all orders are the evidence), or when one ends
   * in a fault (with the simplest such order)
   */
  async sometimes(shows: (outcome: Outcome) => boolean, words: Words<Unseen<Outcome>>): Promise<void> {
    await this.end();
    // One order says nothing about what others show.
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

  /** Some order has the two operations that the field is about under way at once. */
  async overlap(field: Field<Outcome, boolean>, words: Words<Unseen<Outcome>>): Promise<void> {
    const expected = 'both at the same time, in some order';
    await this.sometimes((outcome) => valueOf(outcome, field), { expected, ...words });
  }

  async #reject<Witness>(first: OutcomeClass, broken: readonly OutcomeClass[], by?: Broken<Witness>): Promise<never> {
    const witnessed = by?.find(first);
    // A failure in every order needs no race.
    const everyOrder =
      witnessed !== undefined && !first.fault && by?.judgement.kind === 'race' && this.#isEvery(broken);
    const { explanation, replay } = await this.#explain(first.schedule, everyOrder, this.#good(broken));
    // The words must fit the run that is shown.
    const witness = (explanation.outcome !== undefined && by?.find(explanation)) || witnessed;
    const fault = faultOf(first, explanation);
    // Other orders may break the same condition by another kind of fault.
    const alike = broken.filter((end) => end.fault?.kind === first.fault?.kind);
    const evidence = [...(fault?.evidence ?? []), ...this.#share(alike)];
    const finding = {
      ...(by && witness !== undefined && told({ ...by.judgement, ...(everyOrder && this.#inEveryOrder()) }, witness)),
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

  /** The right outcomes, from which to find the point of no return: known only if all orders were tried. */
  #good(broken: readonly OutcomeClass[]): readonly string[] | undefined {
    if (this.#replayed || !this.#exploration.complete) return undefined;
    const good = this.#exploration.outcomes.filter((end) => !broken.includes(end));
    if (good.length === 0 || good.length > mostGood) return undefined;
    return good.map(({ outcome }) => JSON.stringify(outcome));
  }

  /** A replay's token does not say whether there is only one order. */
  #inEveryOrder() {
    const isOnly = !this.#replayed && this.#exploration.schedules === 1;
    return { kind: 'wrong-result', why: isOnly ? '' : notTheOrder } as const;
  }

  #isEvery(broken: readonly OutcomeClass[]): boolean {
    const { complete, schedules } = this.#exploration;
    return this.#replayed?.everyOrder ?? (complete && total(broken) === schedules);
  }

  /** How many orders fail like the one that is shown; a replay cannot say. */
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

/** For what no order showed: how the orders ended instead. */
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

const notTheOrder = 'It goes wrong in every order, so it is not the order that is to blame.';

/**
 * A replay may prove more than the exploration did, such as who keeps whom waiting. If it ended differently, its own
 * fault is told.
 */
function faultOf({ fault: explored }: OutcomeClass, { fault: replayed }: Explanation): Fault | undefined {
  if (!explored || !replayed) return replayed ?? explored;
  return replayed.message === explored.message ? { ...explored, ...replayed } : replayed;
}

const total = (ends: readonly OutcomeClass[]): number => ends.reduce((sum, end) => sum + end.count, 0);
const ended = (end: OutcomeClass): boolean => end.fault === undefined;
