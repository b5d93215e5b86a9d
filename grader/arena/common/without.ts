/** A copy of a module without what reaches too far. */
export function without(module: object, ...names: readonly string[]): object {
  const kept = Object.entries(Object.getOwnPropertyDescriptors(module)).filter(([name]) => !names.includes(name));
  return Object.defineProperties({}, Object.fromEntries(kept));
}
