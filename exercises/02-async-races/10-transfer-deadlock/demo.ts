import { setTimeout as pause } from 'node:timers/promises';
import { transfer, type GiveBack, type Wallet } from './transfer.ts';

const travel = (): Promise<void> => pause(1 + Math.random() * 10);

/** A wallet on a server that is some milliseconds away. */
function wallet(id: string, cents: number): Wallet {
  const line: (() => void)[] = [];
  let taken = false;
  const giveBack: GiveBack = () => {
    const next = line.shift();
    if (next === undefined) taken = false;
    else next();
  };
  return {
    id,
    async lock() {
      const isFree = !taken;
      taken = true;
      if (!isFree) await new Promise<void>((next) => line.push(next));
      await travel();
      return giveBack;
    },
    async tryLock() {
      await travel();
      if (taken) return undefined;
      taken = true;
      return giveBack;
    },
    async balance() {
      await travel();
      return cents;
    },
    async setBalance(next) {
      await travel();
      cents = next;
    },
  };
}

const ann = wallet('ann', 10_000);
const bob = wallet('bob', 10_000);
const dinner = Promise.all([transfer(ann, bob, 1850), transfer(bob, ann, 2400)]);
const patience = new AbortController();
const late = pause(2000, false, { signal: patience.signal }).catch(() => false);
const isOver = await Promise.race([dinner.then(() => true), late]);
patience.abort();
if (isOver) console.log(`Ann has ${await ann.balance()}, Bob has ${await bob.balance()}. Of 10550 and 9450.`);
else console.log('Two seconds, and both spinners are still spinning.');
