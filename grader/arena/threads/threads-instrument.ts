import type { Exploration, OutcomeClass } from '../common/exploration.ts';
import type { Instrument } from '../common/instrument.ts';
import { steadily } from '../common/position.ts';
import { resultKey } from '../common/outcome-classes.ts';
import { drive, newBook, ordersAfter, type ThreadsBook } from './explain/drive.ts';
import { explain } from './explain/explain.ts';
import { explore, type Explored } from './explore.ts';
import { Scene, type Subject } from './pool/scene.ts';
import { ThreadPool } from './pool/thread-pool.ts';

/**
 * Instrument S: the learner's code on real threads over shared memory, in every order.
 *
 * @param entry thread.ts, compiled to JavaScript
 */
export function startThreads(entry: URL): Instrument {
  const pool = new ThreadPool(entry);
  /** Scenarios that were explored, by stage and name. */
  const known = new Set<string>();
  let driven: Driven | undefined;

  /** The scenario that is driven, with all of its orders known. */
  const open = async (subject: Subject, budget: number, onProgress: (schedules: number) => void): Promise<Driven> => {
    const scene = await Scene.open(pool, subject);
    let book = newBook([]);
    const keep = (visible: ThreadsBook['visible']): ThreadsBook['orders']['add'] => {
      book = newBook(visible);
      return (steps, end) => book.orders.add(steps, end);
    };
    const explored = await explore(scene, { budget, onProgress, keep });
    return { ...book, place: placeOf(subject), scene, explored };
  };

  return {
    explore: async ({ budget, from, ways = false, stage, scenario }, onProgress) => {
      const subject = { stage, scenario };
      known.add(placeOf(subject));
      if (!from) {
        driven = undefined;
        return explore(await Scene.open(pool, subject), { budget, onProgress });
      }
      if (driven?.place !== placeOf(subject)) driven = await open(subject, budget, onProgress);
      const { exploration, printed } = driven.explored;
      const after = ordersAfter(driven, from, { complete: exploration.complete, ways });
      return from.length === 0 ? { exploration: waysFrom(after, exploration), printed } : { exploration: after };
    },
    explain: async ({ schedule, good, ...subject }) => {
      driven = undefined;
      return explain(await Scene.open(pool, subject), schedule, { good, explored: known.has(placeOf(subject)) });
    },
    drive: async ({ stage, scenario, ...request }) => {
      if (driven?.place !== placeOf({ stage, scenario })) throw new Error('Expected an exploration before a drive');
      const { scene, ...book } = driven;
      return steadily(request, async () => drive(scene, book, request));
    },
  };
}

type Driven = ThreadsBook & { readonly place: string; readonly scene: Scene; readonly explored: Explored };

const placeOf = ({ stage, scenario }: Subject): string => `${stage} ${scenario}`;

/** All orders, with the ways to their ends as choices. */
function waysFrom(after: Exploration, all: Exploration): Exploration {
  const ways = new Map(after.outcomes.map((end) => [endKey(end), end.schedule]));
  return { ...all, outcomes: all.outcomes.map((end) => ({ ...end, schedule: ways.get(endKey(end)) ?? [] })) };
}

const endKey = ({ outcome, fault }: OutcomeClass): string =>
  resultKey({ outcome: outcome === undefined ? undefined : JSON.stringify(outcome), fault });
