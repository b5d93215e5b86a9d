/**
 * The words of the search, shared by both instruments.
 *
 * An *actor* is what may take the next step: a thread (instrument S) or one pending
 * completion (instrument T). Actors are numbered; the same number means the same actor
 * in every run of one exploration.
 */
export type Actor = number;

/** Whether two operations must not be swapped: they touch one place and at least one writes. */
export type Dependent<Op> = (a: Op, b: Op) => boolean;

/** One step of a run, as the substrate (threads or tasks) saw it happen. */
export type Step<Op> = {
  readonly actor: Actor;
  /** What the step touched; the substrate decides what it looks like. */
  readonly op: Op;
  /** All actors that could have taken this step, ascending; `actor` is one of them. */
  readonly enabled: readonly Actor[];
  /** Index of the step that made this one possible (a wake-up, a creation): an order that is no race. */
  readonly after?: number;
  /**
   * Whether it and a rival can happen in one turn: as either of the two, or only as the `second`, because if it
   * came first, that would be the same order as one turn after the other. Absent: neither.
   */
  readonly shares?: 'either' | 'second';
};

/** More actors than any run has. */
const actorLimit = 2 ** 20;

/** An actor that is two: the next step of each, in this order and in one turn. */
export function inOneTurn(first: Actor, second: Actor): Actor {
  return -1 - (first * actorLimit + second);
}

/** Who takes part in an actor's step: itself, or the two that share a turn. */
export function membersOf(actor: Actor): readonly [Actor] | readonly [Actor, Actor] {
  if (actor >= 0) return [actor];
  const code = -1 - actor;
  return [Math.floor(code / actorLimit), code % actorLimit];
}

/**
 * The choices for one run: follow `prefix`, then continue freely.
 * `sleep` holds, just before the last step of the prefix (whose operation is known only once it is
 * done), the actors whose next step was explored already from an equivalent state, each with that
 * step; they stay asleep until a dependent step runs. `Guide` follows a plan.
 */
export type Plan<Op> = {
  readonly prefix: readonly Actor[];
  readonly sleep: ReadonlyMap<Actor, Op>;
  /** How to continue; absent: stay on the last actor, else the lowest. */
  readonly tail?: Tail;
};

/** A way to continue; `seed` is an unsigned 32-bit number. */
export type Tail =
  /** Not at all: the run is given up where the prefix ends. */
  | { readonly kind: 'stop' }
  /**
   * In turns of `quantum` steps, each actor's first turn of `first`; after `length` steps as without a tail.
   * Threads that undo what others do are thus seen to do it again and again.
   */
  | { readonly kind: 'turns'; readonly quantum: number; readonly first: number; readonly length: number }
  | { readonly kind: 'random'; readonly seed: number }
  /** Always the actor of the highest priority; whoever takes one of the steps `changes` drops to the lowest. */
  | { readonly kind: 'priority'; readonly seed: number; readonly changes: readonly number[] };

/** Who ran, step by step: all that is needed to run exactly this schedule again. */
export type Schedule = readonly Actor[];
