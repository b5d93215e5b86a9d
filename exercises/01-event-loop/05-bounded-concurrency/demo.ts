import { setTimeout as pause } from 'node:timers/promises';
import { mapLimit } from './map-limit.ts';

/** Covers, and how many tenths of a second the publisher needs for each. */
const covers = { Emma: 12, Ulysses: 2, Dracula: 2, Middlemarch: 2, Walden: 2, Kim: 12, Nostromo: 2, Hard_Times: 2 };
const limit = 3;

const start = performance.now();
const tenths = (): number => Math.round((performance.now() - start) / 100);
const rows: string[] = [];

await mapLimit(Object.entries(covers), limit, async ([title, time]) => {
  const from = tenths();
  await pause(time * 100);
  rows.push(`${title.padEnd(12)}${' '.repeat(from)}${'='.repeat(Math.max(1, tenths() - from))}`);
  return title;
});

console.log(rows.join('\n'));
console.log(`${(tenths() / 10).toFixed(1)} s for ${rows.length} covers, ${limit} at a time`);
