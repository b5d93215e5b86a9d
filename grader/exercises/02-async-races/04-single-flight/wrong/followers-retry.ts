// wrong-result: those who joined do not want to hear of an error, and each asks for themselves
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  const rate: Load<Value> = (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay.catch(() => rate(key));
    const flight = load(key).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
  return rate;
}
