import { threads, threadsWith, type Aftermath, type Layout } from '../../../harness/scenario.ts';
import type * as Exercise from '../../../../exercises/04-shared-memory/08-philosophers/bench.ts';

type Words = Int32Array<SharedArrayBuffer>;
type Table = {
  readonly buffer: SharedArrayBuffer;
  readonly places: number;
  /** What lies before the bench. */
  readonly before: Words;
  /** Who uses each pipette: how many robots. */
  readonly users: Words;
  /** How many robots are at work, and how many jobs are done. */
  readonly atWork: Words;
  readonly done: Words;
  /** Whether the one between the greedy robots had its turn. */
  readonly turn: Words;
  /** Where a robot that takes its time sleeps. */
  readonly pause: Words;
};
type Robot = { readonly load: <Module>(file: string) => Module; readonly memory: Table };

const offset = 16;
const words = 32;

const table =
  (places: number) =>
  (shared: Layout): Table => {
    const buffer = shared.buffer('bench', offset + 4 * words);
    const before = shared.int32('before', buffer, 0, offset / 4);
    shared.int32('pipette', buffer, offset, places);
    shared.int32('spare', buffer, offset + 4 * places, words - places);
    return {
      buffer,
      places,
      before,
      users: shared.int32('users', places),
      atWork: shared.int32('atWork', 1),
      done: shared.int32('done', 1),
      turn: shared.int32('turn', 1),
      pause: shared.int32('pause', places),
    };
  };

const benchOf = ({ load, memory: { buffer, places } }: Robot): Exercise.Bench => {
  const { Bench } = load<typeof Exercise>('bench.ts');
  return new Bench(buffer, offset, places);
};

/** Works a few times at one place. @returns the pipettes that another robot used at the same time */
const works =
  (place: number, times = 1) =>
  (robot: Robot): number[] => {
    const { users, places } = robot.memory;
    const bench = benchOf(robot);
    const clashes: number[] = [];
    for (let job = 0; job < times; job++) {
      bench.use(place, () => {
        const pipettes = [place, (place + 1) % places];
        for (const each of pipettes) if (Atomics.add(users, each, 1) > 0) clashes.push(each);
        for (const each of pipettes) Atomics.sub(users, each, 1);
      });
    }
    return clashes;
  };

const outcome = (_: Table, { results, sleeps, timeouts }: Aftermath) => ({
  clashes: Object.values(results).flatMap((found) => (found ?? []) as number[]),
  slept: threadsWith(sleeps),
  overslept: threadsWith(timeouts),
});

/** One thread for several places, one after the other: first jobs that throw, no two of them the same, then others. */
export const oneAfterTheOther = threads('one robot after the other', {
  memory: table(3),
  timeouts: 'last',
  run: {
    'a robot': (robot) => {
      const bench = benchOf(robot);
      const said: string[] = [];
      for (const [place, failure] of [new RangeError('out of reach'), undefined, 'slipped'].entries()) {
        try {
          bench.use(place, () => {
            said.push(`job at ${place}`);
            throw failure;
          });
          said.push('no error');
        } catch (error) {
          said.push(error === failure ? 'its error' : 'another error');
        }
      }
      for (const place of [1, 2, 0]) bench.use(place, () => said.push(`job at ${place}`));
      return said;
    },
  },
  outcome: (_, { results }) => ({ said: results['a robot'] as string[] }),
});

/** Before the bench lies something else, which the first job looks at; behind it the buffer ends. */
export const largestTable = threads('the first and the last place of a table for eight', {
  memory: table(8),
  timeouts: 'last',
  run: {
    'a robot': (robot) => {
      const bench = benchOf(robot);
      const said: string[] = [];
      bench.use(0, () =>
        said.push(robot.memory.before.some((word) => word !== 0) ? 'a change before the bench' : 'job at 0'),
      );
      bench.use(7, () => said.push('job at 7'));
      return said;
    },
  },
  outcome: (_, { results }) => ({ said: results['a robot'] as string[] }),
});

/** Its only job throws. */
const fails =
  (place: number) =>
  (robot: Robot): void => {
    try {
      benchOf(robot).use(place, () => {
        throw new RangeError('out of reach');
      });
    } catch {
      // It is for the caller, and this is the caller.
    }
  };

export const besideAnError = threads('a robot beside one whose job throws', {
  memory: table(3),
  timeouts: 'last',
  run: { 'robot 0': fails(0), 'robot 1': works(1) },
  outcome,
});

export const neighbours = threads('two neighbours at a table for three', {
  memory: table(3),
  timeouts: 'last',
  run: { 'robot 0': works(0), 'robot 1': works(1) },
  outcome,
});

export const oftenAndOnce = threads('two neighbours, one of whom comes twice', {
  memory: table(3),
  timeouts: 'last',
  run: { 'robot 1': works(1), 'robot 2': works(2, 2) },
  outcome,
});

export const tableForTwo = threads('two robots at a table for two', {
  memory: table(2),
  timeouts: 'last',
  run: { 'robot 0': works(0), 'robot 1': works(1) },
  outcome,
});

export const fullTable = threads('three robots at a table for three', {
  memory: table(3),
  timeouts: 'last',
  run: { 'robot 0': works(0), 'robot 1': works(1), 'robot 2': works(2) },
  outcome,
});

export const roundTheCorner = threads('the last and the first robot at a table for eight', {
  memory: table(8),
  timeouts: 'last',
  run: { 'robot 7': works(7), 'robot 0': works(0) },
  outcome,
});

/** @returns whether the other one was at work at the same time */
const looksRound =
  (place: number) =>
  (robot: Robot): boolean => {
    const { atWork } = robot.memory;
    let others = 0;
    benchOf(robot).use(place, () => {
      others = Atomics.add(atWork, 0, 1);
      Atomics.sub(atWork, 0, 1);
    });
    return others > 0;
  };

const together = (_: Table, { results }: Aftermath) => ({ together: Object.values(results).includes(true) });

export const apart = threads('two robots that share no pipette', {
  memory: table(5),
  timeouts: 'last',
  run: { 'robot 0': looksRound(0), 'robot 2': looksRound(2) },
  outcome: together,
});

export const apartAtTheEnd = threads('two other robots that share no pipette', {
  memory: table(5),
  timeouts: 'last',
  run: { 'robot 1': looksRound(1), 'robot 4': looksRound(4) },
  outcome: together,
});

/**
 * Stays at work until nothing else can happen: its sleep ends by its time-out, which in these scenarios comes
 * last. When nobody is left who could be passed over it hurries, as there is nothing more to find out.
 */
const takesItsTime =
  (place: number, times = 1) =>
  (robot: Robot): void => {
    const { atWork, done, turn, pause } = robot.memory;
    const bench = benchOf(robot);
    for (let job = 0; job < times; job++) {
      bench.use(place, () => {
        if (Atomics.load(turn, 0) > 0) return;
        Atomics.add(atWork, 0, 1);
        Atomics.wait(pause, place, 0, 2);
        Atomics.add(done, 0, 1);
      });
    }
  };

/** Comes when a neighbour is at work. */
const comesLater =
  (place: number) =>
  (robot: Robot): void => {
    while (Atomics.load(robot.memory.atWork, 0) === 0);
    benchOf(robot).use(place, () => {});
  };

const asleep = (_: Table, { sleeps, gaveUp }: Aftermath) => ({
  slept: threadsWith(sleeps).filter((name) => gaveUp[name] === 0),
});

export const waitsAtItsRight = threads('a robot whose neighbour to the right takes its time', {
  memory: table(3),
  timeouts: 'last',
  run: { 'robot 1': takesItsTime(1), 'robot 0': comesLater(0) },
  outcome: asleep,
});

export const waitsAtItsLeft = threads('a robot whose neighbour to the left takes its time', {
  memory: table(3),
  timeouts: 'last',
  run: { 'robot 1': takesItsTime(1), 'robot 2': comesLater(2) },
  outcome: asleep,
});

/** How often each of the two greedy neighbours comes. */
const greed = 4;

/** Comes when both of its neighbours are at work: its pause is the first to end. @returns how many jobs were done before its own */
const modest =
  (place: number) =>
  (robot: Robot): number => {
    const { done, turn, pause } = robot.memory;
    const bench = benchOf(robot);
    Atomics.wait(pause, place, 0, 1);
    let before = 0;
    bench.use(place, () => {
      before = Atomics.load(done, 0);
      Atomics.store(turn, 0, 1);
    });
    return before;
  };

const between = (_: Table, { results }: Aftermath) => ({
  before: Number(Object.values(results).find((result) => typeof result === 'number')),
  jobs: 2 * greed,
});

/** Below both of its neighbours, and above them: a rule that goes by the number of the place does not help both. */
export const greedyNeighbours = threads('a robot between two that come again and again', {
  memory: table(4),
  timeouts: 'last',
  run: { 'robot 1': takesItsTime(1, greed), 'robot 0': modest(0), 'robot 3': takesItsTime(3, greed) },
  outcome: between,
});

export const otherGreedyNeighbours = threads('another robot between two that come again and again', {
  memory: table(4),
  timeouts: 'last',
  run: { 'robot 2': takesItsTime(2, greed), 'robot 3': modest(3), 'robot 0': takesItsTime(0, greed) },
  outcome: between,
});
