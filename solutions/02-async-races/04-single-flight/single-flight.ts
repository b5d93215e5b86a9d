/** Asks the provider for what belongs to a key. */
export type Load<Value> = (key: string) => Promise<Value>;

/** Turns `load` into a function whose callers share what is under way. */
export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  // What is shared is the promise, not the value: a promise is there at once, so that there is no
  // await, and no gap, between finding nothing and leaving something for others to find.
  const flights = new Map<string, Promise<Value>>();

  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    // Everybody gets the promise *behind* the tidying up: nobody can have an answer and still find
    // the flight that brought it. `finally` does it after an error, too, and hands the error on.
    const flight = load(key).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
