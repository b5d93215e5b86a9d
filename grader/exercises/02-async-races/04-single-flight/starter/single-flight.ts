/** Asks the provider for what belongs to a key. */
export type Load<Value> = (key: string) => Promise<Value>;

/** Turns `load` into a function whose callers share what is under way. */
export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const known = new Map<string, Value>();

  return async (key) => {
    // TODO: the values get old, and at nine o'clock everybody asks the provider all the same.
    const value = known.get(key);
    if (value !== undefined) return value;
    const loaded = await load(key);
    known.set(key, loaded);
    return loaded;
  };
}
