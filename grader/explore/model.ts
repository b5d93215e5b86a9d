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
   * Whether this step can share a turn with a rival: as either of the two, or only as the `second`, because with this
   * step first a shared turn would be the same order as two turns in a row. Absent: it shares no turn.
   */
  readonly shares?: 'either' | 'second';
};

/** More actors than any run has. */
const actorLimit = 2 ** 20;

/** An actor that stands for two: each takes its next step, in this order and in one turn. */
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
 * The choices for one run: follow `prefix`, then continue freely. `sleep` is the state just before the last step of
 * the prefix, whose operation is known only once it is done: it holds the actors whose next step was already explored
 * from an equivalent state, each with that step. They stay asleep until a dependent step runs. `Guide` follows a
 * plan.
 */
export type Plan<Op> = {
  readonly prefix: readonly Actor[];
  readonly sleep: ReadonlyMap<Actor, Op>;
  /** How to continue; absent: stay on the last actor, else the lowest. */
  readonly tail?: Tail;
};

/** A way to continue; `seed` is an unsigned 32-bit number. */
export type Tail =
  /** Not at all: the run is abandoned where the prefix ends. */
  | { readonly kind: 'stop' }
  /**
   * In turns of `quantum` steps, except that each actor's first turn has `first`; after `length` steps, as without a
   * tail. This shows threads that undo each other's work again and again.
   */
  | { readonly kind: 'turns'; readonly quantum: number; readonly first: number; readonly length: number }
  | { readonly kind: 'random'; readonly seed: number }
  /**
   * Always the actor with the highest priority; one that takes a step whose index is in `changes` drops to the
   * lowest.
   */
  | { readonly kind: 'priority'; readonly seed: number; readonly changes: readonly number[] };

/** Who ran, step by step: all that is needed to run exactly this schedule again. */
export type Schedule = readonly Actor[];
