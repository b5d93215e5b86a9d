import { costOf } from '../../../explore/cost.ts';
import { simplest } from '../../../explore/minimise.ts';
import type { Plan, Schedule } from '../../../explore/model.ts';
import { NonDeterminism } from '../../../explore/non-determinism.ts';
import { replay as planOf } from '../../../explore/strategy.ts';
import { DriveBook } from '../../common/drive-book.ts';
import { explainSteadily, simplestAlike, type Tries } from '../../common/explain.ts';
import type { Explanation } from '../../common/exploration.ts';
import { explore, exploredSteadily, type Explored, type Ran } from '../../common/explore.ts';
import type { Instrument, Printed } from '../../common/instrument.ts';
import { reported } from '../../common/outcome-classes.ts';
import { steadily } from '../../common/position.ts';
import { drive, scheduleOf } from './drive.ts';
import { dependentFiles, type FileOperation } from './file-operation.ts';
import { Scene, type Run } from './scene.ts';

/**
 * A run without an end takes seconds, so few are made. A run in which a program waits for ever shows who waits, so
 * there is no limit on these.
 */
const limits = { endless: 5, withoutOutcome: Infinity };
/** The scenarios that were explored in this process. */
const explorations = new Set<string>();

/** The scenario that is driven, with its processes, and all of its orders once they were tried. */
type Driven = { readonly place: string; readonly scene: Scene; known?: Known };
type Known = { readonly orders: DriveBook<FileOperation>; readonly explored: Explored; readonly printed: Printed };

let driven: Driven | undefined;

const placeOf = ({ stage, scenario }: { readonly stage: string; readonly scenario: string }): string =>
  `${stage} ${scenario}`;

async function drivenAt(subject: { readonly stage: string; readonly scenario: string }): Promise<Driven> {
  if (driven?.place !== placeOf(subject)) {
    leaveDriven();
    driven = { place: placeOf(subject), scene: await Scene.open(subject.stage, subject.scenario) };
  }
  return driven;
}

function leaveDriven(): void {
  driven?.scene.close();
  driven = undefined;
}

/** Explores the file-system calls of programs, each in a process of its own. */
export const programsInstrument: Instrument = {
  async explore({ stage, scenario, budget, from, ways = false }, onProgress) {
    if (from) {
      const { scene, known } = await drivenAt({ stage, scenario });
      const { orders, explored, printed } = known ?? (await tried(scene, budget, onProgress));
      if (driven) driven.known = { orders, explored, printed };
      return { exploration: orders.after(from, explored.exploration.complete, ways), printed };
    }
    leaveDriven();
    const scene = await Scene.open(stage, scenario);
    try {
      const { explored, printed } = await tried(scene, budget, onProgress);
      explorations.add(placeOf({ stage, scenario }));
      return { exploration: explored.exploration, printed };
    } finally {
      scene.close();
    }
  },

  async explain({ stage, scenario, schedule }) {
    leaveDriven();
    const scene = await Scene.open(stage, scenario);
    try {
      const isExplored = explorations.has(placeOf({ stage, scenario }));
      return await explainSteadily(schedule, isExplored, async () => explanation(scene, schedule));
    } finally {
      scene.close();
    }
  },

  async drive({ stage, scenario, ...request }) {
    const { scene } = await drivenAt({ stage, scenario });
    return steadily(request, async () => drive(scene, request));
  },
};

/** Tries the orders of a scenario, and keeps them. */
async function tried(scene: Scene, budget: number, onProgress: (schedules: number) => void): Promise<Known> {
  let printed: string | undefined;
  let orders = new DriveBook(dependentFiles);
  const run = async (plan: Plan<FileOperation>): Promise<Ran<FileOperation>> => {
    const done = await scene.run(plan);
    printed ??= done.printed;
    return ranOf(done);
  };
  const explored = async (): Promise<Explored> => {
    orders = new DriveBook(dependentFiles);
    return explore({ dependent: dependentFiles, limits }, run, {
      budget,
      onRun: ({ runs }) => onProgress(runs),
      keep: ({ steps, result }) => orders.add(steps, result),
    });
  };
  // A process is less steady than a simulation: what happens once may be the machine's doing.
  const all = await explored().catch(async (error: unknown) => {
    if (error instanceof NonDeterminism) return exploredSteadily(explored);
    throw error;
  });
  return { orders, explored: all, printed: { text: printed ?? '', lost: 0 } };
}

/** @throws {NonDeterminism} when the schedule cannot be followed */
async function explanation(scene: Scene, schedule: Schedule): Promise<Explanation> {
  const asked = await scene.run(planOf(schedule));
  const run = await simplestAlike(asked, simplerThan(asked), async (simpler) => {
    try {
      return await scene.run(planOf(simpler));
    } catch (error) {
      // In the simpler order, a program that waits may be unable to continue. Then the run asked for is shown.
      if (error instanceof NonDeterminism) return asked;
      throw error;
    }
  });
  return { schedule: scheduleOf(run.steps), timeline: scene.timeline(run), ...reported(run.result) };
}

function* simplerThan({ steps }: Run): Tries<Schedule, Run> {
  yield simplest(steps, dependentFiles).schedule;
}

/** A program can nearly always continue, so nearly every switch is a preemption, and counting switches is enough. */
const ranOf = ({ steps, end, result }: Run): Ran<FileOperation> => ({
  steps,
  schedule: scheduleOf(steps),
  cost: [costOf(steps).switches],
  end: end.kind === 'stuck' ? 'complete' : end.kind,
  result,
  isCut: end.kind === 'endless',
});
