import type { Actor, Dependent, Plan, Step } from './model.ts';
import { NonDeterminism } from './non-determinism.ts';
import { PartialOrder } from './partial-order.ts';
import { afterStep, amongEnabled, type Sleep } from './sleep.ts';

/** A state on the current path: what can be done there, what is done now, what is left to do. */
type Frame<Op> = {
  readonly enabled: readonly Actor[];
  /** Asleep before the step, including the actors that were already explored from here. */
  sleep: Sleep<Op>;
  /** Actors to explore from here (the source set), the current one included. */
  readonly backtrack: Set<Actor>;
  current: Actor;
  /** What the sleepers that the current step woke were about to do. */
  woken: readonly Op[];
};

/** Called when step `later` of a run races with step `earlier`; `order` is that of the steps so far. */
export type Raced<Op> = (steps: readonly Step<Op>[], order: PartialOrder<Op>, earlier: number, later: number) => void;

export type SearchOptions<Op> = { readonly root?: readonly Actor[]; readonly raced?: Raced<Op> };

/**
 * Stateless search over all schedules of a program, one run at a time: source-DPOR with sleep sets (Abdulla, Aronis,
 * Jonsson, Sagonas: Optimal dynamic partial order reduction, POPL 2014, algorithm 1). Exactly one complete run for
 * each Mazurkiewicz trace; the price is runs that end because every actor is asleep. With `() => true` every
 * interleaving is a trace of its own: plain enumeration.
 *
 * What a substrate must ensure:
 * - The step that lets an operation continue is in its `after`, or the two are dependent. An operation that never can
 *   continue is never seen, so one on which others may depend is a step when it is requested, as `wait` is.
 * - Removing something (clearing a timer) depends on what is removed, even if the removal comes too late.
 * - After a failure a run continues until no actor can; otherwise rivals of the remaining steps stay unseen.
 */
export class Search<Op> {
  readonly #dependent: Dependent<Op>;
  readonly #order: PartialOrder<Op>;
  readonly #path: Frame<Op>[] = [];
  readonly #root: readonly Actor[];
  readonly #raced: Raced<Op> | undefined;
  #plan: Plan<Op> | undefined;

  /**
   * @param root the actors that take the first steps of every run; these steps are not varied
   * @param raced called with each race as it is found
   */
  constructor(dependent: Dependent<Op>, { root = [], raced }: SearchOptions<Op> = {}) {
    this.#dependent = dependent;
    this.#order = new PartialOrder(dependent);
    this.#root = root;
    this.#raced = raced;
    this.#plan = { prefix: root, sleep: new Map() };
  }

  /** The choices for the next run; `undefined` when there is nothing left to explore. */
  next(): Plan<Op> | undefined {
    return this.#plan;
  }

  /**
   * Learns from the run that followed the plan, whether it was complete or ended with all asleep.
   * @throws {NonDeterminism} when the run did not repeat the plan's prefix
   */
  record(taken: readonly Step<Op>[]): void {
    const steps = this.#root.length === 0 ? taken : withoutRoot(taken, this.#root);
    const known = this.#path.length;
    if (steps.length < known) {
      throw new NonDeterminism(`The run ended after ${steps.length} steps, it had ${known} before`);
    }
    for (let index = 0; index < known; index++) verify(this.#path[index], steps[index], index);

    // The last step of the prefix is the new one: all before it was analysed in an earlier run.
    const analysed = Math.max(0, known - 1);
    this.#order.truncate(analysed);
    for (let index = analysed; index < steps.length; index++) {
      const step = steps[index];
      if (step === undefined) break;
      if (index >= known) this.#enter(index, step, steps[index - 1]);
      this.#analyse(index, step, steps);
    }
    const last = steps.at(-1);
    if (last !== undefined) this.#leave(last);
    this.#backtrack(steps);
  }

  /** Opens the state before `step`, reached by `previous`. */
  #enter(index: number, step: Step<Op>, previous: Step<Op> | undefined): void {
    const sleep = previous === undefined ? new Map<Actor, Op>() : this.#sleepAfter(previous, step.enabled);
    if (sleep.has(step.actor)) {
      throw new NonDeterminism(`Step ${index} was taken by ${step.actor}, which is asleep`);
    }
    if (previous !== undefined) this.#disabled(previous, step.enabled);
    const backtrack = new Set([step.actor]);
    this.#path.push({ enabled: step.enabled, sleep, backtrack, current: step.actor, woken: [] });
  }

  /** Closes the run: only sleepers could continue. */
  #leave(last: Step<Op>): void {
    this.#disabled(last, [...this.#sleepAfter(last, last.enabled).keys()]);
  }

  #sleepAfter(step: Step<Op>, enabled: readonly Actor[]): Sleep<Op> {
    const sleep = this.#path.at(-1)?.sleep ?? new Map<Actor, Op>();
    return amongEnabled(afterStep(sleep, step.actor, step.op, this.#dependent), enabled);
  }

  /** An actor that could continue before the last step of the path but not after it must go first once. */
  #disabled(step: Step<Op>, after: readonly Actor[]): void {
    for (const rival of step.enabled) {
      if (rival !== step.actor && !after.includes(rival)) this.#path.at(-1)?.backtrack.add(rival);
    }
  }

  #analyse(index: number, step: Step<Op>, steps: readonly Step<Op>[]): void {
    for (const earlier of this.#order.push(step)) {
      this.#reverse(earlier, index);
      this.#raced?.(steps, this.#order, earlier, index);
    }

    // An actor that was woken although it could have continued by itself (a time-out) lost that race.
    const { after = -1, actor, op } = step;
    if (this.#path[after]?.enabled.includes(actor) === true) this.#reverse(after, index);

    // A sleeper may touch something else once it is woken: a `wait` that finds another value joins no waiters. So a
    // later step that depends only on what the sleeper was about to do no longer shows a race.
    for (let earlier = 0; earlier < index; earlier++) {
      const woken = this.#path[earlier]?.woken ?? [];
      if (woken.length === 0 || this.#order.before(earlier, index)) continue;
      if (woken.some((asleep) => this.#dependent(asleep, op))) this.#reverse(earlier, index);
    }
    const frame = this.#path[index];
    if (frame !== undefined) frame.woken = this.#wokenBy(op, frame.sleep);
  }

  #wokenBy(op: Op, sleep: Sleep<Op>): readonly Op[] {
    return sleep.size === 0 ? [] : [...sleep.values()].filter((asleep) => this.#dependent(asleep, op));
  }

  /** Makes sure that, from the state before step `earlier`, `later` gets its turn first. */
  #reverse(earlier: number, later: number): void {
    const frame = this.#path[earlier];
    if (frame === undefined) return;
    const initials = this.#order.initials(earlier, later);
    if (initials.some((actor) => frame.backtrack.has(actor))) return;
    const starter = initials.find((actor) => frame.enabled.includes(actor));
    for (const actor of starter === undefined ? frame.enabled : [starter]) frame.backtrack.add(actor);
  }

  /** Goes back to the last state with something left to explore. */
  #backtrack(steps: readonly Step<Op>[]): void {
    this.#plan = undefined;
    for (let frame = this.#path.at(-1); frame !== undefined; frame = this.#path.at(-1)) {
      const done = steps[this.#path.length - 1];
      if (done !== undefined) frame.sleep = new Map(frame.sleep).set(done.actor, done.op);
      for (const actor of frame.backtrack) {
        if (frame.sleep.has(actor)) continue;
        frame.current = actor;
        this.#plan = { prefix: [...this.#root, ...this.#path.map(({ current }) => current)], sleep: frame.sleep };
        return;
      }
      this.#path.pop();
    }
  }
}

/** The steps after the root, as if the run had begun there. */
function withoutRoot<Op>(steps: readonly Step<Op>[], root: readonly Actor[]): readonly Step<Op>[] {
  if (root.some((actor, index) => steps[index]?.actor !== actor)) {
    throw new NonDeterminism(`The run did not begin with ${root.join(', ')}`);
  }
  return steps.slice(root.length).map(({ after = -1, ...step }) => {
    const made = after - root.length;
    return made < 0 ? step : { ...step, after: made };
  });
}

function verify<Op>(frame: Frame<Op> | undefined, step: Step<Op> | undefined, index: number): void {
  if (frame === undefined || step === undefined) return;
  if (step.actor !== frame.current) {
    throw new NonDeterminism(`Step ${index} was taken by ${step.actor}, the plan says ${frame.current}`);
  }
  const { enabled } = frame;
  if (step.enabled.length !== enabled.length || step.enabled.some((actor, position) => actor !== enabled[position])) {
    throw new NonDeterminism(
      `At step ${index} the actors ${step.enabled.join(', ')} could go on, before it was ${enabled.join(', ')}`,
    );
  }
}
