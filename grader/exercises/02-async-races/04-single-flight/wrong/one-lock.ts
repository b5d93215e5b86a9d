// over-serialised: one line for all keys, so that nobody can look at the wrong moment
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  let tail: Promise<unknown> = Promise.resolve();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = tail.then(() => load(key)).finally(() => flights.delete(key));
    tail = flight.catch(() => {});
    flights.set(key, flight);
    return flight;
  };
}
