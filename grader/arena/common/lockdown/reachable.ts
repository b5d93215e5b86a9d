/** Everything that code can get at from `roots` by reading properties and prototypes, getters uncalled. */
export function reachable(roots: Iterable<unknown>, except: ReadonlySet<object>): readonly object[] {
  const found = new Set<object>();
  const open: unknown[] = [...roots];
  while (open.length > 0) {
    const value = open.pop();
    if (!isObject(value) || found.has(value) || except.has(value)) continue;
    found.add(value);
    open.push(Reflect.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const property = Reflect.getOwnPropertyDescriptor(value, key);
      open.push(property?.value, property?.get, property?.set);
    }
  }
  return [...found];
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
