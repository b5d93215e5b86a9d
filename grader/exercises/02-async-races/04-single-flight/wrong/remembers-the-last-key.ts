// race in "what is under way stays known when other keys come and go"
// one variable for the last flight; another key in between makes it forget
export type Load<Value> = (key: string) => Promise<Value>;

export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  let last: { key: string; flight: Promise<Value> } | undefined;
  return (key) => {
    if (last?.key === key) return last.flight;
    const mine = { key, flight: load(key).finally(() => { if (last === mine) last = undefined; }) };
    last = mine;
    return mine.flight;
  };
}
