// wrong-result: one failure may be bad luck, so it tries once more by itself
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key)
      .catch(() => load(key))
      .finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
