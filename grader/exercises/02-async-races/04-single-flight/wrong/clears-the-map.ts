// race: whoever has landed clears the whole map, of other keys, too
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const under = flights.get(key);
    if (under) return under;
    const flight = load(key).finally(() => flights.clear());
    flights.set(key, flight);
    return flight;
  };
}
