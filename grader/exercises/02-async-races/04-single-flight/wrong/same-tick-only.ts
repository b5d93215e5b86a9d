// race: collects the questions of one tick, as data loaders do, and forgets them in the next
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key);
    flights.set(key, flight);
    process.nextTick(() => flights.delete(key));
    return flight;
  };
}
