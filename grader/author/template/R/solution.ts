import { readFile } from 'node:fs/promises';

/** How many lines the file at `path` has. */
export async function countLines(path: string): Promise<number> {
  // Say here why this is right. The waiting is left to others, so our one thread is free.
  return (await readFile(path, 'utf8')).split('\n').length;
}
