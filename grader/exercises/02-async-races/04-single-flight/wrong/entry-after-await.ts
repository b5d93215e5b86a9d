// race: puts the promise into the map, but only after an await of something else
export type Load<Value> = (key: string) => Promise<Value>;

const isOpen = async (): Promise<boolean> => new Promise((resolve) => setTimeout(() => resolve(true), 1));

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return async (key) => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    await isOpen();
    const flight = load(key).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
