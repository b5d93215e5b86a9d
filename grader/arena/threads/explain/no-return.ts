import { dependent } from '../../../explore/dependence.ts';
import { pointOfNoReturn } from '../../../explore/no-return.ts';
import type { Actor } from '../../../explore/model.ts';
import { NonDeterminism } from '../../../explore/non-determinism.ts';
import { maxChoices } from '../../common/limits.ts';
import type { Run } from '../block/run.ts';
import type { Scene } from '../pool/scene.ts';
import { Ending } from './ending.ts';
import { isCut, stepsOf } from './steps.ts';

/** The most runs to spend on it: with more, the verdict would come noticeably later. */
const budget = 300;

/** `entry` is an index into the run's entries: the last one before which the run could still end well. */
export type NoReturnEntry = { readonly entry: number; readonly instead: Actor };

/**
 * The operation from which a run can no longer end well.
 * @param good outcomes that are right, as JSON text; all others are wrong, and so is every fault
 * @returns `undefined` where that is not known
 */
export async function noReturnOf(scene: Scene, run: Run, good: readonly string[]): Promise<NoReturnEntry | undefined> {
  if (isCut(run) || run.lost !== undefined) return undefined;
  const found = await pointOfNoReturn(
    stepsOf(run.entries),
    dependent,
    async (plan) => {
      const tried = await scene.run({ plan, detail: 'nothing' });
      return { steps: stepsOf(tried.entries).slice(0, maxChoices), good: endsWell(scene, tried, good) };
    },
    budget,
  ).catch((error: unknown) => {
    // The exploration has reported any difference between runs that matters; here a difference only hides the answer.
    if (error instanceof NonDeterminism) return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  const choices = [...run.entries.keys()].filter((index) => run.entries[index]?.enabled !== 0);
  const entry = choices[found.step];
  return entry === undefined ? undefined : { entry, instead: found.instead };
}

function endsWell(scene: Scene, run: Run, good: readonly string[]): boolean {
  if (run.end === 'redundant' || isCut(run) || run.lost !== undefined) return false;
  const { outcome, fault } = new Ending(scene, run).result;
  return fault === undefined && outcome !== undefined && good.includes(outcome);
}
