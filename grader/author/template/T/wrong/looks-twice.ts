// race in "two pieces are taken"
// looks again just before the write, but there is still an await between
import type { Stock } from '../starter/template.ts';

export async function take(stock: Stock): Promise<boolean> {
  if ((await stock.read()) === 0) return false;
  const pieces = await stock.read();
  await stock.write(pieces - 1);
  return true;
}
