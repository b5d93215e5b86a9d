import { performance } from 'node:perf_hooks';
import { readLogs } from './reader.ts';

const workers = 4;
const lines = 250_000;

// The wall is redrawn every 20 ms.
let due = performance.now() + 20;
let longest = 0;
let drawn = 0;
let wall: NodeJS.Timeout | undefined;
let messages = 0;

console.log(`${workers} logs of ${lines.toLocaleString('en')} lines...`);
const start = performance.now();
const totals = await readLogs(workers, lines, 1000, (statistics) => {
  const receive = statistics.receive.bind(statistics);
  statistics.receive = (message) => {
    messages += 1;
    receive(message);
  };
  wall = setInterval(() => {
    longest = Math.max(longest, performance.now() - due);
    due = performance.now() + 20;
    if (statistics.current().some((bar) => bar > 0)) drawn += 1;
  }, 20);
});
const took = performance.now() - start;
longest = Math.max(longest, performance.now() - due);
clearInterval(wall);

for (const [index, total] of totals.entries()) console.log(`${index + 1}xx ${total.toLocaleString('en').padStart(9)}`);
const sum = totals.reduce((all, total) => all + total, 0);
console.log(
  `These are ${sum.toLocaleString('en')} lines. They took ${Math.round(took)} ms and ${messages.toLocaleString('en')} messages.`,
);
console.log(`Meanwhile the wall was drawn ${drawn} times, and was up to ${Math.round(longest)} ms late.`);
