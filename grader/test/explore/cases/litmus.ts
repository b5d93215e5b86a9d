import { add, cas, load, store } from '../machine/program.ts';
import { times, wordOf, type Case } from './case.ts';

// Shapes and counts of the litmus and synthetic tests that GenMC publishes for sequential consistency.

const [x, y, z] = [0, 1, 2] as const;

function* increment() {
  const value = yield* load(x);
  yield* store(x, value + 1);
}

function* addOnce() {
  yield* add(x, 1);
}

function* addTwice() {
  yield* add(x, 1);
  yield* add(y, 1);
}

function* addThrice() {
  yield* addTwice();
  yield* add(z, 1);
}

function* compareThenStore() {
  yield* cas(x, 0, 1);
  yield* store(x, 2);
}

function* storeThenLoadSame() {
  yield* store(x, 1);
  return yield* load(x);
}

const writer = (word: number, ...values: readonly number[]) =>
  function* () {
    for (const value of values) yield* store(word, value);
  };

/** Reads the words one after the other and returns what it saw. */
const reader = (...words: readonly number[]) =>
  function* () {
    const seen: number[] = [];
    for (const word of words) seen.push(yield* load(word));
    return seen.join('');
  };

const storeThenLoad = (mine: number, other: number) =>
  function* () {
    yield* store(mine, 1);
    return yield* load(other);
  };

const loadThenStore = (other: number, mine: number) =>
  function* () {
    const seen = yield* load(other);
    yield* store(mine, 1);
    return seen;
  };

const counts = (threads: number) => ({
  right: (run: Parameters<typeof wordOf>[0]) => wordOf(run, x) === threads,
});

export const litmus: readonly Case[] = [
  {
    name: 'store buffering: somebody sees a store',
    program: { threads: [storeThenLoad(x, y), storeThenLoad(y, x)] },
    orders: 3,
    right: ({ results }) => results.join() !== '0,0',
  },
  {
    name: 'message passing: who sees the flag sees the data',
    program: {
      threads: [
        function* () {
          yield* store(x, 1);
          yield* store(y, 1);
        },
        reader(y, x),
      ],
    },
    orders: 3,
    right: ({ results }) => results[1] !== '10',
  },
  {
    name: 'load buffering: nobody sees the future',
    program: { threads: [loadThenStore(x, y), loadThenStore(y, x)] },
    orders: 3,
    right: ({ results }) => results.join() !== '1,1',
  },
  {
    name: '2+2W: the first stores are not both the last',
    program: {
      threads: [
        function* () {
          yield* store(x, 1);
          yield* store(y, 2);
        },
        function* () {
          yield* store(y, 1);
          yield* store(x, 2);
        },
      ],
    },
    orders: 3,
    right: (run) => wordOf(run, x) !== 1 || wordOf(run, y) !== 1,
  },
  {
    name: 'inc, 2 threads',
    program: { threads: times(2, increment) },
    orders: 4,
    ...counts(2),
    wrong: 2,
    preemptions: 1,
  },
  {
    name: 'inc, 3 threads',
    program: { threads: times(3, increment) },
    orders: 36,
    ...counts(3),
    wrong: 30,
    preemptions: 1,
  },
  {
    name: 'inc, 4 threads',
    program: { threads: times(4, increment) },
    orders: 576,
    ...counts(4),
    wrong: 552,
    preemptions: 1,
  },
  { name: 'ainc, 3 threads', program: { threads: times(3, addOnce) }, orders: 6, ...counts(3) },
  { name: 'ainc, 5 threads', program: { threads: times(5, addOnce) }, orders: 120, ...counts(5) },
  { name: 'binc', program: { threads: times(3, addTwice) }, orders: 36, ...counts(3) },
  { name: 'cinc', program: { threads: times(3, addThrice) }, orders: 216, ...counts(3) },
  { name: 'casw, 2 threads', program: { threads: times(2, compareThenStore) }, orders: 6 },
  { name: 'casw, 3 threads', program: { threads: times(3, compareThenStore) }, orders: 66 },
  { name: 'casw, 4 threads', program: { threads: times(4, compareThenStore) }, orders: 1_200 },
  {
    name: 'CoRR',
    program: { threads: [writer(x, 1, 2), reader(x, x)] },
    orders: 6,
    right: ({ results }) => ascending(results[1]),
  },
  { name: 'CoRR0', program: { threads: [writer(x, 1), reader(x), reader(x)] }, orders: 4 },
  { name: '2CoWR', program: { threads: times(2, storeThenLoadSame) }, orders: 4 },
  { name: 'CoRR1', program: { threads: [writer(x, 1), writer(x, 2), reader(x, x), reader(x)] }, orders: 36 },
  {
    name: 'small0',
    program: {
      threads: [
        reader(x),
        function* () {
          yield* load(x);
          yield* store(x, 1);
        },
        writer(x, 2),
      ],
    },
    orders: 9,
  },
  {
    name: 'Z6.U',
    program: {
      threads: [
        function* () {
          yield* store(x, 1);
          yield* store(y, 1);
        },
        function* () {
          yield* add(y, 1);
          yield* load(y);
        },
        function* () {
          yield* store(y, 3);
          yield* load(x);
        },
      ],
    },
    orders: 18,
  },
  {
    name: 'W+RWC',
    program: { threads: [writer(x, 1), reader(x, y), storeThenLoad(y, x)] },
    orders: 7,
    right: ({ results }) => !(results[1] === '10' && results[2] === 0),
  },
  {
    name: 'inc+inc+RR+W+RR',
    program: { threads: [addOnce, addOnce, reader(x, x), writer(x, 5), reader(x, x)] },
    orders: 600,
  },
  {
    name: 'fr+w+w+w+reads',
    program: { threads: [writer(x, 1), writer(x, 2), writer(x, 3), reader(x, x, x, x)] },
    orders: 210,
  },
  {
    name: '5 writers and a reader',
    program: { threads: [...[1, 2, 3, 4, 5].map((value) => writer(x, value)), reader(x)] },
    orders: 720,
  },
];

function ascending(seen: unknown): boolean {
  const values = String(seen);
  return values === Array.from(values).toSorted().join('');
}
