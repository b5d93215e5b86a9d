import { chance } from '../../../explore/chance.ts';
import { costOf } from '../../../explore/cost.ts';
import { inOneTurn, membersOf, type Actor, type Step } from '../../../explore/model.ts';
import type { Fault } from '../../../verdict/fault.ts';
import { Action, type Plan } from './action.ts';
import type { Actors } from './actors.ts';
import { Agenda } from './agenda.ts';
import type { Beat } from './beat.ts';
import { numberOf, type Choice } from './choice.ts';
import type { Chooser } from './chooser.ts';
import { maxChoices } from '../../common/limits.ts';
import type { Code } from '../../common/program.ts';
import { deadlock, leak, livelock, type Left } from './faults.ts';
import { joined, nothing, type Footprint } from './footprint.ts';
import type { Observer } from './observer.ts';
import type { Ripples } from './ripples.ts';
import type { TasksOptions } from './tasks-options.ts';
import type { Task } from './task.ts';
import { WatchedClock } from './watched-clock.ts';

/** Seed of what the code draws by Math.random and the like. */
const seed = 0x7ace;
const drawn: Footprint = { reads: [], writes: ['chance'] };

const queued: Footprint = { reads: [], writes: ['clock'] };

/** Ascending; usually they already are. */
function byActor(ready: readonly Action[]): readonly Action[] {
  const isSorted = ready.every((action, index) => index === 0 || (ready[index - 1]?.actor ?? 0) < action.actor);
  return isSorted ? ready : ready.toSorted((a, b) => a.actor - b.actor);
}

export type RunParts = {
  readonly code: Code;
  readonly options: TasksOptions;
  readonly actors: Actors;
  readonly chooser: Chooser;
  readonly observer?: Observer | undefined;
  readonly beat: Beat;
  readonly ripples: Ripples;
};

/**
 * One run of one schedule. A step is an action and the turn after it: all microtasks and nextTick callbacks
 * that it sets off, which are not choices, since the language fixes their order.
 */
export class Run {
  readonly code: Code;
  readonly options: TasksOptions;
  readonly tasks: Task[] = [];
  readonly steps: Step<Footprint>[] = [];
  /** What each step was: see `numberOf`. */
  readonly schedule: number[] = [];
  /** Virtual time since the start, in ms. */
  now = 0;
  /** Operations that were made to fail. */
  failures = 0;
  /** Whether the scenario has obtained the learner's exports. */
  usesCode = false;
  readonly observer: Observer | undefined;
  readonly ripples: Ripples;

  readonly #actors: Actors;
  readonly #agenda: Agenda;
  readonly #chooser: Chooser;
  readonly #beat: Beat;
  readonly #declares: boolean;
  #fault: Fault | undefined;
  #serials = 0;
  #draws = 0;
  /** Steps that were turns of `setImmediate`: in all, and since the last step of another kind. */
  #turns = { inAll: 0, inARow: 0 };
  readonly #watched = new WatchedClock();
  #abandoned = false;
  #shares = false;
  /** The step whose turn it is; before the first, the stage is being set. */
  #turn: { action: Action; actor: Actor; enabled: readonly Actor[]; number: number } | undefined;
  /** Whether the turn has created what its actor does next. */
  #continued = false;
  /** The serial to which the actions of each actor go back: usually that of a task's start. */
  readonly #roots: number[] = [];
  /** How many actors were begun by each actor, from -1 on: see Actors. */
  readonly #begun: number[] = [];
  /** Handles that must not stay open. */
  readonly #kept = new Map<object, Left>();
  #touched: Footprint = nothing;

  constructor({ code, options, actors, chooser, observer, beat, ripples }: RunParts) {
    this.code = code;
    this.options = options;
    this.observer = observer;
    this.ripples = ripples;
    this.#actors = actors;
    this.#agenda = new Agenda(options.timers === 'any');
    this.#chooser = chooser;
    this.#beat = beat;
    this.#declares = options.shares === 'declared';
  }

  /** Whether it matters what a turn touches: only if the scenario declares all that is shared. */
  get declares(): boolean {
    return this.#declares;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Whether the chooser abandoned the run: it shows nothing that another run has not shown. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  /** Whether orders that no fair scheduler would choose are left out. */
  get unfair(): boolean {
    return this.#agenda.unfair;
  }

  /**
   * How hard the schedule is to follow: whether two answers share a turn, how often a task is left that could
   * continue, and how often the task changes.
   */
  get cost(): readonly number[] {
    const { preemptions, switches } = costOf(this.steps, (actor) => this.#roots[membersOf(actor)[0]]);
    return [Number(this.#shares), preemptions, switches];
  }

  /** Whether two answers came in one turn. */
  get shares(): boolean {
    return this.#shares;
  }

  /** What has not happened yet, in the order in which it was planned. */
  get pending(): readonly Action[] {
    return this.#agenda.pending;
  }

  /** Timers that keep a process alive. */
  get timers(): readonly Action[] {
    return this.#agenda.pending.filter(({ kind, holds }) => kind === 'timer' && holds);
  }

  /** Handles that are open. */
  get kept(): ReadonlyMap<object, Left> {
    return this.#kept;
  }

  get settled(): boolean {
    return this.tasks.every((task) => task.settled);
  }

  /** Plans an action, on behalf of the turn that is running. */
  plan(plan: Plan): Action {
    const creator = this.#turn?.action;
    const actor = this.#actorFor(creator);
    const action = new Action(plan, { actor, serial: this.#serials++, creator, step: this.steps.length });
    this.#roots[actor] = action.root;
    this.#agenda.add(action);
    // Among equals, the one planned first goes first.
    if (plan.deadline !== undefined || plan.kind === 'immediate') this.touch(queued);
    this.observer?.planned(action);
    return action;
  }

  /** A random number in [0, 1), the same in every run that got to this point. */
  random(): number {
    this.touch(drawn);
    return chance(seed, this.#draws++);
  }

  /** What the code sees when it looks at the clock, in ms since the start. */
  look(): number {
    this.touch(queued);
    this.now = this.#watched.look(this.now);
    return this.now;
  }

  /** Makes sure that the action never happens. */
  cancel(action: Action): void {
    this.#agenda.remove(action);
    this.observer?.cancelled(action);
  }

  /** Records what was opened. @param as what it is; `undefined` when it is closed */
  keep(handle: object, as: Left | undefined): void {
    if (as === undefined) this.#kept.delete(handle);
    else this.#kept.set(handle, as);
    if (as !== undefined) this.observer?.kept(handle);
  }

  /** Says that the turn touches more than its action declared. */
  touch(footprint: Footprint): void {
    if (this.#declares) this.#touched = joined(this.#touched, footprint);
  }

  /** Records a fault. The first one counts; the run continues, as the orders that follow must be seen, too. */
  fail(fault: Fault): void {
    this.#fault ??= fault;
  }

  /**
   * Ends the turn that ran and takes the next step. Call it when no microtask is left.
   * @returns whether there was a step to take
   */
  advance(): boolean {
    this.#endTurn();
    const ready = byActor(this.#agenda.ready(this.now));
    if (ready.length === 0 || this.#isOver(ready)) {
      if (ready.length === 0) this.#judgeRest();
      return false;
    }
    if (this.#isTooLong) {
      this.fail(livelock(this.tasks, this.steps.length));
      return false;
    }
    const choice = this.#chooser.choose(ready);
    if (choice === undefined || !this.#begin(choice, ready)) {
      this.#abandoned = true;
      return false;
    }
    return true;
  }

  /** Whether the run goes nowhere. A dozen tasks that poll by immediates take hundreds of steps, and still make progress. */
  get #isTooLong(): boolean {
    const { inAll, inARow } = this.#turns;
    return this.steps.length - inAll >= maxChoices || inARow >= maxChoices;
  }

  /** Whether only timers are left that no task waits for. */
  #isOver(ready: readonly Action[]): boolean {
    if (ready.some(({ kind }) => kind !== 'timer') || !this.settled) return false;
    const { timers } = this;
    if (timers.length > 0 && this.options.lateTimers === 'fire') return false;
    if (timers.length > 0)
      this.fail(leak([...timers.map(({ name }) => ({ what: 'timer', name }) as const), ...this.#kept.values()]));
    else this.#judgeRest();
    return true;
  }

  /** Judges what is left when nothing more happens. */
  #judgeRest(): void {
    if (!this.settled) this.fail(deadlock(this.tasks));
    else if (this.#kept.size > 0) this.fail(leak([...this.#kept.values()]));
  }

  /** @returns false if the first of two answers took away what the second needs */
  #begin(choice: Choice, ready: readonly Action[]): boolean {
    const [action, second] = choice;
    const number = numberOf(choice, ready);
    this.#beat.tell(this.steps.length, number, action.name);
    const actor = second === undefined ? action.actor : inOneTurn(action.actor, second.actor);
    this.#turn = { action, actor, enabled: ready.map((one) => one.actor), number };
    this.#continued = false;
    this.#touched = action.plan.footprint;
    this.#fire(action);
    if (second === undefined) {
      if (action.kind === 'operation') this.ripples.answered();
      return true;
    }
    if (!second.possible) return false;
    this.#shares = true;
    this.touch(second.plan.footprint);
    this.#fire(second);
    return true;
  }

  #fire(action: Action): void {
    this.#agenda.take(action);
    if (action.deadline !== undefined) this.now = Math.max(this.now, action.deadline);
    this.observer?.happens(action);
    action.plan.fire();
  }

  #actorFor(creator: Action | undefined): Actor {
    if (creator !== undefined && !this.#continued) {
      this.#continued = true;
      return creator.actor;
    }
    const parent = creator?.actor ?? -1;
    const index = this.#begun[parent + 1] ?? 0;
    this.#begun[parent + 1] = index + 1;
    return this.#actors.child(parent, index);
  }

  #endTurn(): void {
    this.observer?.turned();
    if (this.#turn === undefined) return;
    const { action, actor, enabled, number } = this.#turn;
    // Learner code may touch what was not declared, unless the scenario says otherwise.
    const op = this.#declares ? this.#touched : 'everything';
    this.#chooser.took?.(actor, op);
    const { creator, step } = action;
    // An actor's own steps follow one another anyway.
    const isBegun = creator !== undefined && creator.actor !== actor;
    this.steps.push({ actor, op, enabled, ...(isBegun && { after: step }), ...this.#sharing(action) });
    this.schedule.push(number);
    const isTurn = action.kind === 'immediate';
    this.#turns = { inAll: this.#turns.inAll + Number(isTurn), inARow: isTurn ? this.#turns.inARow + 1 : 0 };
  }

  /** Whether the turn just over could have been shared with another answer. */
  #sharing({ plan }: Action): Pick<Step<Footprint>, 'shares'> {
    if (plan.settles !== true || !this.ripples.isWatching) return {};
    const ripple = this.ripples.take();
    return ripple === 'none' ? {} : { shares: ripple === 'deep' ? 'either' : 'second' };
  }
}
