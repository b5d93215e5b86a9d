export type Load<Value> = (key: string) => Promise<Value>;

/** The last of those who wait takes the entry out: all of them hear before any of their callers. */
export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, { readonly outcome: Promise<Value>; waiting: number }>();
  return (key) => {
    const flight = flights.get(key) ?? { outcome: load(key), waiting: 0 };
    flights.set(key, flight);
    flight.waiting += 1;
    const leave = (): void => {
      flight.waiting -= 1;
      if (flight.waiting === 0) flights.delete(key);
    };
    return flight.outcome.then(
      (value) => {
        leave();
        return value;
      },
      (error: unknown) => {
        leave();
        throw error;
      },
    );
  };
}
