import { setTimeout as pause } from 'node:timers/promises';
import { take } from './starter/template.ts';

let pieces = 10;
const stock = {
  async read() {
    await pause(Math.random() * 10);
    return pieces;
  },
  async write(left: number) {
    await pause(Math.random() * 10);
    pieces = left;
  },
};

await Promise.all([take(stock), take(stock), take(stock)]);
console.log(`10 - 3 = ${pieces}`);
