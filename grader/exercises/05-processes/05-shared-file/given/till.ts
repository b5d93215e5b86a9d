import { readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { getSystemErrorMap } from 'node:util';
import { tell } from '../../../../harness/given.ts';
import type * as Attempt from '../../../../../exercises/05-processes/05-shared-file/seats.ts';

/*
 * All programs of the checks, by what they are told to do: `till.ts sell 3 sell 2` sells twice, one after the
 * other. Each tells what came of it, once a call.
 */

type Seats = Attempt.Seats;

const [, , ...told] = process.argv;

const file = 'seats.json';
// The learner's module stands beside this one when both are compiled.
const { updateSeats } = (await import(new URL('./seats.mjs', import.meta.url).href)) as typeof Attempt;

async function update(change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  let calls = 0;
  let end = 'resolved';
  try {
    await updateSeats(file, (seats) => {
      calls += 1;
      return change(seats);
    });
  } catch (error) {
    end = String(error);
  }
  tell({ end, calls });
}

/** Another program of the hall takes some seats away. */
function take(seats: number): void {
  const { free }: Seats = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(`${file}.taken`, JSON.stringify({ free: free - seats }));
  renameSync(`${file}.taken`, file);
}

/** The text of the file, as somebody sees it who knows no locks. */
function found(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'no such file';
  }
}

/** Removes its own lock. @returns whether it was still there */
function givesBack(): boolean {
  const lock = `${file}.lock`;
  try {
    if (readFileSync(lock, 'utf8') !== String(process.pid)) return false;
    unlinkSync(lock);
    return true;
  } catch {
    return false;
  }
}

/**
 * Sells while all other programs are another user's, and the system refuses to send them anything. Node makes its error of
 * what `_kill` returns.
 */
async function sellAmongStrangers(seats: number): Promise<void> {
  const send = '_kill';
  const sends: unknown = Reflect.get(process, send);
  const refused = [...getSystemErrorMap()].find(([, [code]]) => code === 'EPERM')?.[0] ?? -1;
  Reflect.set(process, send, () => refused);
  await update(({ free }) => ({ free: free - seats }));
  // Another program may be run in this process next.
  Reflect.set(process, send, sends);
}

const ways: Record<string, (seats: number) => unknown> = {
  sell: async (seats) => update(({ free }) => ({ free: free - seats })),
  'sell-later': async (seats) => update(async ({ free }) => ({ free: free - seats })),
  'sell-among-strangers': sellAmongStrangers,
  refuse: async () =>
    update(() => {
      throw new Error('the card was refused');
    }),
  both: async (seats) => Promise.all([ways['sell']?.(seats), ways['sell']?.(1)]),
  look: () => tell({ seen: found() }),
  // At the very moment when the calls before it have finished.
  list: () => tell({ beside: readdirSync('.').filter((name) => name !== file) }),
  // While nobody sells: it needs no lock.
  take,
  // It has made its lock long ago and is still at work.
  count: (seats) => {
    take(seats);
    tell({ end: 'resolved', calls: 1, robbed: !givesBack() });
  },
};

for (let index = 0; index < told.length; index += 2) {
  await ways[told[index] ?? '']?.(Number(told[index + 1]));
}
