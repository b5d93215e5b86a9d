import type { Value } from '../../../explore/operation.ts';
import { programFile, scenarioFile } from '../../common/layout.ts';

/** The most histories remembered; with more, all are forgotten before the next run. */
const maxHistories = 50_000;

/** The answers that a thread has had so far, as a tree: the same code follows the same history. */
type History = { readonly next: Map<Value | string, History>; site: number | undefined };

/**
 * Tells apart where in the code a thread looks at memory, so that looks in two places are not iterations of one loop.
 * A stack costs 10 µs; but what a thread does next depends only on its operations' answers, so one stack per history
 * is enough, and few histories are new.
 */
export class Sites {
  readonly #numbers = new Map<string, number>();
  #start: History = { next: new Map(), site: undefined };
  #now = this.#start;
  #histories = 1;
  #passed: number | undefined;

  /** Call it when a run begins. */
  restart(): void {
    if (this.#histories > maxHistories) {
      this.#start = { next: new Map(), site: undefined };
      this.#histories = 1;
    }
    this.#now = this.#start;
    this.#passed = undefined;
  }

  /** Like `learned`, for one of many operations in a row, which together make one branch of the tree. */
  passed(answer: Value | string): void {
    let hash = this.#passed ?? 0;
    for (const char of String(answer)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
    this.#passed = hash;
  }

  /** Records that the thread did an operation whose answer was `answer`. */
  learned(answer: Value | string): void {
    this.#join();
    let next = this.#now.next.get(answer);
    if (next === undefined) {
      next = { next: new Map(), site: undefined };
      this.#now.next.set(answer, next);
      this.#histories++;
    }
    this.#now = next;
  }

  /** A number for the place in the code that asks, with all of its callers. */
  get here(): number {
    this.#join();
    return (this.#now.site ??= this.#numberOf(callers()));
  }

  /** Takes the branch of the operations that were passed. */
  #join(): void {
    if (this.#passed === undefined) return;
    const branch = `passed ${this.#passed}`;
    this.#passed = undefined;
    this.learned(branch);
  }

  #numberOf(stack: string): number {
    const number = this.#numbers.get(stack) ?? this.#numbers.size;
    this.#numbers.set(stack, number);
    return number;
  }
}

/** The frames of the attempt and the scenario; those below are ours, and depend on what woke the thread. */
function callers(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return (stack.match(frames) ?? []).join();
}

const frames = new RegExp(`(${programFile}|${scenarioFile}):[0-9]+:[0-9]+`, 'g');
