const key = Symbol.for('racelings:native-atomics');

/**
 * `Atomics` as Node made it. Where we look for data races (races/), the global of that name records what the attempt
 * does, and must not record accesses to our own memory. Our code that is loaded later, in given files, finds the
 * original that was kept.
 */
export const nativeAtomics: typeof Atomics = Reflect.get(globalThis, key) ?? Atomics;

/** Replaces only the global: Node's own code uses the original object, which stays unchanged. */
export function replaceAtomics(replacement: object): void {
  Object.defineProperty(globalThis, key, { value: nativeAtomics, configurable: true });
  Object.defineProperty(globalThis, 'Atomics', { value: replacement, writable: true, configurable: true });
}
