import type { Fault, Json, OutcomeClass } from '../exploration.ts';
import type { Schedule } from '../../explore/model.ts';

/** How a run ended: what the scenario reports, what went wrong, or both. */
export type Ending = { readonly outcome?: Json; readonly fault?: Fault };

type Class = { readonly ending: Ending; count: number; schedule: Schedule; pauses: number };

/** All runs so far, those that ended alike in one class, each with the simplest of their schedules. */
export class Endings {
  readonly #classes = new Map<string, Class>();
  #runs = 0;

  get runs(): number {
    return this.#runs;
  }

  /** How many different ends there were. */
  get size(): number {
    return this.#classes.size;
  }

  /** @param pauses how often a thread was left that could have gone on */
  add(ending: Ending, schedule: Schedule, pauses: number): void {
    this.#runs++;
    const key = endingKey(ending);
    const known = this.#classes.get(key);
    if (known === undefined) {
      this.#classes.set(key, { ending, count: 1, schedule, pauses });
      return;
    }
    known.count++;
    if (pauses < known.pauses || (pauses === known.pauses && schedule.length < known.schedule.length)) {
      known.schedule = schedule;
      known.pauses = pauses;
    }
  }

  get outcomes(): OutcomeClass[] {
    return Array.from(this.#classes.values(), ({ ending, count, schedule }) => ({ ...ending, count, schedule }));
  }
}

/** The same for runs that ended alike. */
export function endingKey({ outcome, fault }: Ending): string {
  return JSON.stringify([outcome === undefined ? [] : [outcome], fault?.kind, fault?.message, fault?.location]);
}
