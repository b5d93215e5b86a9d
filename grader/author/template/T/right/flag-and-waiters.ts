// A flag and a list of those who wait, instead of a chain of promises.
import type { Stock } from '../starter/template.ts';

let isTaken = false;
const waiting: (() => void)[] = [];

export async function take(stock: Stock): Promise<boolean> {
  if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
  isTaken = true;
  try {
    const pieces = await stock.read();
    if (pieces > 0) await stock.write(pieces - 1);
    return pieces > 0;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else isTaken = false;
  }
}
