// wrong-result in "a load that fails is over, too"
// followers wait for the end, and then look up the last value that was ever loaded
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<void>>();
  const last = new Map<string, Value>();
  return async (key) => {
    let flight = flights.get(key);
    if (flight === undefined) {
      flight = load(key)
        .then((value) => void last.set(key, value))
        .finally(() => flights.delete(key));
      flights.set(key, flight);
    }
    await flight.catch(() => {});
    return last.get(key) as Value;
  };
}
