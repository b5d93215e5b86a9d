import { parentPort, workerData } from 'node:worker_threads';
import type * as Exercise from '../../../../../exercises/06-choosing/05-shared-counter/statistics.ts';
import type { Desk } from '../starter/reader.ts';

/** What a worker is asked for: some more lines, and whether they are the last ones. */
export type Stretch = { readonly statuses: readonly number[]; readonly isLast: boolean };

/** What it says: a message of its counter's, or that the stretch is counted. */
export type Said = { readonly reported: unknown } | 'counted';

const port = parentPort!;
const say = (said: Said): void => port.postMessage(said);

// The attempt's module lies beside this one, and is compiled by itself.
const url = new URL('./statistics.mjs', import.meta.url).href;
const { openCounter }: typeof Exercise = await import(url);
const counter = openCounter({
  ...(workerData as Omit<Desk, 'report'>),
  report: (message) => say({ reported: message }),
});

port.on('message', ({ statuses, isLast }: Stretch) => {
  for (const status of statuses) counter.count(status);
  if (isLast) counter.end();
  say('counted');
  if (isLast) port.close();
});
