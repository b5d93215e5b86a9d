/** Asks the provider for what belongs to a key. */
export type Load<Value> = (key: string) => Promise<Value>;

/** A load begins in the next turn of the event loop; whoever asks until it is over shares it. */
export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();

  async function fly(key: string): Promise<Value> {
    await new Promise((turn) => setImmediate(turn));
    try {
      return await load(key);
    } finally {
      flights.delete(key);
    }
  }

  return (key) => {
    const flight = flights.get(key) ?? fly(key);
    flights.set(key, flight);
    return flight;
  };
}
