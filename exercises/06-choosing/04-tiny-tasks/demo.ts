import { performance } from 'node:perf_hooks';
import { prizesOf } from './prizes.ts';

const tickets = Array.from({ length: 100_000 }, (_, id) => ({
  id,
  numbers: Array.from({ length: 6 + (id % 7) }, (_number, index) => 1 + ((id * 11 + index * 4) % 49)),
}));

// Somebody wants to buy a ticket every 10 ms.
let asked = performance.now() + 10;
let longest = 0;
const shop = setInterval(() => {
  longest = Math.max(longest, performance.now() - asked);
  asked = performance.now() + 10;
}, 10);

console.log(`${tickets.length} tickets...`);
const start = performance.now();
const prizes = await prizesOf(tickets);
const took = Math.round(performance.now() - start);
longest = Math.max(longest, performance.now() - asked);
clearInterval(shop);

const sum = prizes.reduce((total, prize) => total + prize, 0);
console.log(`${sum} euros were won. To know that took ${took} ms,`);
console.log(`and the longest that a customer waited meanwhile was ${Math.round(longest)} ms.`);
