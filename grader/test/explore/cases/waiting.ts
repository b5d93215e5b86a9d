import { add, cas, load, notify, store, wait } from '../machine/program.ts';
import { allEnd, times, wordOf, type Case } from './case.ts';

const [flag, bell, item] = [0, 1, 2] as const;

function* waitsOnOtherWord() {
  if ((yield* load(flag)) === 0) yield* wait(bell, 0);
}

function* waitsOnFlag() {
  while ((yield* load(flag)) === 0) yield* wait(flag, 0);
}

const signal = (address: number, count: number) =>
  function* () {
    yield* store(flag, 1);
    yield* notify(address, count);
  };

function* down(permits: number) {
  for (;;) {
    const left = yield* load(permits);
    if (left === 0) yield* wait(permits, 0);
    else if ((yield* cas(permits, left, left - 1)) === left) return;
  }
}

function* up(permits: number) {
  yield* add(permits, 1);
  yield* notify(permits, 1);
}

const [room, items] = [3, 4] as const;

function* produces() {
  for (const value of [1, 2]) {
    yield* down(room);
    yield* store(item, value);
    yield* up(items);
  }
}

function* consumes() {
  const taken: number[] = [];
  for (let round = 0; round < 2; round++) {
    yield* down(items);
    taken.push(yield* load(item));
    yield* up(room);
  }
  return taken.join();
}

const [arrived, gate] = [5, 6] as const;

const barrier = (threads: number) =>
  function* () {
    if ((yield* add(arrived, 1)) === threads - 1) {
      yield* store(gate, 1);
      yield* notify(gate);
    } else {
      while ((yield* load(gate)) === 0) yield* wait(gate, 0);
    }
  };

/** Two rounds through a barrier that counts from nought again, but leaves its gate open. */
const reusedBarrier = (threads: number) =>
  function* () {
    const sums: number[] = [];
    for (let round = 1; round <= 2; round++) {
      yield* add(item, 1);
      if ((yield* add(arrived, 1)) % threads === threads - 1) {
        yield* store(gate, 1);
        yield* notify(gate);
      } else {
        while ((yield* load(gate)) === 0) yield* wait(gate, 0);
      }
      sums.push(yield* load(item));
    }
    return Number(sums[0]) >= threads && Number(sums[1]) >= 2 * threads;
  };

const balance = 0;

function* withdraws() {
  if ((yield* load(balance)) < 100) return;
  const found = yield* load(balance);
  yield* store(balance, found - 100);
}

const [ready, made] = [0, 1] as const;

function* initialises() {
  if ((yield* load(ready)) !== 0) return;
  yield* add(made, 1);
  yield* store(ready, 1);
}

function* sleepsAWhile() {
  return yield* wait(flag, 0, 10);
}

export const waiting: readonly Case[] = [
  {
    name: 'flag and bell are two words',
    program: { threads: [waitsOnOtherWord, signal(bell, 1)] },
    orders: 3,
    right: allEnd,
    wrong: 1,
    endings: ['missed-wakeup'],
    preemptions: 1,
  },
  {
    name: 'flag and bell are one word',
    program: { threads: [waitsOnFlag, signal(flag, 1)] },
    orders: 3,
    right: allEnd,
  },
  {
    name: 'one notify for two waiters',
    program: { threads: [waitsOnFlag, waitsOnFlag, signal(flag, 1)] },
    orders: 10,
    right: allEnd,
    wrong: 2,
    endings: ['insufficient-notify'],
    preemptions: 0,
  },
  {
    name: 'notify for all waiters',
    program: { threads: [waitsOnFlag, waitsOnFlag, signal(flag, Infinity)] },
    orders: 10,
    right: allEnd,
  },
  {
    name: 'overdraft',
    program: { threads: times(2, withdraws), memory: { [balance]: 100 } },
    orders: 6,
    right: (run) => wordOf(run, balance) >= 0,
    wrong: 2,
    preemptions: 1,
  },
  {
    name: 'initialised twice',
    program: { threads: times(2, initialises) },
    orders: 6,
    right: (run) => wordOf(run, made) === 1,
    wrong: 4,
    preemptions: 1,
  },
  {
    name: 'bounded buffer by two semaphores',
    program: { threads: [produces, consumes], memory: { [room]: 1 } },
    orders: 33,
    right: ({ results }) => results[1] === '1,2',
  },
  { name: 'barrier, 2 threads', program: { threads: times(2, barrier(2)) }, orders: 6, right: allEnd },
  { name: 'barrier, 3 threads', program: { threads: times(3, barrier(3)) }, orders: 60, right: allEnd },
  {
    name: 'barrier used again without closing the gate',
    program: { threads: times(2, reusedBarrier(2)) },
    orders: 240,
    right: ({ results }) => results.every((passed) => passed === true),
    wrong: 48,
    preemptions: 0,
  },
  { name: 'wait with a time-out', program: { threads: [sleepsAWhile, signal(flag, 1)] }, orders: 3 },
];
