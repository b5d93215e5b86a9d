import type { Actor } from '../../../explore/model.ts';
import type { Operation, MemoryRange } from '../../../explore/operation.ts';
import type { Request, WaitAnswer } from './program.ts';

export type Answer = number | WaitAnswer;

/** What came of a request. */
export type Effect = {
  readonly op: Operation;
  /** What the thread is told. */
  readonly answer: Answer;
  /** Threads that were woken. */
  readonly woken?: readonly Actor[];
  /** Step that posted the message. */
  readonly posted?: number;
};

/** Words, waiter lists and message queues; threads are only numbers here. */
export class Memory {
  /** By first byte; there is one buffer. */
  readonly #words = new Map<number, number>();
  #waiters: readonly { readonly lane: Actor; readonly place: MemoryRange }[] = [];
  readonly #queues = new Map<number, { readonly message: number; readonly step: number }[]>();

  constructor(words: Readonly<Record<number, number>>) {
    for (const [index, value] of Object.entries(words)) this.#words.set(4 * Number(index), value);
  }

  /** All words that are not zero, as index and value. */
  words(): readonly (readonly [number, number])[] {
    const words = [...this.#words].filter(([, value]) => value !== 0);
    return words.map(([byte, value]) => [byte / 4, value] as const).toSorted(([a], [b]) => a - b);
  }

  has(port: number): boolean {
    return (this.#queues.get(port)?.length ?? 0) > 0;
  }

  /** Does what `lane` asks for, as step number `step`. */
  do(request: Request, lane: Actor, step: number): Effect {
    if ('byte' in request) return this.#access(request, lane);
    switch (request.kind) {
      case 'post':
        this.#queues.set(request.port, [...(this.#queues.get(request.port) ?? []), { message: request.message, step }]);
        return { op: { ...request, kind: 'post', lane }, answer: 0 };
      case 'receive': {
        const item = this.#queues.get(request.port)?.shift();
        if (item === undefined) throw new Error(`Port ${request.port} is empty`);
        return { op: { ...request, kind: 'deliver', lane }, answer: item.message, posted: item.step };
      }
      default:
        return { op: { ...request, lane }, answer: 0 };
    }
  }

  #access(request: Extract<Request, MemoryRange>, lane: Actor): Effect {
    const { buffer, byte, size } = request;
    const read = this.#words.get(byte) ?? 0;
    switch (request.kind) {
      case 'load':
        return { op: { kind: 'load', lane, buffer, byte, size, order: request.order, read }, answer: read };
      case 'store':
        this.#words.set(byte, request.value);
        return {
          op: { kind: 'store', lane, buffer, byte, size, order: request.order, wrote: request.value },
          answer: 0,
        };
      case 'rmw': {
        const wrote = request.update(read);
        this.#words.set(byte, wrote);
        return { op: { kind: 'rmw', lane, buffer, byte, size, read, wrote }, answer: read };
      }
      case 'cas':
        if (read !== request.expected)
          return { op: { kind: 'cas-failed', lane, buffer, byte, size, read }, answer: read };
        this.#words.set(byte, request.value);
        return { op: { kind: 'cas', lane, buffer, byte, size, read, wrote: request.value }, answer: read };
      case 'wait':
        if (read !== request.expected) {
          return { op: { kind: 'wait-not-equal', lane, buffer, byte, size, read }, answer: 'not-equal' };
        }
        this.#waiters = [...this.#waiters, { lane, place: { buffer, byte, size } }];
        return { op: { kind: 'wait', lane, buffer, byte, size, read }, answer: 'ok' };
      default: {
        const woken = this.#waiters.filter((waiter) => waiter.place.byte === byte).slice(0, request.count);
        this.#waiters = this.#waiters.filter((waiter) => !woken.includes(waiter));
        if (woken.length === 0) return { op: { kind: 'notify-none', lane, buffer, byte, size }, answer: 0 };
        const op = { kind: 'notify', lane, buffer, byte, size, woken: woken.length } as const;
        return { op, answer: woken.length, woken: woken.map((waiter) => waiter.lane) };
      }
    }
  }

  /** A waiter leaves its list by itself. */
  giveUp(lane: Actor): Operation {
    const waiter = this.#waiters.find((each) => each.lane === lane);
    if (waiter === undefined) throw new Error(`Thread ${lane} does not sleep`);
    this.#waiters = this.#waiters.filter((each) => each !== waiter);
    return { ...waiter.place, kind: 'timeout', lane };
  }
}
