// unhandled: "finally" passes the error on, to a promise that nobody looks at
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key);
    flights.set(key, flight);
    void flight.finally(() => flights.delete(key));
    return flight;
  };
}
