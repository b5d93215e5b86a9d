import type { Instrument } from '../instrument.ts';
import { explain } from './telling/explain.ts';
import { explore } from './explore.ts';
import { Scene } from './scene.ts';
import { Team } from './team.ts';

/**
 * Instrument S: the learner's code on real threads over shared memory, in every order.
 *
 * @param entry thread.ts, compiled to JavaScript
 */
export function startThreads(entry: URL): Instrument {
  const team = new Team(entry);
  return {
    explore: async ({ budget, ...subject }, onProgress) =>
      explore(await Scene.open(team, subject), { budget, onProgress }),
    explain: async ({ schedule, ...subject }) => explain(await Scene.open(team, subject), schedule),
  };
}
