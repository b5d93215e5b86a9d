import { EventEmitter } from 'node:events';

export type Load<Value> = (key: string) => Promise<Value>;

type Landing<Value> = { readonly value: Value } | { readonly error: unknown };

/** Flights that land are announced; who is early waits for the announcement. */
export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const airport = new EventEmitter().setMaxListeners(0);
  const start = async (key: string): Promise<void> => {
    let landing: Landing<Value>;
    try {
      landing = { value: await load(key) };
    } catch (error) {
      landing = { error };
    }
    airport.emit(key, landing);
  };
  return (key) =>
    new Promise<Value>((resolve, reject) => {
      const isUnderWay = airport.listenerCount(key) > 0;
      airport.once(key, (landing: Landing<Value>) => {
        if ('error' in landing) reject(landing.error);
        else resolve(landing.value);
      });
      if (!isUnderWay) void start(key);
    });
}
