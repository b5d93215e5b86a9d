import type { TaskHandle, TaskResult } from './scenario.ts';
import { asJson, described } from './shown.ts';

type Status =
  | { readonly state: 'waiting' | 'running' }
  | { readonly state: 'fulfilled'; readonly value: unknown }
  | { readonly state: 'rejected'; readonly reason: unknown };

/** A task of the scenario. */
export class Task implements TaskHandle {
  readonly name: string;
  #status: Status = { state: 'waiting' };

  constructor(name: string) {
    this.name = name;
  }

  get happened(): boolean {
    return this.#status.state !== 'waiting';
  }

  get settled(): boolean {
    return this.#status.state === 'fulfilled' || this.#status.state === 'rejected';
  }

  /** Runs its code; the end of that becomes its result. */
  start(work: () => unknown, rejected: (reason: unknown) => void): void {
    this.#status = { state: 'running' };
    const reject = (reason: unknown): void => {
      this.#status = { state: 'rejected', reason };
      rejected(reason);
    };
    try {
      Promise.resolve(work()).then((value) => {
        this.#status = { state: 'fulfilled', value };
      }, reject);
    } catch (error) {
      reject(error);
    }
  }

  result(): TaskResult {
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
}
