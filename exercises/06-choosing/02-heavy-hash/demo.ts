import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { deriveKeys } from './keys.ts';

const branches = [9, 2, 3, 14, 4, 5, 10, 1].map((size, id) => ({
  id,
  phrase: `the river is high tonight, ${id}`,
  rounds: size * 20_000_000,
}));
const cores = availableParallelism();

// Somebody at a desk asks something every 10 ms.
let asked = performance.now() + 10;
let longest = 0;
const desks = setInterval(() => {
  longest = Math.max(longest, performance.now() - asked);
  asked = performance.now() + 10;
}, 10);

let threads = 0;
process.on('worker', () => (threads += 1));

console.log(`${branches.length} branches, ${cores} cores...`);
const start = performance.now();
const keys = await deriveKeys(branches, cores);
const took = performance.now() - start;
longest = Math.max(longest, performance.now() - asked);
clearInterval(desks);

const { user } = process.cpuUsage();
console.log(keys.join(' '));
console.log(
  `That took ${Math.round(took)} ms on ${threads} threads besides the main one: ${Math.round(user / 1000)} ms of work.`,
);
console.log(`The longest that somebody at a desk waited meanwhile was ${Math.round(longest)} ms.`);
