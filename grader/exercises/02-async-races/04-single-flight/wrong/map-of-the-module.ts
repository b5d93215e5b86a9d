// wrong-result: the map belongs to the module, and so to all providers
export type Load<Value> = (key: string) => Promise<Value>;

const flights = new Map<string, Promise<unknown>>();

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  return (key) => {
    const underWay = flights.get(key) as Promise<Value> | undefined;
    if (underWay !== undefined) return underWay;
    const flight = load(key).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
