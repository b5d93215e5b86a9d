import type { Actor, Dependent } from './model.ts';

/** Actors that need not go next: from here on their step leads only to orders that were explored already. */
export type Sleep<Op> = ReadonlyMap<Actor, Op>;

/** Who is still asleep after `actor` did `op`: a step that depends on a sleeper's step wakes the sleeper. */
export function afterStep<Op>(sleep: Sleep<Op>, actor: Actor, op: Op, dependent: Dependent<Op>): Sleep<Op> {
  return keep(sleep, (sleeper, step) => sleeper !== actor && !dependent(step, op));
}

/** Who is still asleep where only `enabled` can continue: an actor's step depends on the step that disabled it. */
export function amongEnabled<Op>(sleep: Sleep<Op>, enabled: readonly Actor[]): Sleep<Op> {
  return keep(sleep, (sleeper) => enabled.includes(sleeper));
}

function keep<Op>(sleep: Sleep<Op>, stays: (sleeper: Actor, step: Op) => boolean): Sleep<Op> {
  if (sleep.size === 0) return sleep;
  const kept = new Map<Actor, Op>();
  for (const [sleeper, step] of sleep) if (stays(sleeper, step)) kept.set(sleeper, step);
  return kept.size === sleep.size ? sleep : kept;
}
