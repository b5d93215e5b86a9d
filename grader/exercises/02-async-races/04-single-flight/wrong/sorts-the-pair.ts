// wrong-result in "what is under way stays known when other keys come and go"
// takes EUR/JPY and JPY/EUR for the same question
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const flights = new Map<string, Promise<Value>>();
  return (pair) => {
    const key = pair.split('/').toSorted().join('/');
    const under = flights.get(key);
    if (under) return under;
    const flight = load(pair).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
