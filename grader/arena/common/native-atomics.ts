const key = Symbol.for('racelings:native-atomics');

/**
 * `Atomics` as Node made it. Where data races are looked for (races/), the global of that name records what
 * the attempt does; our own memory is not its business. Our code that is loaded later, in given files, finds
 * the one that was kept.
 */
export const nativeAtomics: typeof Atomics = Reflect.get(globalThis, key) ?? Atomics;

/** Node's own code uses the object that was there first, so that one stays as it is. */
export function replaceAtomics(replacement: object): void {
  Object.defineProperty(globalThis, key, { value: nativeAtomics, configurable: true });
  Object.defineProperty(globalThis, 'Atomics', { value: replacement, writable: true, configurable: true });
}
