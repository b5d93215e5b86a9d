// wrong-result: remembers one flight, whatever it is a flight of
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  let flight: Promise<Value> | undefined;
  return (key) => {
    flight ??= load(key).finally(() => (flight = undefined));
    return flight;
  };
}
