// Line by line, so that the file need not fit into memory.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const _ of createInterface({ input: createReadStream(path) })) lines += 1;
  return lines;
}
