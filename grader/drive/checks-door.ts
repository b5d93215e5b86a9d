import type { Exploration, Explanation, Json, OutcomeClass } from '../arena/common/exploration.ts';
import { memberName } from '../arena/common/family.ts';
import type { Check } from '../harness/check.ts';
import { Rejection, Uncheckable } from '../harness/judgement.ts';
import { Orders } from '../harness/orders.ts';
import { Result } from '../harness/result.ts';
import type { Finding } from '../verdict/finding.ts';

/*
 * What hidden checks find behind the harness's door while their exercise is driven: the same conditions, but no vitest,
 * and explorations already made. So an end is judged in a moment, by the very same checks.
 */

export { amounts } from '../harness/amounts.ts';
export * as crew from '../harness/crew.ts';
export { leftAfterError, leftOpen, leftRunning } from '../harness/left-behind.ts';
export { muteErrorArrives } from '../harness/mute-error.ts';
export { overslept } from '../harness/overslept.ts';
export { staffText } from '../harness/staff-text.ts';
export { shown } from '../harness/shown.ts';
export { stoodStill } from '../harness/stood-still.ts';
export { notOnce, outOfTurn } from '../harness/witnesses.ts';
export { counted, howOften } from '../verdict/counted.ts';

type Registered = { readonly title: string; readonly judge: (bench: DriveBench) => Promise<void> };
type DriveBench = ReturnType<typeof benchOf>;

const registered: Registered[] = [];

export function checks<S>(): Check<S> {
  return (title, judge) => void registered.push({ title, judge: judge as unknown as Registered['judge'] });
}

/** How one order of a scenario ended. */
export type End = Pick<OutcomeClass, 'outcome' | 'fault'>;

/**
 * What the checks say about one order.
 * @param everyOrder whether all orders go wrong: then it is not the order that is to blame
 * @returns the first finding, without a picture; `undefined` if no check objects to it
 */
export async function findingOf(scenario: string, end: End, everyOrder: boolean): Promise<Finding | undefined> {
  const exploration = { schedules: 1, complete: false, outcomes: [{ ...end, count: 1, schedule: [] }] };
  return firstFinding(scenario, new Orders<Json>(exploration, unexplained, { everyOrder }));
}

export type Failure = {
  readonly scenario: string;
  readonly finding: Finding;
};

/**
 * Every check on all orders, as for a verdict.
 * @param explore finds the orders of a scenario
 * @returns for each check that fails, the scenario that made it fail
 */
export async function* failures(explore: (scenario: string) => Promise<Exploration>): AsyncGenerator<Failure> {
  let failed: string | undefined;
  let last = '';
  const bench = benchOf(async (scenario) => {
    const exploration = await explore(scenario);
    last = scenario;
    return new Orders<Json>(exploration, async (schedule) => {
      failed = scenario;
      return unexplained(schedule);
    });
  });
  for (const check of registered) {
    failed = undefined;
    const finding = await rejectionBy(check, bench);
    if (finding) yield { scenario: failed ?? last, finding: withoutPlaceholders(finding) };
  }
}

/**
 * What the checks miss in all orders of a scenario together, if no order goes wrong by itself.
 * @returns the first finding, without a picture
 */
export async function missing(scenario: string, orders: Exploration): Promise<Finding | undefined> {
  return firstFinding(scenario, new Orders<Json>(orders, unexplained));
}

/** Names of the scenarios that the checks explore, in their order. */
export async function explored(): Promise<readonly string[]> {
  const names = new Set<string>();
  const bench = benchOf(async (scenario) => {
    names.add(scenario);
    return Orders.notRun<Json>();
  });
  for (const check of registered) await rejectionBy(check, bench);
  return [...names];
}

/** What the checks say if only this scenario is run, and these are its orders. */
async function firstFinding(scenario: string, orders: Orders<Json>): Promise<Finding | undefined> {
  const bench = benchOf(async (name) => (name === scenario ? orders : Orders.notRun<Json>()));
  for (const check of registered) {
    const finding = await rejectionBy(check, bench);
    if (finding) return withoutPlaceholders(finding);
  }
  return undefined;
}

async function rejectionBy({ title, judge }: Registered, bench: DriveBench): Promise<Finding | undefined> {
  try {
    await judge(bench);
    return undefined;
  } catch (error) {
    if (error instanceof Rejection) return { check: title, ...error.finding };
    throw error instanceof Uncheckable ? error : new Error(`The check "${title}" broke`, { cause: error });
  }
}

function benchOf(orders: (scenario: string) => Promise<Orders<Json>>) {
  const nameOf = (scenario: string, [key]: readonly (string | number)[]): string =>
    key === undefined ? scenario : memberName(scenario, key);
  return {
    explore: async (scenario: string, ...key: readonly (string | number)[]) => orders(nameOf(scenario, key)),
    each: async function* (family: string, keys: readonly (string | number)[]) {
      for (const key of keys) yield await orders(memberName(family, key));
    },
    measure: async () => Result.notRun<Json>(),
  };
}

const unexplained = async (schedule: readonly number[]): Promise<{ explanation: Explanation; replay: string }> => ({
  explanation: { schedule, timeline: { lanes: [], memory: [], rows: [] } },
  replay: '',
});

function withoutPlaceholders({ replay, ...finding }: Finding): Finding {
  return replay === undefined || replay === '' ? finding : { ...finding, replay };
}
