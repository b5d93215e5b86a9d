// wrong-result: an await of nothing between looking and entering is a gap, too
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return async (key) => {
    const underWay = await flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
