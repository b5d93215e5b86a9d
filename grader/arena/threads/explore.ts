import { dependent } from '../../explore/dependence.ts';
import { BudgetedStrategy } from '../../explore/budgeted-strategy.ts';
import type { Step } from '../../explore/model.ts';
import { hasRange, isPlain, overlaps, type Operation, type MemoryRange } from '../../explore/operation.ts';
import type { DataRace } from '../../explore/race.ts';
import { NonDeterminism } from '../../explore/non-determinism.ts';
import { unsteady } from '../common/faults.ts';
import { OutcomeClasses, type RunResult } from '../common/outcome-classes.ts';
import type { Exploration } from '../common/exploration.ts';
import type { Printed } from '../common/instrument.ts';
import { resultOf } from './explain/classification.ts';
import { raceIn } from './explain/races.ts';
import type { Scene } from './pool/scene.ts';
import { maxChoices } from './block/run-options.ts';
import { choicesOf, operationsOf, pausesOf, stepsOf } from './explain/steps.ts';
import type { Run } from './block/run.ts';

/** Different ends after which nothing new is worth the wait. */
const maxEnds = 1000;
/** Choices in the schedules of those; more would be too much to send. */
const maxSent = 1_000_000;
/** Nor is it after so many runs without an outcome: what throws in one order mostly throws in all. */
const maxWithoutOutcome = 50;
/** Runs without an end after which it is clear enough; each is long. */
const maxEndless = 10;
/** Steps that count as one run of the budget: long runs cost more. */
const stepsPerRun = 50;
/** Operations in a row that nobody else may interrupt and that cost as much as a step. */
const silentPerStep = 10;
/** With more ordinary accesses in a run than this, only those that race are made steps. */
const maxAccesses = 200;

export type ExploreOptions = {
  /** Runs at most. */
  readonly budget: number;
  readonly onProgress?: (schedules: number) => void;
  /** Told each order with its end, for a drive; called anew where the exploration begins anew. */
  readonly keep?: (visible: readonly MemoryRange[] | undefined) => Keep;
};

type Keep = (steps: readonly Step<Operation>[], end: RunResult) => void;

export type Explored = {
  readonly exploration: Exploration;
  readonly printed: Printed;
  /** Runs that were ended because they would only have repeated an order. */
  readonly redundant: number;
};

/**
 * Tries the schedules of a scenario: first with ordinary accesses as part of the steps around them, which
 * is all there is to try as long as no run has a data race. Where one has, or a thread waits for what is
 * no step, they are made steps, and the exploration begins anew. Code that does
 * not repeat itself ends in a fault: all that the kit does is the same in every run.
 */
export async function explore(scene: Scene, options: ExploreOptions): Promise<Explored> {
  try {
    return await exploreAll(scene, options);
  } catch (error) {
    if (!(error instanceof NonDeterminism)) throw error;
    const outcomes = [{ fault: unsteady(), count: 1, schedule: [] }];
    return { exploration: { schedules: 1, complete: false, outcomes }, printed: { text: '', lost: 0 }, redundant: 0 };
  }
}

async function exploreAll(scene: Scene, options: ExploreOptions): Promise<Explored> {
  let visible: readonly MemoryRange[] | undefined = [];
  for (;;) {
    const result = await exploreWith(scene, visible, options);
    if ('exploration' in result) return result;
    visible = result.accesses > maxAccesses && visible ? [...visible, ...result.promote] : undefined;
  }
}

/** What has to be visible, found in a run with so many ordinary accesses. */
type Promotion = { readonly promote: readonly MemoryRange[]; readonly accesses: number };

async function exploreWith(
  scene: Scene,
  visible: readonly MemoryRange[] | undefined,
  { budget, keep, onProgress = () => {} }: ExploreOptions,
): Promise<Explored | Promotion> {
  const strategy = new BudgetedStrategy(dependent, budget, { stepsPerRun, takesTurns: true });
  const ends = new OutcomeClasses();
  const kept = keep?.(visible);
  let printed: Printed | undefined;
  let cut = false;
  let endless = 0;
  let sent = 0;
  for (let plan = strategy.next(); plan !== undefined; plan = strategy.next()) {
    if (endless >= maxEndless || ends.size >= maxEnds || ends.withoutOutcome >= maxWithoutOutcome || sent >= maxSent)
      break;
    const run = await scene.run({ plan, visible, detail: printed === undefined ? 'prints' : 'nothing' });
    const operations = operationsOf(run.entries);
    const race = raceIn(operations);
    const promote = run.hidden ? [run.hidden] : hiddenPlaces(operations, race, visible);
    if (promote.length > 0) return { promote, accesses: operations.filter(({ op }) => isPlain(op)).length };
    printed ??= printedIn(run);
    const steps = stepsOf(run.entries);
    if (run.end !== 'redundant') {
      const schedule = choicesOf(run);
      const known = ends.size;
      const result = resultOf(scene, run, operations, race);
      ends.add(result, { schedule, complexity: pausesOf(steps) }, !strategy.takesTurns);
      if (!strategy.takesTurns) kept?.(steps, result);
      if (ends.size > known) sent += schedule.length;
      onProgress(ends.runs);
    }
    if (run.end === 'endless' || run.end === 'overflow') endless++;
    // What comes after a loss costs seconds a run, and says no more.
    cut ||= (steps.length > maxChoices && !strategy.takesTurns) || run.lost !== undefined;
    if (run.lost) break;
    const length = steps.length + run.silent / silentPerStep;
    strategy.record(steps.slice(0, maxChoices), run.end === 'redundant', length);
  }
  const { complete, redundant } = strategy.progress;
  return { exploration: ends.exploration(complete && !cut), printed: printed ?? { text: '', lost: 0 }, redundant };
}

/** What races and is no step. */
function hiddenPlaces(
  operations: readonly Step<Operation>[],
  race: DataRace | undefined,
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
