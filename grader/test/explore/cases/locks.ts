import { add, cas, exchange, load, notify, store, wait } from '../machine/program.ts';
import { allEnd, times, wordOf, type Case } from './case.ts';

const [lock, count, serving] = [0, 1, 2] as const;

/** What the locks protect: an update in two steps. */
function* increment() {
  const value = yield* load(count);
  yield* store(count, value + 1);
}

function* checkThenSet() {
  while ((yield* load(lock)) !== 0);
  yield* store(lock, 1);
  yield* increment();
  yield* store(lock, 0);
}

function* spinLock() {
  while ((yield* cas(lock, 0, 1)) !== 0);
  yield* increment();
  yield* store(lock, 0);
}

function* ticketLock() {
  const ticket = yield* add(lock, 1);
  while ((yield* load(serving)) !== ticket);
  yield* increment();
  yield* add(serving, 1);
}

function* brokenTicketLock() {
  const ticket = yield* load(lock);
  yield* store(lock, ticket + 1);
  while ((yield* load(serving)) !== ticket);
  yield* increment();
  const served = yield* load(serving);
  yield* store(serving, served + 1);
}

const flagsOnly = (mine: number, other: number) =>
  function* () {
    yield* store(mine, 1);
    while ((yield* load(other)) !== 0);
    yield* increment();
    yield* store(mine, 0);
  };

const peterson = (mine: number, other: number, turn: number) =>
  function* () {
    yield* store(mine, 1);
    yield* store(turn, other);
    while ((yield* load(other)) === 1 && (yield* load(turn)) === other);
    yield* increment();
    yield* store(mine, 0);
  };

const petersonSwapped = (mine: number, other: number, turn: number) =>
  function* () {
    yield* store(turn, other);
    yield* store(mine, 1);
    while ((yield* load(other)) === 1 && (yield* load(turn)) === other);
    yield* increment();
    yield* store(mine, 0);
  };

/** 0 free, 1 taken, 2 taken and wanted (Drepper, Futexes are tricky, with an exchange to unlock). */
export function* threeStateMutex() {
  let state = yield* cas(lock, 0, 1);
  if (state !== 0) {
    if (state !== 2) state = yield* exchange(lock, 2);
    while (state !== 0) {
      yield* wait(lock, 2);
      state = yield* exchange(lock, 2);
    }
  }
  yield* increment();
  if ((yield* exchange(lock, 0)) === 2) yield* notify(lock, 1);
}

function* acquire(word: number) {
  while ((yield* cas(word, 0, 1)) !== 0) yield* wait(word, 1);
}

function* release(word: number) {
  yield* store(word, 0);
  yield* notify(word, 1);
}

export function* twoStateMutex() {
  yield* acquire(lock);
  yield* increment();
  yield* release(lock);
}

function* neverNotifies() {
  yield* acquire(lock);
  yield* increment();
  yield* store(lock, 0);
}

function* notifiesTooEarly() {
  yield* acquire(lock);
  yield* increment();
  yield* notify(lock, 1);
  yield* store(lock, 0);
}

const twoLocks = (first: number, second: number) =>
  function* () {
    yield* acquire(first);
    yield* acquire(second);
    yield* increment();
    yield* release(second);
    yield* release(first);
  };

const counts = (threads: number): Pick<Case, 'right'> => ({
  right: (run) => allEnd(run) && wordOf(run, count) === threads,
});

export const locks: readonly Case[] = [
  {
    name: 'check, then set',
    program: { threads: times(2, checkThenSet) },
    parks: true,
    orders: 22,
    ...counts(2),
    wrong: 8,
    preemptions: 2,
  },
  { name: 'spin lock, 2 threads', program: { threads: times(2, spinLock) }, parks: true, orders: 4, ...counts(2) },
  { name: 'spin lock, 3 threads', program: { threads: times(3, spinLock) }, parks: true, orders: 48, ...counts(3) },
  { name: 'ticket lock, 2 threads', program: { threads: times(2, ticketLock) }, parks: true, orders: 4, ...counts(2) },
  { name: 'ticket lock, 3 threads', program: { threads: times(3, ticketLock) }, parks: true, orders: 48, ...counts(3) },
  {
    name: 'ticket by load and store',
    program: { threads: times(2, brokenTicketLock) },
    parks: true,
    orders: 40,
    ...counts(2),
    wrong: 20,
    endings: ['finished', 'stuck-spin'],
    preemptions: 1,
  },
  {
    name: 'flags only',
    program: { threads: [flagsOnly(3, 4), flagsOnly(4, 3)] },
    parks: true,
    orders: 5,
    ...counts(2),
    wrong: 1,
    endings: ['stuck-spin'],
    preemptions: 1,
  },
  {
    name: "Peterson's lock",
    program: { threads: [peterson(3, 4, 5), peterson(4, 3, 5)] },
    parks: true,
    orders: 12,
    ...counts(2),
  },
  {
    name: "Peterson's lock, swapped",
    program: { threads: [petersonSwapped(3, 4, 5), petersonSwapped(4, 3, 5)] },
    parks: true,
    orders: 18,
    ...counts(2),
    wrong: 4,
    preemptions: 2,
  },
  { name: 'three-state mutex, 2 threads', program: { threads: times(2, threeStateMutex) }, orders: 8, ...counts(2) },
  {
    name: 'three-state mutex, 3 threads',
    program: { threads: times(3, threeStateMutex) },
    orders: 1_020,
    redundant: 144,
    ...counts(3),
  },
  { name: 'two-state mutex, 2 threads', program: { threads: times(2, twoStateMutex) }, orders: 6, ...counts(2) },
  {
    name: 'two-state mutex, 3 threads',
    program: { threads: times(3, twoStateMutex) },
    orders: 342,
    redundant: 60,
    ...counts(3),
  },
  {
    name: 'unlock without notify',
    program: { threads: times(2, neverNotifies) },
    orders: 6,
    ...counts(2),
    wrong: 2,
    endings: ['missed-wakeup'],
    preemptions: 1,
  },
  {
    name: 'notify before the store',
    program: { threads: times(2, notifiesTooEarly) },
    orders: 12,
    ...counts(2),
    wrong: 4,
    endings: ['missed-wakeup'],
    preemptions: 1,
  },
  {
    name: 'two locks, each in its own order',
    program: { threads: [twoLocks(3, 4), twoLocks(4, 3)] },
    orders: 19,
    ...counts(2),
    wrong: 1,
    endings: ['deadlock'],
    preemptions: 1,
  },
  {
    name: 'three philosophers',
    program: { threads: [twoLocks(3, 4), twoLocks(4, 5), twoLocks(5, 3)] },
    orders: 163,
    redundant: 5,
    ...counts(3),
    wrong: 1,
    endings: ['deadlock'],
    preemptions: 1,
  },
];
