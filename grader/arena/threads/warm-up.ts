import { explore } from './explore.ts';
import { Scene } from './scene.ts';
import type { Team } from './team.ts';

/** Rounds of so many runs: together enough for V8 to compile what an exploration spends its time in. */
const rounds = 40;
const runs = 20;

/**
 * Explores a lock of our own (`warm-up/`), so that the first exploration of learner code is about as fast
 * as the later ones: three threads at a mutex take half the time.
 *
 * @param stage folder where it is staged, as an attempt would be
 * @param needed whether the team has something better to do
 */
export async function warmUp(team: Team, stage: string, needed: () => boolean): Promise<void> {
  for (let round = 0; round < rounds && !needed(); round++) {
    const scene = await Scene.open(team, { stage, scenario: 'threeAdd' });
    await explore(scene, { budget: runs });
  }
}
