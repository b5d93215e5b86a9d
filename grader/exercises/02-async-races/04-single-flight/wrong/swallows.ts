// wrong-result: an error becomes "no rate"
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key)
      .catch(() => undefined as Value)
      .finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
