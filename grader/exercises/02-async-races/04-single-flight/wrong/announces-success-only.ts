// deadlock in "a load that fails is over, too"
// announces what has been loaded; of a load that failed nobody ever hears
import { EventEmitter, once } from 'node:events';

export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const busy = new Set<string>();
  const arrivals = new EventEmitter().setMaxListeners(0);
  return async (key) => {
    if (busy.has(key)) {
      const [value] = (await once(arrivals, key)) as [Value];
      return value;
    }
    busy.add(key);
    const value = await load(key);
    busy.delete(key);
    arrivals.emit(key, value);
    return value;
  };
}
