// wrong-result in "however many keys there are"
// bounds the map, as a cache would, and drops the oldest flight when it is full
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const under = flights.get(key);
    if (under) return under;
    if (flights.size >= 100) flights.delete(flights.keys().next().value!);
    const flight = load(key).finally(() => {
      if (flights.get(key) === flight) flights.delete(key);
    });
    flights.set(key, flight);
    return flight;
  };
}
