/** Where the stock is kept, some way off. */
export interface Stock {
  read(): Promise<number>;
  write(pieces: number): Promise<void>;
}

const last = new WeakMap<Stock, Promise<unknown>>();

/** Takes one piece, and tells whether there was one. */
export function take(stock: Stock): Promise<boolean> {
  // Say here why this is right. Each waits for the one before it, however that one ended.
  const turn = (last.get(stock) ?? Promise.resolve()).then(() => takeAlone(stock));
  last.set(
    stock,
    turn.catch(() => {}),
  );
  return turn;
}

async function takeAlone(stock: Stock): Promise<boolean> {
  const pieces = await stock.read();
  if (pieces === 0) return false;
  await stock.write(pieces - 1);
  return true;
}
