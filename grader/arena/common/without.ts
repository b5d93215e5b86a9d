/** A copy of a module without the exports that would give code too much. */
export function without(module: object, ...names: readonly string[]): object {
  const kept = Object.entries(Object.getOwnPropertyDescriptors(module)).filter(([name]) => !names.includes(name));
  return Object.defineProperties({}, Object.fromEntries(kept));
}
