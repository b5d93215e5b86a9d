import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Exploration, Explanation, Json } from '../../../arena/common/exploration.ts';
import type { Instrument, Printed } from '../../../arena/common/instrument.ts';
import { startTasks } from '../../../arena/tasks/tasks-instrument.ts';
import type { Fault } from '../../../verdict/fault.ts';
import { stageAttempt, temporaryFolder, threadEntry } from './staged.ts';

/** An attempt that is staged, with the instrument to try it. */
export type Attempt = {
  readonly explore: (scenario?: string, budget?: number) => Promise<Exploration & { readonly printed?: Printed }>;
  readonly explain: (schedule: readonly number[], scenario?: string, good?: readonly string[]) => Promise<Explanation>;
};

/** Stages attempts for the tests of one file, which share a thread. @param entry of another thread than the kit's */
export function attempts(
  entry?: string,
): (files: Readonly<Record<string, string>>, scenarios: string) => Promise<Attempt> {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let instrument: Instrument;
  let count = 0;
  beforeAll(async () => {
    folder = await temporaryFolder();
    instrument = startTasks(await threadEntry(folder.folder, entry));
  });
  afterAll(async () => {
    await folder.remove();
  });
  return async (files, scenarios) => {
    const stage = join(folder.folder, `stage-${count++}`);
    await mkdir(stage);
    await stageAttempt(stage, files, scenarios);
    return {
      explore: async (scenario = 'scenario', budget = 20_000) => {
        const { exploration, ...printed } = await instrument.explore({ stage, scenario, budget }, () => {});
        return { ...exploration, ...printed };
      },
      explain: (schedule, scenario = 'scenario', good) =>
        instrument.explain({ stage, scenario, schedule, ...(good && { good }) }),
    };
  };
}

/** The outcomes with their counts, as text, sorted. */
export function outcomesOf({ outcomes }: Exploration): readonly string[] {
  return outcomes.map(({ outcome, count, fault }) => `${count} × ${fault?.kind ?? show(outcome)}`).toSorted();
}

export function faultOf({ outcomes }: Exploration, kind: Fault['kind']): Fault {
  const fault = outcomes.find((outcome) => outcome.fault?.kind === kind)?.fault;
  if (fault === undefined) throw new Error(`Expected a fault of kind ${kind}, got ${JSON.stringify(outcomes)}`);
  return fault;
}

/** The schedule of the first class that ended in an outcome (or fault) of this sort. */
export function scheduleOf(
  { outcomes }: Exploration,
  holds: (end: { outcome?: Json; fault?: Fault }) => boolean,
): readonly number[] {
  const found = outcomes.find((outcome) => holds(outcome));
  if (found === undefined) throw new Error(`Expected such an end, got ${JSON.stringify(outcomes)}`);
  return found.schedule;
}

function show(outcome: Json | undefined): string {
  return JSON.stringify(outcome ?? null).replaceAll('"', '');
}
