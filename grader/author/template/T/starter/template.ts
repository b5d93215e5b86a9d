/** Where the stock is kept, some way off. */
export interface Stock {
  read(): Promise<number>;
  write(pieces: number): Promise<void>;
}

/** Takes one piece, and tells whether there was one. */
export async function take(stock: Stock): Promise<boolean> {
  // TODO: say here what the learner can see of the fault, without its cause.
  const pieces = await stock.read();
  if (pieces === 0) return false;
  await stock.write(pieces - 1);
  return true;
}
