import type { Exploration, Fault, OutcomeClass } from '../exploration.ts';
import type { Run } from './run.ts';
import type { End } from './subject.ts';

type Class = End & { count: number; schedule: readonly number[]; complexity: number };

/** All runs so far, those that ended alike in one class, each with the simplest of their schedules. */
export class Ends {
  readonly #classes = new Map<string, Class>();
  #runs = 0;
  #faults = 0;

  get runs(): number {
    return this.#runs;
  }

  /** How many different ends there were. */
  get size(): number {
    return this.#classes.size;
  }

  /** Runs that ended in a fault. */
  get faults(): number {
    return this.#faults;
  }

  add(end: End, { schedule, complexity }: Run): void {
    this.#runs++;
    if (end.fault) this.#faults++;
    const key = keyOf(end);
    const known = this.#classes.get(key);
    if (known === undefined) {
      this.#classes.set(key, { ...end, count: 1, schedule, complexity });
      return;
    }
    known.count++;
    if (complexity < known.complexity || (complexity === known.complexity && schedule.length < known.schedule.length)) {
      known.schedule = schedule;
      known.complexity = complexity;
    }
  }

  exploration(complete: boolean): Exploration {
    const outcomes = [...this.#classes.values()].map(
      ({ count, schedule, ...end }): OutcomeClass => ({ ...ending(end), count, schedule }),
    );
    return { schedules: this.#runs, complete, outcomes };
  }
}

/** An end as it is reported. */
export function ending({ outcome, fault }: End): Pick<OutcomeClass, 'outcome' | 'fault'> {
  return { ...(outcome !== undefined && { outcome: JSON.parse(outcome) }), ...(fault && { fault }) };
}

/** The same for runs that ended alike. */
function keyOf({ outcome = '', fault }: End): string {
  return fault === undefined ? outcome : `${outcome}\n${faultKey(fault)}`;
}

function faultKey({ kind, message, location }: Fault): string {
  return [kind, message, location?.file, location?.line].join('\n');
}
