import type { Instrument } from '../instrument.ts';
import { explain } from './explain.ts';
import { explore } from './explore.ts';
import { Scene } from './scene.ts';
import { Team } from './team.ts';

/** Threads that are started before it is known how many are needed. */
const warmThreads = 3;

/**
 * Instrument S: the learner's code on real threads over shared memory, in every order.
 *
 * @param entry thread.ts, compiled to JavaScript
 * @param options.warm start threads now, before they are needed
 */
export function startThreads(entry: URL, { warm }: { readonly warm: boolean }): Instrument {
  let team = warm ? new Team(entry, warmThreads) : undefined;
  const open = (subject: { readonly stage: string; readonly scenario: string }): Promise<Scene> =>
    Scene.open((team ??= new Team(entry, 0)), subject);
  return {
    explore: async ({ budget, ...subject }, onProgress) => explore(await open(subject), { budget, onProgress }),
    explain: async ({ schedule, ...subject }) => explain(await open(subject), schedule),
  };
}
