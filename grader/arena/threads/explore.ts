import { dependent } from '../../explore/dependence.ts';
import type { Plan, Step } from '../../explore/model.ts';
import { hasRange, isPlain, overlaps, type Operation, type MemoryRange } from '../../explore/operation.ts';
import { costOf } from '../../explore/cost.ts';
import {
  explore as exploreSubstrate,
  exploredSteadily,
  type Explored as ExploredOrders,
  type Ran,
} from '../common/explore.ts';
import { maxChoices } from '../common/limits.ts';
import type { RunResult } from '../common/outcome-classes.ts';
import type { Printed } from '../common/instrument.ts';
import { Ending } from './explain/ending.ts';
import type { Scene } from './pool/scene.ts';
import { choicesOf, isCut, stepsOf } from './explain/steps.ts';
import type { Run } from './block/run.ts';

/** Steps that count as one run of the budget: long runs cost more. */
const stepsPerRun = 50;
/** How many operations done in silence, which no other thread may interrupt, cost as much as a step. */
const silentPerStep = 10;
/** With more ordinary accesses in a run than this, only those that race become steps. */
const maxAccesses = 200;

export type ExploreOptions = {
  /** The most runs. */
  readonly budget: number;
  readonly onProgress?: (schedules: number) => void;
  /** Makes a function that takes each order and its end, for a drive; called again when the exploration starts over. */
  readonly keep?: (visible: readonly MemoryRange[] | undefined) => Keep;
};

type Keep = (steps: readonly Step<Operation>[], end: RunResult) => void;

export type Explored = ExploredOrders & { readonly printed: Printed };

/**
 * Tries the schedules of a scenario: first with ordinary accesses as part of the steps around them, which is all
 * there is to try as long as no run has a data race. If a run has one, or a thread waits for an access that is not a
 * step, such accesses become steps, and the exploration starts over.
 */
export async function explore(scene: Scene, options: ExploreOptions): Promise<Explored> {
  let visible: readonly MemoryRange[] | undefined = [];
  for (;;) {
    const result = await exploreWith(scene, visible, options);
    if ('exploration' in result) return result;
    visible = result.accesses > maxAccesses && visible ? [...visible, ...result.promote] : undefined;
  }
}

/** What has to be visible, found in a run with `accesses` ordinary accesses. */
type Promotion = { readonly promote: readonly MemoryRange[]; readonly accesses: number };

async function exploreWith(
  scene: Scene,
  visible: readonly MemoryRange[] | undefined,
  { budget, keep, onProgress }: ExploreOptions,
): Promise<Explored | Promotion> {
  let promotion: Promotion | undefined;
  let printed: Printed | undefined;
  const kept = keep?.(visible);
  const run = async (plan: Plan<Operation>): Promise<Ran<Operation>> => {
    const done = await scene.run({ plan, visible, detail: printed === undefined ? 'prints' : 'nothing' });
    const ending = new Ending(scene, done);
    const promote = done.hidden ? [done.hidden] : hiddenPlaces(ending, visible);
    if (promote.length > 0) {
      promotion = { promote, accesses: ending.operations.filter(({ op }) => isPlain(op)).length };
      return pointless;
    }
    printed ??= printedIn(done);
    return ranOf(done, ending);
  };
  const explored = await exploredSteadily(async () =>
    exploreSubstrate({ dependent, stepsPerRun, takesTurns: true }, run, {
      budget,
      onRun: onProgress && (({ runs }) => onProgress(runs)),
      keep: kept && (({ steps, result }) => kept(steps, result)),
    }),
  );
  return promotion ?? { ...explored, printed: printed ?? { text: '', lost: 0 } };
}

/** A run after which the exploration starts over. */
const pointless: Ran<Operation> = {
  steps: [],
  schedule: [],
  cost: [],
  end: 'redundant',
  result: {},
  isCut: true,
  isLast: true,
};

function ranOf(run: Run, ending: Ending): Ran<Operation> {
  const steps = stepsOf(run.entries);
  const isRedundant = run.end === 'redundant';
  return {
    steps,
    schedule: choicesOf(run),
    cost: isRedundant ? [] : [costOf(steps).preemptions],
    end: isRedundant ? 'redundant' : isCut(run) ? 'endless' : 'complete',
    result: isRedundant ? {} : ending.result,
    isCut: steps.length > maxChoices,
    length: steps.length + run.silent / silentPerStep,
    // After a thread is lost, each run costs seconds and shows nothing more.
    isLast: run.lost !== undefined,
  };
}

/** The places that race and are not steps. */
function hiddenPlaces(
  { operations, race }: Ending,
  visible: readonly MemoryRange[] | undefined,
): readonly MemoryRange[] {
  if (race === undefined || visible === undefined) return [];
  const places = [race.earlier, race.later].flatMap((index) => {
    const op = operations[index]?.op;
    return op !== undefined && hasRange(op) ? [op] : [];
  });
  return places.filter((place) => !visible.some((each) => overlaps(each, place)));
}

function printedIn({ chronicles }: Run): Printed {
  const prints = chronicles.flatMap((chronicle) => chronicle.prints);
  const text = prints.toSorted((a, b) => a.entry - b.entry).map((print) => print.text);
  return { text: text.join(''), lost: chronicles.reduce((sum, chronicle) => sum + chronicle.lost, 0) };
}
