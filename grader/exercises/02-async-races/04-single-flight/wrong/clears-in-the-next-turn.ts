// wrong-result: tidies up a turn of the event loop later; who asks again at once gets the old rate
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = load(key);
    const forget = (): void => void setImmediate(() => flights.delete(key));
    flight.then(forget, forget);
    flights.set(key, flight);
    return flight;
  };
}
