import type { Instrument } from '../instrument.ts';
import { explain } from './explain.ts';
import { explore } from './explore.ts';
import { Scene } from './scene.ts';
import { Team } from './team.ts';
import { warmUp } from './warm-up.ts';

/** Threads that are started before it is known how many are needed. */
const warmThreads = 3;

/**
 * Instrument S: the learner's code on real threads over shared memory, in every order.
 *
 * @param entry thread.ts, compiled to JavaScript
 * @param options.warmUp what to explore until somebody asks: a folder, staged as an attempt would be;
 * absent: threads are started only when they are needed
 */
export function startThreads(entry: URL, options: { readonly warmUp: string | undefined }): Instrument {
  let asked = false;
  const team = new Team(entry, options.warmUp === undefined ? 0 : warmThreads);
  // That it failed would be seen again in the first exploration, which says so.
  const warm = options.warmUp === undefined ? undefined : warmUp(team, options.warmUp, () => asked).catch(() => {});
  const open = async (subject: { readonly stage: string; readonly scenario: string }): Promise<Scene> => {
    asked = true;
    await warm;
    return Scene.open(team, subject);
  };
  return {
    explore: async ({ budget, ...subject }, onProgress) => explore(await open(subject), { budget, onProgress }),
    explain: async ({ schedule, ...subject }) => explain(await open(subject), schedule),
  };
}
