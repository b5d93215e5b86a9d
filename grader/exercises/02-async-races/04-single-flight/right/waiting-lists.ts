export type Load<Value> = (key: string) => Promise<Value>;

type Waiter<Value> = { resolve: (value: Value) => void; reject: (error: unknown) => void };

/** Callbacks: a list of those who wait for a key is there as long as its load is under way. */
export function singleFlight<Value>(load: Load<Value>): Load<Value> {
  const lists = new Map<string, Waiter<Value>[]>();
  const closed = (key: string): readonly Waiter<Value>[] => {
    const list = lists.get(key) ?? [];
    lists.delete(key);
    return list;
  };
  return (key) =>
    new Promise<Value>((resolve, reject) => {
      const list = lists.get(key);
      if (list !== undefined) {
        list.push({ resolve, reject });
        return;
      }
      lists.set(key, [{ resolve, reject }]);
      load(key).then(
        (value) => closed(key).forEach((waiter) => waiter.resolve(value)),
        (error: unknown) => closed(key).forEach((waiter) => waiter.reject(error)),
      );
    });
}
