import { AsyncLocalStorage } from 'node:async_hooks';
import type { Action } from '../run/action.ts';
import { Actors } from '../run/actors.ts';
import type { Choice } from '../run/choice.ts';
import { bySchedule } from '../run/choosers.ts';
import type { SetImmediate } from './replay.ts';
import type { Lanes } from '../run/lanes.ts';
import type { Chooser } from '../run/chooser.ts';
import type { Observer } from '../run/observer.ts';
import type { Run } from '../run/run.ts';
import type { Subject } from '../scenario/subject.ts';
import { takeTurns } from '../run/turns.ts';

/** More tasks than this are too many experiments to be worth a sentence. */
const mostTasks = 6;

/**
 * Finds out by experiment which task keeps which waiting at the end of a run where no task can continue: the same
 * order runs again without one task, then only the waiting task may move. If that one gets further, the task left out
 * is a cause of its wait (a but-for cause), whatever kind of lock they share.
 *
 * @param schedule of a run that ended with tasks waiting
 * @returns for each waiting task the tasks without which it would have continued; absent if none is proved
 */
export async function blockers(
  subject: Subject,
  schedule: readonly number[],
  setImmediate: SetImmediate,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const whole = new Whereabouts(undefined);
  const original = await run(subject, setImmediate, whole, bySchedule(schedule).choose);
  const names = original.tasks.map(({ name }) => name);
  const found = new Map<string, readonly string[]>();
  if (new Set(names).size < names.length || names.length > mostTasks) return found;

  const stuck = original.tasks.filter(({ settled }) => !settled).map(({ name }) => name);
  for (const waiting of stuck) {
    const causes: { readonly name: string; readonly isDirect: boolean }[] = [];
    for (const absent of names.filter((name) => name !== waiting)) {
      const others = new Whereabouts(absent);
      /** Tasks that got further than in the whole run, in the order in which they did. */
      const further = new Set<string>();
      const look = ({ tasks }: Run): void => {
        const ahead = tasks.filter(({ name, settled }) => settled || others.stepsOf(name) > whole.stepsOf(name));
        // If several got further in one turn, the one whose turn it was enabled the others.
        const [own, rest] = [
          ahead.filter(({ name }) => name === others.last),
          ahead.filter(({ name }) => name !== others.last),
        ];
        for (const { name } of [...own, ...rest]) if (stuck.includes(name)) further.add(name);
      };
      await run(subject, setImmediate, others, without(absent, whole.steps, waiting, others), look);
      const [first] = further;
      if (further.has(waiting)) causes.push({ name: absent, isDirect: first === waiting });
    }
    // If a third task got further first, that one may be the task waited for.
    const direct = causes.filter(({ isDirect }) => isDirect);
    if (causes.length > 0)
      found.set(
        waiting,
        (direct.length > 0 ? direct : causes).map(({ name }) => name),
      );
  }
  return found;
}

/** @param look is called after each step */
async function run(
  subject: Subject,
  setImmediate: SetImmediate,
  whereabouts: Whereabouts,
  choose: Chooser['choose'],
  look = (_run: Run): void => {},
): Promise<Run> {
  const started = subject.start(new Actors(), { choose }, whereabouts, whereabouts);
  try {
    await takeTurns(setImmediate, () => {
      look(started.run);
      return started.run.advance();
    });
  } finally {
    whereabouts.close();
  }
  return started.run;
}

/** Chooses the steps of the other tasks in their order, as far as they are possible; then those of the waiting task. */
function without(
  absent: string,
  steps: readonly string[],
  waiting: string,
  whereabouts: Whereabouts,
): Chooser['choose'] {
  let next = 0;
  return (ready) => {
    const choice = (action: Action | undefined): Choice | undefined => action && [action];
    const others = ready.filter((action) => whereabouts.laneOf(action) !== absent);
    while (next < steps.length) {
      const id = steps[next++];
      const same = others.find((action) => whereabouts.idOf(action) === id);
      if (same !== undefined) return [same];
    }
    return choice(others.find((action) => whereabouts.laneOf(action) === waiting));
  };
}

/** Knows the task of each action and the action's number in that task, which identify it in another run, too. */
class Whereabouts implements Observer, Lanes {
  readonly #absent: string | undefined;
  readonly #lane = new AsyncLocalStorage<string>();
  readonly #ids = new Map<Action, { readonly lane: string; readonly number: number }>();
  readonly #planned = new Map<string, number>();
  /** What happened, by id. */
  readonly steps: string[] = [];
  readonly #taken = new Map<string, number>();
  /** Whose turn it is. */
  last = '';

  /** @param absent a task that never starts */
  constructor(absent: string | undefined) {
    this.#absent = absent;
  }

  close(): void {
    this.#lane.disable();
  }

  laneOf(action: Action): string {
    return this.#ids.get(action)?.lane ?? '';
  }

  idOf(action: Action): string {
    const { lane = '', number = 0 } = this.#ids.get(action) ?? {};
    return `${number} ${lane}`;
  }

  stepsOf(lane: string): number {
    return this.#taken.get(lane) ?? 0;
  }

  enter<Result>(lane: string, work: () => Result): Result | undefined {
    return lane === this.#absent ? undefined : this.#lane.run(lane, work);
  }

  current(): string {
    return this.#lane.getStore() ?? '';
  }

  planned(action: Action): void {
    const ofItsOwn = action.kind === 'start' || action.kind === 'event';
    const lane = ofItsOwn ? action.name : this.current();
    const number = this.#planned.get(lane) ?? 0;
    this.#planned.set(lane, number + 1);
    this.#ids.set(action, { lane, number });
  }

  happens(action: Action): void {
    const lane = this.laneOf(action);
    this.last = lane;
    this.steps.push(this.idOf(action));
    this.#taken.set(lane, this.stepsOf(lane) + 1);
  }

  show(): void {}
  noted(): void {}
  kept(): void {}
  cancelled(): void {}
  completed(): void {}
  turned(): void {}
}
