// wrong-result: keeps the promise after success, as a cache would
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key).catch((error: unknown) => {
      flights.delete(key);
      throw error;
    });
    flights.set(key, flight);
    return flight;
  };
}
