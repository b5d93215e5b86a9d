import { Moment } from './moment.ts';
import type { Run } from './run.ts';
import type { TaskHandle, TaskResult } from './scenario.ts';
import { asJson, described } from './telling/shown.ts';

type Status =
  | { readonly state: 'waiting' | 'running' }
  | { readonly state: 'fulfilled'; readonly value: unknown }
  | { readonly state: 'rejected'; readonly reason: unknown };

/** A task of the scenario. It has happened when it has started. */
export class Task extends Moment implements TaskHandle {
  readonly name: string;
  readonly #run: Pick<Run, 'touch'>;
  #status: Status = { state: 'waiting' };

  constructor(name: string, run: Pick<Run, 'touch'>) {
    super();
    this.name = name;
    this.#run = run;
  }

  get settled(): boolean {
    return this.#status.state === 'fulfilled' || this.#status.state === 'rejected';
  }

  /** Runs its code; the end of that becomes its result. */
  start(work: () => unknown, rejected: (reason: unknown) => void): void {
    this.#status = { state: 'running' };
    const reject = (reason: unknown): void => {
      this.#settle({ state: 'rejected', reason });
      rejected(reason);
    };
    try {
      Promise.resolve(work()).then((value) => this.#settle({ state: 'fulfilled', value }), reject);
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
