// wrong-result in "two questions in one breath are one load"
// takes what is falsy for no answer, and loads it once more
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return async (key) => {
    let flight = flights.get(key);
    if (!flight) {
      flight = load(key).finally(() => flights.delete(key));
      flights.set(key, flight);
    }
    const value = await flight;
    return value || load(key);
  };
}
