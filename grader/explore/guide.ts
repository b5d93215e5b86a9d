import { chance } from './chance.ts';
import { membersOf, type Actor, type Dependent, type Plan } from './model.ts';
import { NonDeterminism } from './non-determinism.ts';
import { afterStep, amongEnabled, type Sleep } from './sleep.ts';

/**
 * Follows a plan during one run. All of its state comes from the plan and the steps taken, so each thread can hold
 * its own guide: all guides agree as long as each hears of every step, in order.
 */
export class Guide<Op> {
  readonly #plan: Plan<Op>;
  readonly #dependent: Dependent<Op>;
  #sleep: Sleep<Op>;
  #taken = 0;
  #last: Actor | undefined;
  /** Who has had a turn, and how many steps are left of the current turn. */
  readonly #served = new Set<Actor>();
  #left = 0;
  /** Actors that dropped to a low priority, each with the step at which it dropped: the latest ranks lowest. */
  readonly #fallen = new Map<Actor, number>();

  constructor(plan: Plan<Op>, dependent: Dependent<Op>) {
    this.#plan = plan;
    this.#dependent = dependent;
    this.#sleep = plan.sleep;
  }

  /** Number of steps that this guide knows of. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Who goes next.
   * @param enabled all actors that can take a step, ascending, at least one
   * @returns `undefined` when all of them are asleep or the plan stops here: end the run
   * @throws {NonDeterminism} when the plan's actor cannot take a step
   */
  choose(enabled: readonly Actor[]): Actor | undefined {
    const planned = this.#plan.prefix[this.#taken];
    if (planned !== undefined) {
      if (membersOf(planned).every((member) => enabled.includes(member))) return planned;
      throw new NonDeterminism(
        `At step ${this.#taken} the plan says ${planned}, but only ${enabled.join(', ') || 'nobody'} can go on`,
      );
    }
    this.#sleep = amongEnabled(this.#sleep, enabled);
    const awake = this.#sleep.size === 0 ? enabled : enabled.filter((actor) => !this.#sleep.has(actor));
    return this.#pick(awake);
  }

  /**
   * Tells the guide of a step, no matter which actor took it.
   * @throws {NonDeterminism} when the plan gives this step to another actor
   */
  took(actor: Actor, op: Op): void {
    const { prefix, tail } = this.#plan;
    const planned = prefix[this.#taken];
    if (planned !== undefined && planned !== actor) {
      throw new NonDeterminism(`Step ${this.#taken} was taken by ${actor}, the plan says ${planned}`);
    }
    if (this.#taken >= prefix.length - 1) this.#sleep = afterStep(this.#sleep, actor, op, this.#dependent);
    if (tail?.kind === 'priority' && tail.changes.includes(this.#taken)) this.#fallen.set(actor, this.#taken);
    if (tail?.kind === 'turns') {
      if (actor !== this.#last) this.#left = this.#served.has(actor) ? tail.quantum : tail.first;
      this.#served.add(actor);
      this.#left--;
    }
    this.#last = actor;
    this.#taken++;
  }

  #pick(awake: readonly Actor[]): Actor | undefined {
    const { tail } = this.#plan;
    if (tail === undefined) return this.#stay(awake);
    if (tail.kind === 'stop') return undefined;
    if (tail.kind === 'turns') return this.#taken < tail.length ? this.#turn(awake) : this.#stay(awake);
    if (tail.kind === 'random') return awake[Math.floor(chance(tail.seed, this.#taken) * awake.length)];
    return awake.toSorted((a, b) => this.#priority(tail.seed, b) - this.#priority(tail.seed, a))[0];
  }

  #stay(awake: readonly Actor[]): Actor | undefined {
    return awake.find((actor) => actor === this.#last) ?? awake[0];
  }

  #turn(awake: readonly Actor[]): Actor | undefined {
    const last = this.#last ?? -1;
    if (this.#left > 0 && awake.includes(last)) return last;
    return awake.find((actor) => actor > last) ?? awake[0];
  }

  #priority(seed: number, actor: Actor): number {
    const fall = this.#fallen.get(actor);
    return fall === undefined ? chance(seed, actor) : -1 - fall;
  }
}
