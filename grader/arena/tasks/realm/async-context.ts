import { AsyncLocalStorage as NodeStorage } from 'node:async_hooks';

/** The storages that the current run has used: Node would keep tracking them through everything after it. */
const used = new Set<NodeStorage<unknown>>();

/**
 * `AsyncLocalStorage` without a side effect of Node's own class, which calls a method of its instances with each
 * object that does anything asynchronous, the kit's included.
 */
export class AsyncLocalStorage<Store> {
  readonly #inner = new NodeStorage<Store>();

  static bind<Work extends (...args: never[]) => unknown>(work: Work): Work {
    return NodeStorage.bind(work);
  }

  static snapshot(): ReturnType<typeof NodeStorage.snapshot> {
    return NodeStorage.snapshot();
  }

  run<Args extends unknown[], Result>(store: Store, work: (...args: Args) => Result, ...args: Args): Result {
    used.add(this.#inner);
    return this.#inner.run(store, work, ...args);
  }

  exit<Args extends unknown[], Result>(work: (...args: Args) => Result, ...args: Args): Result {
    return this.#inner.exit(work, ...args);
  }

  getStore(): Store | undefined {
    return this.#inner.getStore();
  }

  enterWith(store: Store): void {
    used.add(this.#inner);
    this.#inner.enterWith(store);
  }

  disable(): void {
    this.#inner.disable();
  }
}

/** Disables the storages of a run that is over. */
export function forgetStorages(): void {
  if (used.size === 0) return;
  for (const storage of used) storage.disable();
  used.clear();
}
