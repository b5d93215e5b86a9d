import { setTimeout as pause } from 'node:timers/promises';
import { ReadWriteLock } from './read-write-lock.ts';

const lock = new ReadWriteLock();
const start = performance.now();
const tenths = (): number => Math.round((performance.now() - start) / 100);
const rows: string[] = [];

/** Draws how long somebody waited, and how long they were in. */
async function stay(who: string, sign: string, asked: number): Promise<void> {
  const from = tenths();
  await pause(300);
  rows.push(
    `${who.padEnd(12)}${' '.repeat(asked)}${'.'.repeat(from - asked)}${sign.repeat(Math.max(1, tenths() - from))}`,
  );
}

async function board(name: string, delay: number): Promise<void> {
  await pause(delay);
  for (let look = 1; look <= 4; look += 1) {
    const asked = tenths();
    await lock.read(() => stay(name, '=', asked));
  }
}

async function dispatcher(): Promise<void> {
  await pause(400);
  const asked = tenths();
  await lock.write(() => stay('dispatcher', '#', asked));
}

await Promise.all([board('Main Street', 0), board('Station', 150), dispatcher()]);
console.log(rows.join('\n'));
console.log('...waiting  ===reading  ###writing');
