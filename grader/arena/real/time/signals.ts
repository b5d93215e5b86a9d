import { getEventListeners } from 'node:events';

/**
 * Timers of `AbortSignal.timeout`, which no code can clear: they go off long after their work is done, when nothing
 * listens any more. Only a thread that listens can have slept.
 */
export class TimeoutSignals {
  readonly #signals = new WeakMap<object, WeakRef<AbortSignal>>();
  /** Signals that others depend on, which Node does not show. */
  readonly #combined = new WeakSet<AbortSignal>();

  /** @param newest the timer that was made last on this thread */
  constructor(newest: () => object | undefined) {
    const { timeout, any } = AbortSignal;
    const replacements = {
      timeout: (ms: number): AbortSignal => {
        const signal: AbortSignal = Reflect.apply(timeout, AbortSignal, [ms]);
        const timer = newest();
        if (timer) this.#signals.set(timer, new WeakRef(signal));
        return signal;
      },
      any: (signals: readonly AbortSignal[]): AbortSignal => {
        for (const signal of signals) this.#combined.add(signal);
        return Reflect.apply(any, AbortSignal, [signals]);
      },
    };
    for (const [name, value] of Object.entries(replacements)) {
      Object.defineProperty(AbortSignal, name, { value, writable: true, configurable: true });
    }
  }

  /** Whether any code may notice that the timer goes off. */
  isHeard(timer: object): boolean {
    const reference = this.#signals.get(timer);
    if (!reference) return true;
    const signal = reference.deref();
    return signal !== undefined && (this.#combined.has(signal) || getEventListeners(signal, 'abort').length > 0);
  }
}
