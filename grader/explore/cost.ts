import type { Actor, Step } from './model.ts';

/** How hard a schedule is to follow. */
export type ScheduleCost = {
  /** How often the turn passed from an actor that could have continued. */
  readonly preemptions: number;
  readonly switches: number;
  readonly length: number;
};

/** Whom an actor counts as: readers follow tasks, and a task is several actors. */
type Whose = (actor: Actor) => number | undefined;

const itsOwn: Whose = (actor) => actor;

/** @param whose absent: each actor counts as itself */
export function costOf<Op>(steps: readonly Step<Op>[], whose = itsOwn): ScheduleCost {
  return {
    preemptions: steps.filter((_, index) => preempts(steps, index, whose)).length,
    switches: switchesOf(steps.map(({ actor }) => whose(actor))),
    length: steps.length,
  };
}

/** Whether the step is a preemption: another actor takes it although the last one could continue. */
export function preempts<Op>(steps: readonly Step<Op>[], index: number, whose = itsOwn): boolean {
  const [last, step] = [steps[index - 1], steps[index]];
  if (last === undefined || step === undefined) return false;
  const left = whose(last.actor);
  return whose(step.actor) !== left && step.enabled.some((actor) => whose(actor) === left);
}

export function switchesOf(actors: readonly (Actor | undefined)[]): number {
  return actors.filter((actor, index) => index > 0 && actor !== actors[index - 1]).length;
}

/** Compares costs as the substrates list them, the weightiest first. @returns negative where `a` is the simpler one */
export function compareCosts(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((cost, at) => cost !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
