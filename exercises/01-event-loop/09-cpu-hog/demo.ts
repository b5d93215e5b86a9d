import { performance } from 'node:perf_hooks';
import { settle } from './settle.ts';

const riders = ['Aino', 'Bela', 'Chidi', 'Dana'];
const trips = Array.from({ length: 15_000 }, (_, id) => ({
  id,
  rider: riders[id % riders.length] ?? '',
  minutes: 5 + (id % 40),
  track: id,
}));

let asked = performance.now() + 100;
let longest = 0;
const doors = setInterval(() => {
  const waited = Math.max(0, Math.round(performance.now() - asked));
  longest = Math.max(longest, waited);
  console.log(`a bike is unlocked after ${waited} ms`);
  asked = performance.now() + 100;
}, 100);

console.log(`settling ${trips.length} trips...`);
const start = performance.now();
const bills = await settle(trips);
const took = Math.round(performance.now() - start);
longest = Math.max(longest, Math.round(performance.now() - asked));
clearInterval(doors);

console.log(`done after ${took} ms:`, Object.fromEntries(bills));
console.log(`The longest that somebody stood in the rain was ${longest} ms.`);
