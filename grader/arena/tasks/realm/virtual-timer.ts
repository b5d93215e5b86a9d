import { AsyncResource } from 'node:async_hooks';
import type { Action } from '../run/action.ts';
import { crash } from '../../common/faults.ts';
import type { World } from './world.ts';

const longestDelay = 2 ** 31 - 1;

/** What `setTimeout` and `setInterval` return; its methods are those of Node's `Timeout`. */
export class VirtualTimer implements Disposable {
  readonly #world: World;
  readonly #name: string;
  readonly #callback: (this: unknown) => void;
  readonly #inContext: (work: () => void) => void;
  readonly #delay: number;
  readonly #repeats: boolean;
  #action: Action | undefined;
  #number = 0;
  #holds = true;
  #closed = false;

  constructor(world: World, name: string, callback: (this: unknown) => void, delay: unknown, repeats: boolean) {
    this.#world = world;
    this.#delay = delayOf(delay);
    this.#name = `${name} ${this.#delay} ms`;
    this.#callback = callback;
    this.#inContext = AsyncResource.bind((work: () => void) => work());
    this.#repeats = repeats;
    this.#start();
  }

  close(): this {
    this.#closed = true;
    this.#stop();
    return this;
  }

  /** Restarts; as in Node, a cleared timer does not. */
  refresh(): this {
    if (this.#closed) return this;
    this.#stop();
    this.#start();
    return this;
  }

  ref(): this {
    return this.#hold(true);
  }

  unref(): this {
    return this.#hold(false);
  }

  hasRef(): boolean {
    return this.#holds;
  }

  [Symbol.toPrimitive](): number {
    if (this.#number === 0) {
      this.#number = this.#world.timers.size + 1;
      this.#world.timers.set(this.#number, this);
    }
    return this.#number;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** @param first the first action of an interval that continues */
  #start(first?: Action): void {
    const { run } = this.#world;
    const action = run.plan({
      kind: 'timer',
      name: this.#name,
      deadline: run.now + this.#delay,
      footprint: 'everything',
      fire: () => this.#inContext(() => this.#fire(first ?? action)),
      ...(first && { answers: first }),
    });
    action.holds = this.#holds;
    this.#action = action;
  }

  #stop(): void {
    if (this.#action !== undefined) this.#world.run.cancel(this.#action);
    this.#action = undefined;
  }

  #fire(first: Action): void {
    this.#action = undefined;
    guarded(this.#world, 'A timer callback', () => Reflect.apply(this.#callback, this, []));
    // As in Node, an interval restarts when its callback is done, unless the callback has cleared it.
    if (this.#repeats && !this.#closed && this.#action === undefined) this.#start(first);
  }

  #hold(holds: boolean): this {
    this.#holds = holds;
    if (this.#action !== undefined) this.#action.holds = holds;
    return this;
  }
}

/** Runs a callback whose exception no code could catch: Node would end the process. */
export function guarded(world: World, who: string, callback: () => unknown): void {
  try {
    callback();
  } catch (error) {
    world.run.fail(crash(who, error, world.run.code));
  }
}

/** As Node reads a delay: at least 1 ms, and 1 ms for what is too long or not a number. */
function delayOf(delay: unknown): number {
  const ms = Math.trunc(Number(delay));
  return ms >= 1 && ms <= longestDelay ? ms : 1;
}
