// wrong-result: wraps the error for everybody, and nobody can tell any more what it was
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key)
      .catch((error: unknown) => {
        throw new Error(`cannot load ${key}`, { cause: error });
      })
      .finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
