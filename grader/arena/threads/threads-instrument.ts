import type { Instrument } from '../common/instrument.ts';
import { explain } from './explain/explain.ts';
import { explore } from './explore.ts';
import { Scene } from './pool/scene.ts';
import { ThreadPool } from './pool/thread-pool.ts';

/**
 * Instrument S: the learner's code on real threads over shared memory, in every order.
 *
 * @param entry thread.ts, compiled to JavaScript
 */
export function startThreads(entry: URL): Instrument {
  const pool = new ThreadPool(entry);
  /** Scenarios that were explored, by stage and name. */
  const explored = new Set<string>();
  return {
    explore: async ({ budget, ...subject }, onProgress) => {
      explored.add(keyOf(subject));
      return explore(await Scene.open(pool, subject), { budget, onProgress });
    },
    explain: async ({ schedule, good, ...subject }) =>
      explain(await Scene.open(pool, subject), schedule, { good, explored: explored.has(keyOf(subject)) }),
  };
}

function keyOf({ stage, scenario }: { readonly stage: string; readonly scenario: string }): string {
  return `${stage} ${scenario}`;
}
