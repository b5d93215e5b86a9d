import { promiseHooks } from 'node:v8';
import type { Code } from '../../common/program.ts';
import type { Location } from '../../../verdict/location.ts';

/** A wait for a promise that does not settle. */
export type Wait = {
  readonly lane: string;
  /** The place of the await, then of the call that it is part of, and so on. */
  readonly trail: readonly [Location, ...Location[]];
  /** Where the promise was made. */
  readonly made: Location | undefined;
};

type Birth = { readonly parent: Promise<unknown> | undefined; readonly lane: string; readonly stack: string };

/**
 * Watches every promise of the thread, to tell afterwards which were awaited in vain. An `await` makes a
 * promise of its own whose parent is the awaited one (V8's PromiseHook), at the place of the `await`.
 */
export class Waits {
  readonly #pending = new Map<Promise<unknown>, Birth>();
  readonly #stop: () => void;

  /** @param lane the task whose code is running */
  constructor(lane: () => string) {
    this.#stop = promiseHooks.createHook({
      init: (promise, parent) => {
        this.#pending.set(promise, { parent, lane: lane(), stack: new Error().stack ?? '' });
      },
      settled: (promise) => {
        this.#pending.delete(promise);
      },
    }) as () => void;
  }

  stop(): void {
    this.#stop();
  }

  /** The innermost wait of each lane: the others in the lane wait for the function of that one to end. */
  list(code: Code): readonly Wait[] {
    const waits = new Map<string, Wait>();
    for (const { parent, lane, stack } of this.#pending.values()) {
      const awaited = parent && this.#pending.get(parent);
      const trail = trailOf(code, stack);
      if (awaited === undefined || !isFilled(trail)) continue;
      const known = waits.get(lane);
      if (known !== undefined && known.trail.length > trail.length) continue;
      waits.set(lane, { lane, trail, made: code.locate(awaited.stack) });
    }
    return [...waits.values()];
  }
}

/** The places of the learner's code in a stack, innermost first; including those of `async` callers. */
function trailOf(code: Code, stack: string): readonly Location[] {
  return stack.split('\n').flatMap((frame) => code.locate(frame) ?? []);
}

function isFilled(trail: readonly Location[]): trail is readonly [Location, ...Location[]] {
  return trail.length > 0;
}
