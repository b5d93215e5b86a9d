import { compareCosts } from '../../explore/cost.ts';
import type { Schedule } from '../../explore/model.ts';
import type { Exploration, OutcomeClass } from './exploration.ts';
import type { Fault } from '../../verdict/fault.ts';

/** How a run ended: the outcome as JSON text (most have been met before), what went wrong, or both. */
export type RunResult = { readonly outcome?: string | undefined; readonly fault?: Fault | undefined };

/** A run as far as it matters here. */
export type Scheduled = {
  readonly schedule: Schedule;
  /** How hard the schedule is to follow, the weightiest first; the length comes last. The easiest is shown. */
  readonly cost: readonly number[];
};

type Class = RunResult & { count: number; schedule: Schedule; cost: readonly number[] };

/** All runs so far, those that ended alike in one class, each with the simplest of their schedules. */
export class OutcomeClasses {
  readonly #classes = new Map<string, Class>();
  #runs = 0;
  #faults = 0;
  #withoutOutcome = 0;
  #choices = 0;

  get runs(): number {
    return this.#runs;
  }

  /** How many different ends there were. */
  get size(): number {
    return this.#classes.size;
  }

  /** Choices in the schedules that led to the ends. */
  get choices(): number {
    return this.#choices;
  }

  /** Runs that ended in a fault. */
  get faults(): number {
    return this.#faults;
  }

  /** Runs that came to no outcome. */
  get withoutOutcome(): number {
    return this.#withoutOutcome;
  }

  /** @param counts whether the run is an order of its own, not one that the search meets again */
  add(end: RunResult, scheduled: Scheduled, counts = true): void {
    this.#runs += Number(counts);
    if (end.fault) this.#faults++;
    if (end.outcome === undefined) this.#withoutOutcome++;
    const key = resultKey(end);
    const known = this.#classes.get(key);
    if (known === undefined) {
      this.#choices += scheduled.schedule.length;
      this.#classes.set(key, { ...end, count: Number(counts), schedule: scheduled.schedule, cost: scheduled.cost });
      return;
    }
    known.count += Number(counts);
    if (bySimplicity(scheduled, known) < 0) {
      known.schedule = scheduled.schedule;
      known.cost = scheduled.cost;
    }
  }

  /** @param order of the ends; absent: as they were found */
  exploration(complete: boolean, order?: 'simplest first'): Exploration {
    const found = [...this.#classes.values()];
    const outcomes = Array.from(
      order === undefined ? found : found.toSorted(bySimplicity),
      ({ count, schedule, ...end }): OutcomeClass => ({ ...reported(end), count: Math.max(1, count), schedule }),
    );
    return { schedules: this.#runs, complete, outcomes };
  }
}

/** Negative where `a` is the simpler one. */
const bySimplicity = (a: Scheduled, b: Scheduled): number =>
  compareCosts(a.cost, b.cost) || a.schedule.length - b.schedule.length;

/** An end as it is reported. */
export function reported({ outcome, fault }: RunResult): Pick<OutcomeClass, 'outcome' | 'fault'> {
  return { ...(outcome !== undefined && { outcome: JSON.parse(outcome) }), ...(fault && { fault }) };
}

/** Equal for runs that ended alike. */
export function resultKey({ outcome = '', fault }: RunResult): string {
  if (fault === undefined) return outcome;
  const { kind, message, location } = fault;
  return [outcome, kind, message, location?.file, location?.line].join('\n');
}
