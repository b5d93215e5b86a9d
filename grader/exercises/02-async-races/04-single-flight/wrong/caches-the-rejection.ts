// wrong-result: takes the entry out after success only; a failed load is handed out for ever
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key).then((value) => {
      flights.delete(key);
      return value;
    });
    flights.set(key, flight);
    return flight;
  };
}
