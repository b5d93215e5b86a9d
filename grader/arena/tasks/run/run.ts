import { chance } from '../../../explore/chance.ts';
import type { Actor, Step } from '../../../explore/model.ts';
import type { Fault } from '../../../verdict/fault.ts';
import { Action, type Plan } from './action.ts';
import type { Actors } from './actors.ts';
import { Agenda } from './agenda.ts';
import type { Beat } from './beat.ts';
import type { Code } from '../../common/program.ts';
import { deadlock, leak, livelock, type Left } from './faults.ts';
import { joined, nothing, type Footprint } from './footprint.ts';
import type { TasksOptions } from './tasks-options.ts';
import type { Task } from './task.ts';

/** A run that takes more steps than this goes round in circles. */
const stepLimit = 400;

/** Of what the code draws by Math.random and its like. */
const seed = 0x7ace;
const drawn: Footprint = { reads: [], writes: ['chance'] };

const queued: Footprint = { reads: [], writes: ['clock'] };

/** Ascending; mostly they are. */
function byActor(ready: readonly Action[]): readonly Action[] {
  const isSorted = ready.every((action, index) => index === 0 || (ready[index - 1]?.actor ?? 0) < action.actor);
  return isSorted ? ready : ready.toSorted((a, b) => a.actor - b.actor);
}

/** What a schedule says of a step: short in a token, for one task that goes on alone it is always 0. */
export function choiceOf(action: Action, ready: readonly Action[]): number {
  let earlier = 0;
  for (const { serial } of ready) if (serial < action.serial) earlier++;
  return earlier;
}

/** The action that a schedule means; `undefined` where it is not one of this program. */
export function chosen(choice: number | undefined, ready: readonly Action[]): Action | undefined {
  return choice === undefined ? undefined : ready.find((action) => choiceOf(action, ready) === choice);
}

/** Decides what happens next, and hears what it touched. */
export type Chooser = {
  /** @param ready ascending by actor  @returns `undefined` to give the run up */
  readonly choose: (ready: readonly Action[]) => Action | undefined;
  readonly took?: (actor: Actor, footprint: Footprint) => void;
};

/** Watches one run, to tell about it. */
export type Observer = {
  readonly planned: (action: Action) => void;
  readonly happens: (action: Action) => void;
  /** It never happens, if it has not yet. */
  readonly cancelled: (action: Action) => void;
  /** An operation has completed; made into text only where somebody looks. */
  readonly completed: (result: () => string, remark: string | undefined) => void;
  /** The scenario says something of the task whose code runs. */
  readonly noted: (text: string) => void;
  /** Something was opened that must be closed. */
  readonly kept: (handle: object) => void;
  /** The turn is over: all code that the last action set off has run. */
  readonly turned: () => void;
};

export type RunParts = {
  readonly code: Code;
  readonly options: TasksOptions;
  readonly actors: Actors;
  readonly chooser: Chooser;
  readonly observer?: Observer | undefined;
  readonly beat: Beat;
};

/**
 * One run of one schedule. A step is an action and the turn after it: all microtasks and nextTick
 * callbacks that it sets off, which are no choices, since their order is fixed by the language.
 */
export class Run {
  readonly code: Code;
  readonly options: TasksOptions;
  readonly tasks: Task[] = [];
  readonly steps: Step<Footprint>[] = [];
  /** Which of the actions that were possible each step was: counted from 0, in the order of their making. */
  readonly schedule: number[] = [];
  /** Virtual time since the start, in ms. */
  now = 0;
  /** Operations that were made to fail. */
  failures = 0;
  /** Whether the scenario has got hold of the learner's exports. */
  usesCode = false;
  readonly observer: Observer | undefined;

  readonly #actors: Actors;
  readonly #agenda: Agenda;
  readonly #chooser: Chooser;
  readonly #beat: Beat;
  readonly #declares: boolean;
  #fault: Fault | undefined;
  #serials = 0;
  #draws = 0;
  #abandoned = false;
  #pauses = 0;
  #switches = 0;
  /** The step whose turn it is; before the first, the stage is being set. */
  #turn: { action: Action; enabled: readonly Actor[]; choice: number } | undefined;
  /** Whether the turn has created what its actor does next. */
  #continued = false;
  /** How many actors were begun by each actor, from -1 on: see Actors. */
  readonly #begun: number[] = [];
  /** What else must not be left behind. */
  readonly #kept = new Map<object, Left>();
  #touched: Footprint = nothing;

  constructor({ code, options, actors, chooser, observer, beat }: RunParts) {
    this.code = code;
    this.options = options;
    this.observer = observer;
    this.#actors = actors;
    this.#agenda = new Agenda(options.timers === 'any');
    this.#chooser = chooser;
    this.#beat = beat;
    this.#declares = options.shares === 'declared';
  }

  /** Whether what a turn touches is asked for: only where the scenario says that all of it is declared. */
  get declares(): boolean {
    return this.#declares;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Given up by the chooser: it says nothing that another run has not said. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  /** Whether there are orders left out that no fair scheduler would choose. */
  get unfair(): boolean {
    return this.#agenda.unfair;
  }

  /** How hard the schedule is to follow: tasks left although they could go on, then changes of task. */
  get complexity(): number {
    return this.#pauses * 10_000 + this.#switches;
  }

  /** Timers that keep a process alive. */
  get timers(): readonly Action[] {
    return this.#agenda.pending.filter(({ kind, holds }) => kind === 'timer' && holds);
  }

  /** What else is open. */
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
    this.#agenda.add(action);
    // Among equals the one goes first that was planned first.
    if (plan.deadline !== undefined || plan.kind === 'immediate') this.touch(queued);
    this.observer?.planned(action);
    return action;
  }

  /** A random number in [0, 1), the same in every run that came to this point. */
  random(): number {
    this.touch(drawn);
    return chance(seed, this.#draws++);
  }

  /** Makes sure that the action never happens. */
  cancel(action: Action): void {
    this.#agenda.remove(action);
    this.observer?.cancelled(action);
  }

  /** Notes what was opened. @param as what it is; `undefined` when it is closed */
  keep(handle: object, as: Left | undefined): void {
    if (as === undefined) this.#kept.delete(handle);
    else this.#kept.set(handle, as);
    if (as !== undefined) this.observer?.kept(handle);
  }

  /** Says that the turn touches more than its action declared. */
  touch(footprint: Footprint): void {
    if (this.#declares) this.#touched = joined(this.#touched, footprint);
  }

  /** Notes a fault. The first one counts; the run goes on, for the orders that follow must be seen, too. */
  fail(fault: Fault): void {
    this.#fault ??= fault;
  }

  /**
   * Ends the turn that ran and takes the next step. Call it when no microtask is left.
   * @returns whether there was one
   */
  advance(): boolean {
    this.#endTurn();
    const ready = byActor(this.#agenda.ready());
    if (ready.length === 0 || this.#isOver(ready)) {
      if (ready.length === 0) this.#judgeRest();
      return false;
    }
    if (this.steps.length >= stepLimit) {
      this.fail(livelock(this.tasks, stepLimit));
      return false;
    }
    const action = this.#chooser.choose(ready);
    if (action === undefined) {
      this.#abandoned = true;
      return false;
    }
    this.#begin(action, ready);
    return true;
  }

  /** Nothing is left but timers, which nobody waits for. */
  #isOver(ready: readonly Action[]): boolean {
    if (ready.some(({ kind }) => kind !== 'timer') || !this.settled) return false;
    const { timers } = this;
    if (timers.length > 0 && this.options.lateTimers === 'fire') return false;
    if (timers.length > 0)
      this.fail(leak([...timers.map(({ name }) => ({ what: 'timer', name }) as const), ...this.#kept.values()]));
    else this.#judgeRest();
    return true;
  }

  /** Nothing happens any more. */
  #judgeRest(): void {
    if (!this.settled) this.fail(deadlock(this.tasks));
    else if (this.#kept.size > 0) this.fail(leak([...this.#kept.values()]));
  }

  #begin(action: Action, ready: readonly Action[]): void {
    this.#count(action, ready);
    const choice = choiceOf(action, ready);
    this.#beat.tell(this.steps.length, choice, action.name);
    this.#agenda.take(action);
    if (action.deadline !== undefined) this.now = Math.max(this.now, action.deadline);
    this.#turn = { action, enabled: ready.map(({ actor }) => actor), choice };
    this.#continued = false;
    this.#touched = action.plan.footprint;
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
    const { action, enabled, choice } = this.#turn;
    // Learner code may touch what nobody declared, unless the scenario knows better.
    const op = this.#declares ? this.#touched : 'everything';
    this.#chooser.took?.(action.actor, op);
    const { actor, creator, step } = action;
    // An actor's own steps come one after the other anyway.
    const isBegun = creator !== undefined && creator.actor !== actor;
    this.steps.push(isBegun ? { actor, op, enabled, after: step } : { actor, op, enabled });
    this.schedule.push(choice);
  }

  #count(next: Action, ready: readonly Action[]): void {
    const previous = this.#turn?.action;
    if (previous === undefined || previous.root === next.root) return;
    this.#switches++;
    if (ready.some(({ root }) => root === previous.root)) this.#pauses++;
  }
}
