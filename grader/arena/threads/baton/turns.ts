import { NonDeterminism } from '../../../explore/non-determinism.ts';
import type { Operation } from '../../../explore/operation.ts';
import type { Control } from '../block/control.ts';
import type { RunStatus } from '../block/run-status.ts';
import type { ThreadState } from '../block/thread-state.ts';
import { Scheduler, type Choice } from './scheduler.ts';

/** Thrown into the learner's code to leave a run that is over. Not an error: it has no stack to pay for. */
export class RunOver {
  readonly name = 'RunOver';
}

/** How often a thread may swallow `RunOver` before it counts as one that never stops. */
const maxSwallowed = 100;

/**
 * Takes turns: exactly one thread holds the baton, and the others sleep. The thread that holds the baton decides who
 * goes next, so the baton changes hands only where the schedule changes threads.
 */
export class Turns {
  readonly lane: number;
  readonly #control: Control;
  #scheduler: Scheduler;
  #calls: number;
  #swallowed = 0;

  /** @param calls how often the lane was called before this thread existed */
  constructor(control: Control, lane: number, calls: number) {
    this.#control = control;
    this.lane = lane;
    this.#calls = calls;
    this.#scheduler = new Scheduler(control);
  }

  get scheduler(): Scheduler {
    return this.#scheduler;
  }

  /** Blocks until this thread is called: to a run, to its turn in it, or to prepare for runs. */
  awaitCall(): void {
    this.#control.awaitCall(this.lane, this.#calls);
    this.#calls = this.#control.calls(this.lane);
  }

  /** Enters the run that called. @param hear called with each operation of the run, once */
  enter(hear: (op: Operation) => void): void {
    this.#swallowed = 0;
    this.#scheduler = new Scheduler(this.#control, hear);
    this.#scheduler.catchUp();
  }

  /**
   * Gives the turn to the next actor, and returns when the turn is this thread's.
   * @throws {RunOver} when the run ended instead
   */
  take(state: Exclude<ThreadState, 'unstarted' | 'finished'>): void {
    this.leaveIfOver();
    this.#control.setState(this.lane, state);
    if (!this.#handOver()) this.awaitCall();
    this.leaveIfOver();
    this.#scheduler.catchUp();
    this.#control.setState(this.lane, 'ready');
  }

  /** @throws {RunOver} when the run is over */
  leaveIfOver(): void {
    if (!this.#control.over) return;
    this.#swallowed++;
    if (this.#swallowed > maxSwallowed) {
      // The controller sees this, and ends the thread.
      this.#control.setHopeless(this.lane);
      this.#control.awaitCall(this.lane, this.#control.calls(this.lane));
    }
    throw new RunOver();
  }

  /** Ends the run here and now. */
  stop(end: RunStatus): never {
    this.end(end);
    throw new RunOver();
  }

  /** Ends the run: all threads that wait for a turn leave. */
  end(end: RunStatus): void {
    this.#control.end = end;
    this.#control.callAll(this.lane);
  }

  /** Leaves the run; hands on the baton if the run continues. */
  leave(): void {
    if (!this.#control.over) {
      this.#control.setState(this.lane, 'finished');
      this.#handOver();
    }
    this.#control.leave(this.lane);
  }

  /** @returns whether this thread keeps the baton: for its next step, or because the run is over */
  #handOver(): boolean {
    const choice = this.#choose();
    if ('end' in choice) {
      this.end(choice.end);
      return true;
    }
    this.#control.choose(choice);
    if (choice.lane === this.lane) return true;
    this.#control.grant(choice.lane);
    return false;
  }

  #choose(): Choice {
    try {
      return this.#scheduler.next();
    } catch (error) {
      // The controller comes to the same error from the same trace, and reports it.
      if (error instanceof NonDeterminism) return { end: 'diverged' };
      throw error;
    }
  }
}
