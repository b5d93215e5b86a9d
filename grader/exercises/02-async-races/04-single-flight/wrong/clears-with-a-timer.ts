// leak: lets the entry live for a second, so that a burst is sure to find it
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key);
    flights.set(key, flight);
    setTimeout(() => flights.delete(key), 1000);
    return flight;
  };
}
