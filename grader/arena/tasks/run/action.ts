import type { Actor } from '../../../explore/model.ts';
import type { Footprint } from './footprint.ts';

/**
 * `start`: a task begins; `operation`: a call of a fake completes; `event`: something that the scenario
 * planned happens; `timer` and `immediate`: a callback of the virtual clock; `message`: a delivery at a port.
 */
export type ActionKind = 'start' | 'operation' | 'event' | 'timer' | 'immediate' | 'message';

/** What is known of an action when it is planned. */
export type Plan = {
  readonly kind: ActionKind;
  /** `deposit A`, `accounts.read`, `setTimeout 100 ms`. */
  readonly name: string;
  /** With its arguments, for the timeline: `accounts.read(alice)`; made only where it is shown. */
  readonly label?: (() => string) | undefined;
  /** What it does when its turn comes. */
  readonly fire: () => void;
  /** What `fire` touches, as far as it is declared. */
  readonly footprint: Footprint;
  /** Virtual time in ms when it is due, if it waits for the clock. */
  readonly deadline?: number | undefined;
  /** The action cannot happen before this returns true. */
  readonly possible?: (() => boolean) | undefined;
  /** The operation that this answers, or the first turn of the interval of which this is a later one. */
  readonly answers?: Action;
  /** What it replaces, at the same time: the completion of the operation that fails. */
  readonly insteadOf?: Action;
  /** Whether it settles the promise of a call: it is then an answer, which can come in one turn with another. */
  readonly settles?: boolean;
};

/** Where an action comes from. */
export type Origin = {
  readonly actor: Actor;
  /** Its place among the actions of this run: its number in a schedule, known without other runs. */
  readonly serial: number;
  /** The action whose turn created it; absent if the stage was set with it. */
  readonly creator: Action | undefined;
  /** Index of that turn's step. */
  readonly step: number;
};

/** Something that can happen next: with all the code that it sets off, it is one step of the run. */
export class Action {
  readonly plan: Plan;
  readonly kind: ActionKind;
  readonly name: string;
  /** Virtual time when it is due; `undefined` if it waits for no clock. */
  readonly deadline: number | undefined;
  readonly actor: Actor;
  readonly serial: number;
  readonly creator: Action | undefined;
  readonly step: number;
  /** Serial of the start (or event) that its chain of creation goes back to. */
  readonly root: number;
  /** Whether the run must not end before it: false for an unref'd timer. */
  holds = true;
  /** Steps that were taken while it could have been taken. */
  overtaken = 0;
  /** Timers and phases of immediates among them. */
  overtakenByLooks = 0;
  readonly #possible: (() => boolean) | undefined;

  constructor(plan: Plan, { actor, serial, creator, step }: Origin) {
    this.plan = plan;
    this.kind = plan.kind;
    this.name = plan.name;
    this.deadline = plan.deadline;
    this.#possible = plan.possible;
    this.actor = actor;
    this.serial = serial;
    this.creator = creator;
    this.step = step;
    this.root = creator?.root ?? serial;
  }

  get label(): string {
    return this.plan.label?.() ?? this.plan.name;
  }

  get possible(): boolean {
    return this.#possible === undefined || this.#possible();
  }
}

/** The action that this one ends or continues: a reply belongs to its call. */
export function askedFor(action: Action): Action {
  return action.plan.answers ?? action;
}
