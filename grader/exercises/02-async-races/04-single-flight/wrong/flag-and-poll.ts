// wrong-result in "a load that fails is over, too"
// a set of keys under way; the others poll, and then take the last known value
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const busy = new Set<string>();
  const known = new Map<string, Value>();
  return async (key) => {
    if (busy.has(key)) {
      while (busy.has(key)) await new Promise((resolve) => setTimeout(resolve, 10));
      return known.get(key) as Value;
    }
    busy.add(key);
    try {
      const value = await load(key);
      known.set(key, value);
      return value;
    } finally {
      busy.delete(key);
    }
  };
}
