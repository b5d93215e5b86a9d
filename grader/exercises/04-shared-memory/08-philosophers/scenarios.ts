import { arrangement, awake, threadsWith, type Aftermath, type Layout } from '../../../harness/scenario.ts';
import type * as Exercise from '../../../../exercises/04-shared-memory/08-philosophers/bench.ts';

type Words = Int32Array<SharedArrayBuffer>;
type Table = {
  readonly buffer: SharedArrayBuffer;
  readonly places: number;
  /** What lies before the bench. */
  readonly before: Words;
  /** For each pipette, how many robots use it. */
  readonly users: Words;
  /** How many robots are at work, and how many jobs are done. */
  readonly atWork: Words;
  readonly done: Words;
  /** Whether the robot between the greedy ones has had its turn. */
  readonly turn: Words;
  /** Where a robot sleeps while it takes its time. */
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

/**
 * Works `times` times at one place.
 * @returns what another robot did at the same time
 */
const works =
  (place: number, times = 1) =>
  (robot: Robot): string[] => {
    const { users, places } = robot.memory;
    const bench = benchOf(robot);
    const clashes: string[] = [];
    for (let job = 0; job < times; job++) {
      bench.use(place, () => {
        const pipettes = [place, (place + 1) % places];
        for (const each of pipettes) {
          if (Atomics.add(users, each, 1) === 0) continue;
          clashes.push(`robot ${place} began its job while another robot used pipette ${each}`);
        }
        for (const each of pipettes) Atomics.sub(users, each, 1);
      });
    }
    return clashes;
  };

const at = (places: number) =>
  arrangement({
    memory: table(places),
    timeouts: 'last',
    outcome: (_, { results, timeouts }) => ({
      clashes: Object.values(results).flatMap((found) => (found ?? []) as string[]),
      overslept: threadsWith(timeouts),
    }),
  });

const wrongOf = (_: Table, { results }: Aftermath) => ({ wrong: results['a robot'] as string[] });

/**
 * Calls `use` once.
 * @returns what is wrong about that call
 */
const useOnce = (bench: Exercise.Bench, place: number, job = (): void => {}): string[] => {
  let calls = 0;
  let thrown: { readonly error: unknown } | undefined;
  let end: { readonly error: unknown } | undefined;
  try {
    bench.use(place, () => {
      calls += 1;
      try {
        job();
      } catch (error) {
        thrown = { error };
        throw error;
      }
    });
  } catch (error) {
    end = { error };
  }
  const called = calls === 0 ? 'never called its job' : `called its job ${calls} times`;
  const ended = end ? `threw ${String(end.error)}` : 'returned';
  // That error is all there is to report: it came from somewhere else.
  if (calls === 0 && end) return [`use(${place}) ${ended} and ${called}`];
  const isRight = end?.error === thrown?.error && (end === undefined) === (thrown === undefined);
  return [
    ...(calls === 1 ? [] : [`use(${place}) ${called}`]),
    ...(isRight ? [] : [`use(${place}) ${ended} although its job threw ${thrown ? String(thrown.error) : 'nothing'}`]),
  ];
};

const fails = (failure: unknown) => (): never => {
  throw failure;
};

/**
 * One thread at several places, one after the other: first jobs that throw, no two of them the same error, then others.
 * It stops at the first fault: what follows would tell nothing more.
 */
export const oneAfterTheOther = at(3)(
  'one robot after the other',
  {
    'a robot': (robot) => {
      const bench = benchOf(robot);
      const failures = [new RangeError('out of reach'), undefined, 'slipped'];
      const calls: { place: number; job?: () => void }[] = [
        ...failures.map((failure, place) => ({ place, job: fails(failure) })),
        ...[1, 2, 0].map((place) => ({ place })),
      ];
      for (const { place, job } of calls) {
        const wrong = useOnce(bench, place, job);
        if (wrong.length > 0) return wrong;
      }
      return [];
    },
  },
  wrongOf,
);

/**
 * Other data lies before the bench, which the first job looks at; the buffer ends with the bench. All places are used,
 * as each pipette may lie where the bench keeps something else.
 */
export const largestTable = at(8)(
  'one robot after the other at a table for eight',
  {
    'a robot': (robot) => {
      const bench = benchOf(robot);
      const wrong: string[] = [];
      const looks = (): void => {
        if (robot.memory.before.some((word) => word !== 0)) wrong.push('use(0) has changed bytes before the bench');
      };
      wrong.push(...useOnce(bench, 0, looks));
      for (let place = 7; place > 0 && wrong.length === 0; place--) wrong.push(...useOnce(bench, place));
      return wrong;
    },
  },
  wrongOf,
);

/** Has a single job, which throws. */
const worksInVain =
  (place: number) =>
  (robot: Robot): void => {
    useOnce(benchOf(robot), place, fails(new RangeError('out of reach')));
  };

export const besideAnError = at(3)('a robot beside one whose job throws', {
  'robot 0': worksInVain(0),
  'robot 1': works(1),
});

export const neighbours = at(3)('two neighbours at a table for three', { 'robot 0': works(0), 'robot 1': works(1) });

export const oftenAndOnce = at(3)('two neighbours, one of whom comes twice', {
  'robot 1': works(1),
  'robot 2': works(2, 2),
});

export const tableForTwo = at(2)('two robots at a table for two', { 'robot 0': works(0), 'robot 1': works(1) });

export const fullTable = at(3)('three robots at a table for three', {
  'robot 0': works(0),
  'robot 1': works(1),
  'robot 2': works(2),
});

export const roundTheCorner = at(8)('the last and the first robot at a table for eight', {
  'robot 7': works(7),
  'robot 0': works(0),
});

/** @returns whether the other robot was at work at the same time */
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

export const apart = at(5)(
  'two robots that share no pipette',
  { 'robot 0': looksRound(0), 'robot 2': looksRound(2) },
  together,
);

export const apartAtTheEnd = at(5)(
  'two other robots that share no pipette',
  { 'robot 1': looksRound(1), 'robot 4': looksRound(4) },
  together,
);

/**
 * Stays at work until nothing else can happen: its sleep ends by its time-out, which in these scenarios comes last.
 * Once the robot between the greedy ones has had its turn, it hurries, as there is nothing more to find out.
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

export const waitsAtItsRight = at(3)(
  'a robot whose neighbour to the right takes its time',
  { 'robot 1': takesItsTime(1), 'robot 0': comesLater(0) },
  (_, ended) => ({ awake: awake(ended, { 'robot 0': 1 }) }),
);

export const waitsAtItsLeft = at(3)(
  'a robot whose neighbour to the left takes its time',
  { 'robot 1': takesItsTime(1), 'robot 2': comesLater(2) },
  (_, ended) => ({ awake: awake(ended, { 'robot 2': 1 }) }),
);

/** How often each of the two greedy neighbours comes. */
const greed = 4;

/**
 * Comes when both of its neighbours are at work: its pause is the first to end.
 * @returns how many jobs were done before its own
 */
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

/**
 * Below both of its neighbours, then above them: a rule that goes by the number of the place cannot help in both cases.
 */
export const greedyNeighbours = at(4)(
  'a robot between two that come again and again',
  { 'robot 1': takesItsTime(1, greed), 'robot 0': modest(0), 'robot 3': takesItsTime(3, greed) },
  between,
);

export const otherGreedyNeighbours = at(4)(
  'another robot between two that come again and again',
  { 'robot 2': takesItsTime(2, greed), 'robot 3': modest(3), 'robot 0': takesItsTime(0, greed) },
  between,
);
