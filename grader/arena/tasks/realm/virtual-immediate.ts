import { AsyncResource } from 'node:async_hooks';
import type { Action } from '../run/action.ts';
import { guarded } from './virtual-timer.ts';
import type { World } from './world.ts';

/** What `setImmediate` returns. */
export class VirtualImmediate implements Disposable {
  readonly #world: World;
  readonly #action: Action;

  constructor(world: World, callback: (this: unknown) => void) {
    this.#world = world;
    const bound = AsyncResource.bind(callback);
    this.#action = world.run.plan({
      kind: 'immediate',
      name: 'setImmediate',
      footprint: 'everything',
      fire: () => guarded(world, 'A setImmediate callback', () => Reflect.apply(bound, this, [])),
    });
  }

  close(): void {
    this.#world.run.cancel(this.#action);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}
