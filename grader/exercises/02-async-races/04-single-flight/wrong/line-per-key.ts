// race in "what is under way is shared"
// a lock per key; the others wait for the load, and then load once more themselves
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const tails = new Map<string, Promise<unknown>>();
  return (key) => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(() => load(key));
    tails.set(
      key,
      mine.catch(() => {}),
    );
    return mine;
  };
}
