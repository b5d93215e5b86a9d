export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights: Record<string, Promise<Value> | undefined> = {};
  return (key) => {
    const underWay = flights[key];
    if (underWay) return underWay;
    const flight = load(key);
    flights[key] = flight;
    // The first reaction to be attached is the first to run: before any caller's.
    const forget = (): void => void delete flights[key];
    flight.then(forget, forget);
    return flight;
  };
}
