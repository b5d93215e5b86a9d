import { readFile } from 'node:fs/promises';

/** The settings that the depot keeps for a display. */
export type Config = { stop: string; lines: number[]; refreshSeconds: number };

/** Loads a display's settings from a JSON file. */
export async function loadConfig(path: string): Promise<Config> {
  // A promise does not make a call asynchronous: it only carries the result. What matters is who
  // waits. `readFileSync` makes our one thread wait; this `readFile` leaves the waiting to libuv's
  // threads, and `await` hands ours back to the event loop until the text is here.
  const text = await readFile(path, 'utf8');

  // Parsing is work, not waiting, and the file is small. That both errors reject is no effort of
  // ours: in an async function whatever throws becomes the rejection.
  return JSON.parse(text);
}
