import { Guide } from '../../../explore/guide.ts';
import type { Actor, Dependent, Step } from '../../../explore/model.ts';
import { Search } from '../../../explore/search.ts';

/** A task of a single thread: one step, after which others can run. */
export type Task = {
  readonly name?: string;
  /** As `read x`, `write x`. */
  readonly touches: readonly string[];
  readonly starts?: readonly Task[];
  /** Takes the task of that name away, if it has not run. */
  readonly clears?: string;
  /** Runs only while no other such task has started something that has not run. */
  readonly locks?: boolean;
};

type Pending = { readonly task: Task; readonly after: number | undefined; readonly owner: Actor };

/** Two tasks depend on each other if one writes what the other touches. */
export const touching: Dependent<Task> = (a, b) =>
  a.touches.some((touch) => {
    const [verb = '', what = ''] = touch.split(' ');
    return b.touches.some((other) => other.endsWith(` ${what}`) && (verb === 'write' || other.startsWith('write')));
  });

/** Explores all orders of tasks: a substrate where every pending task is an actor of its own. */
export function exploreTasks(
  start: readonly Task[],
  dependent: Dependent<Task>,
): { readonly complete: number; readonly orders: readonly string[] } {
  const search = new Search<Task>(dependent);
  const orders: string[] = [];
  for (let plan = search.next(); plan !== undefined; plan = search.next()) {
    const guide = new Guide(plan, dependent);
    const pending = new Map<Actor, Pending>(
      start.map((task, actor) => [actor, { task, after: undefined, owner: actor }]),
    );
    const steps: Step<Task>[] = [];
    let born = start.length;
    let locked: Actor | undefined;
    let redundant = false;
    for (;;) {
      const enabled = [...pending].flatMap(([actor, { task }]) =>
        task.locks === true && locked !== undefined ? [] : [actor],
      );
      if (enabled.length === 0) break;
      const actor = guide.choose(enabled);
      const chosen = pending.get(actor ?? -1);
      if (actor === undefined || chosen === undefined) {
        redundant = true;
        break;
      }
      const { task, after, owner } = chosen;
      guide.took(actor, task);
      steps.push({ actor, op: task, enabled, ...(after === undefined ? {} : { after }) });
      pending.delete(actor);
      for (const [
        other,
        {
          task: { name },
        },
      ] of pending)
        if (name !== undefined && name === task.clears) pending.delete(other);
      for (const next of task.starts ?? []) pending.set(born++, { task: next, after: steps.length - 1, owner });
      if (task.locks === true) locked = owner;
      if (locked === owner && ![...pending.values()].some((each) => each.owner === owner)) locked = undefined;
    }
    search.record(steps);
    if (!redundant) orders.push(steps.map((each) => each.actor).join(' '));
  }
  return { complete: orders.length, orders };
}
