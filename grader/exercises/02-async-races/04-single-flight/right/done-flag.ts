export type Load<Value> = (key: string) => Promise<Value>;

type Flight<Value> = { readonly outcome: Promise<Value>; over: boolean };

/** Nothing is deleted: a flight that is over is simply not boarded any more. */
export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Flight<Value>>();
  return (key) => {
    const last = flights.get(key);
    if (last?.over === false) return last.outcome;
    const flight: Flight<Value> = { outcome: load(key), over: false };
    const land = (): void => void (flight.over = true);
    flight.outcome.then(land, land);
    flights.set(key, flight);
    return flight.outcome;
  };
}
