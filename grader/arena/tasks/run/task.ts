import { Moment, type Happening } from './moment.ts';
import type { Footprint } from './footprint.ts';
import type { Json } from '../../common/exploration.ts';
import { asJson } from '../../common/codec.ts';
import { described } from '../../common/value-text.ts';

/** Hears what a task touches, and which promise jobs are not the code's. */
type Listener = {
  readonly touch: (footprint: Footprint) => void;
  readonly ripples: { readonly ignore: (promise: Promise<unknown>) => void };
};

export type TaskOptions = {
  /** Whether the scenario looks at a rejection; otherwise a rejection is a crash. */
  readonly mayReject?: boolean;
  /** The task starts at any point after this has happened. */
  readonly after?: Happening;
  /** Whether it starts at once, in the order of the calls: its start is then not a choice. */
  readonly atOnce?: boolean;
};

export type TaskHandle = Happening & {
  /** How the task ended; as JSON, for the outcome. */
  result(): TaskResult;
};

export type TaskResult =
  | { readonly state: 'pending' }
  | { readonly state: 'fulfilled'; readonly value: Json }
  | { readonly state: 'rejected'; readonly error: string };

type Status =
  | { readonly state: 'waiting' | 'running' }
  | { readonly state: 'fulfilled'; readonly value: unknown }
  | { readonly state: 'rejected'; readonly reason: unknown };

/** A task of the scenario. It has happened when it has started. */
export class Task extends Moment implements TaskHandle {
  readonly name: string;
  readonly #run: Listener;
  #status: Status = { state: 'waiting' };

  constructor(name: string, run: Listener) {
    super();
    this.name = name;
    this.#run = run;
  }

  get settled(): boolean {
    return this.#status.state === 'fulfilled' || this.#status.state === 'rejected';
  }

  /** Runs the task's code, whose end becomes the task's result. */
  start(work: () => unknown, rejected: (reason: unknown) => void): void {
    this.#status = { state: 'running' };
    const reject = (reason: unknown): void => {
      this.#settle({ state: 'rejected', reason });
      rejected(reason);
    };
    try {
      const end = Promise.resolve(work()).then((value) => this.#settle({ state: 'fulfilled', value }), reject);
      this.#run.ripples.ignore(end);
    } catch (error) {
      reject(error);
    }
  }

  result(): TaskResult {
    this.#run.touch({ reads: [`task ${this.name}`], writes: [] });
    const status = this.#status;
    switch (status.state) {
      case 'fulfilled':
        return { state: 'fulfilled', value: asJson(status.value) };
      case 'rejected':
        return { state: 'rejected', error: described(status.reason) };
      default:
        return { state: 'pending' };
    }
  }

  #settle(status: Status): void {
    this.#run.touch({ reads: [], writes: [`task ${this.name}`] });
    this.#status = status;
  }
}
