// wrong-result: gives those who joined a copy, so that nobody can spoil it for the others
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const under = flights.get(key);
    if (under) return under.then((value) => structuredClone(value));
    const flight = load(key).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
