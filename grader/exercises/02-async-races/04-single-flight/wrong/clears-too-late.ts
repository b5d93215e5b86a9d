// wrong-result: chains the tidying up behind a promise that nobody waits for; callers are faster
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key);
    flights.set(key, flight);
    void Promise.allSettled([flight]).then(() => flights.delete(key));
    return flight;
  };
}
