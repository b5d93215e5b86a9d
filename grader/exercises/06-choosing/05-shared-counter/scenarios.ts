import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker, type MessagePort } from 'node:worker_threads';
import { metered } from '../../../harness/given.ts';
import { family, real, threads, threadsWith, type Layout, type RealStage } from '../../../harness/scenario.ts';
import type * as Exercise from '../../../../exercises/06-choosing/05-shared-counter/statistics.ts';
import type { Said, Stretch } from './given/reader.ts';
import type { Desk, Statistics } from './starter/reader.ts';

const bytes = 1024;

/** How many lines of each class: what `current()` is to say when all has been counted. */
const barsOf = (statuses: readonly number[]): number[] =>
  [1, 2, 3, 4, 5].map((digit) => statuses.filter((status) => Math.floor(status / 100) === digit).length);

/** What `current()` says; null if that is not five numbers. */
function read(statistics: Statistics): number[] | null {
  const bars: unknown = statistics.current();
  return Array.isArray(bars) && bars.length === 5 && bars.every(Number.isInteger) ? [...bars] : null;
}

/* Scenarios that run in every order. */

type Memory = {
  readonly buffer: SharedArrayBuffer;
  readonly channels: readonly { readonly port1: MessagePort; readonly port2: MessagePort }[];
};
type Place = {
  readonly load: <Module>(file: string) => Module;
  readonly memory: Memory;
};
type Looks = {
  readonly meanwhile: number[] | null;
  /** Just after the first message that was reported; null if none was. */
  readonly afterNews: { readonly bars: number[] | null } | null;
  readonly atTheEnd: number[] | null;
};

/**
 * The main thread: it opens the statistics, lets the workers begin, looks once while the others are at work, once when
 * it has heard of a line, and once when all have ended.
 */
const wall = async ({ load, memory: { buffer, channels } }: Place): Promise<Looks> => {
  const statistics = load<typeof Exercise>('statistics.ts').openStatistics(buffer);
  let afterNews: Looks['afterNews'] = null;
  const ended = channels.map(
    ({ port1 }) =>
      new Promise<void>((resolve) => {
        port1.on('message', (said: Said) => {
          if (said !== 'counted') {
            statistics.receive(said.reported);
            afterNews ??= { bars: read(statistics) };
            return;
          }
          port1.removeAllListeners('message');
          resolve();
        });
      }),
  );
  for (const { port1 } of channels) port1.postMessage('opened');
  const meanwhile = read(statistics);
  await Promise.all(ended);
  return { meanwhile, afterNews, atTheEnd: read(statistics) };
};

/** A counter may report each line by itself, or two together: then one of three lines is left at the end. */
const smallestLag = 2;

const worker =
  (number: number, place: number, statuses: readonly number[]) =>
  async ({ load, memory: { buffer, channels } }: Place): Promise<void> => {
    const port = channels[place]!.port2;
    // By then the worker sees what the statistics did to the memory.
    await new Promise((resolve) => port.once('message', resolve));
    const say = (said: Said): void => port.postMessage(said);
    const { openCounter } = load<typeof Exercise>('statistics.ts');
    const report = (message: unknown): void => say({ reported: message });
    const counter = openCounter({ memory: buffer, worker: number, lag: smallestLag, report });
    for (const status of statuses) counter.count(status);
    counter.end();
    say('counted');
  };

/** @param logs the statuses of the lines, a log for each worker */
const evening = (title: string, ...logs: readonly (readonly number[])[]) => eveningOf(title, new Map(logs.entries()));

/** @param logs the statuses of the lines, by the number of the worker */
function eveningOf(title: string, logs: ReadonlyMap<number, readonly number[]>) {
  const workers = [...logs].map(
    ([number, statuses], place) => [`worker ${number}`, worker(number, place, statuses)] as const,
  );
  return threads(title, {
    memory: (shared: Layout): Memory => {
      const buffer = shared.buffer('memory', bytes);
      shared.int32('memory', buffer, 0, bytes / 4);
      return { buffer, channels: [...logs.keys()].map((number) => shared.channel(`port ${number}`)) };
    },
    run: { 'the wall': wall, ...Object.fromEntries(workers) },
    outcome: (_, { results, sleeps, spins, gaveUp }) => ({
      bars: barsOf([...logs.values()].flat()),
      ...(results['the wall'] as Looks),
      waited: [
        ...threadsWith(sleeps).map((name) => `${name} went to sleep`),
        ...[...new Set([spins, gaveUp].flatMap(threadsWith))].map((name) => `${name} looked again and again`),
      ],
    }),
  });
}

export const twoLines = evening('two logs of a line each', [200], [200]);

/** There are up to eight workers; the others have not begun. */
export const farApart = family([3, 4, 5, 6, 7], (number) =>
  eveningOf(
    `a line of worker 0, and one of worker ${number}`,
    new Map([
      [0, [200]],
      [number, [200]],
    ]),
  ),
);

export const fourLines = evening('two logs of two lines each', [200, 404], [404, 200]);

export const threeAndOne = evening('a log of three lines, and one of one', [200, 500, 200], [200]);

export const threeLogs = evening('three logs of a line each', [200], [200], [200]);

/* Real runs, one worker at a time: the result must not depend on timing. */

/** Counts the lines of several logs. */
class Tally {
  readonly #logs: { readonly statuses: number[]; ended: boolean }[];
  readonly #lag: number;

  constructor(workers: number, lag: number) {
    this.#logs = Array.from({ length: workers }, () => ({ statuses: [], ended: false }));
    this.#lag = lag;
  }

  /** The next lines of a log: some of each class, and no two classes the same. */
  next(number: number, lines: number): readonly number[] {
    const mix = [200, 204, 301, 200, 404, 200, 503, 499, 200, 302, 101, 200, 599, 404, 300, 500];
    const log = this.#logs[number]!.statuses;
    const more = Array.from({ length: lines }, (_, line) => mix[(log.length + line + 3 * number) % mix.length]!);
    for (const status of more) log.push(status);
    return more;
  }

  end(number: number): void {
    this.#logs[number]!.ended = true;
  }

  /** What the bars should be by now, and what they are. */
  look(statistics: Statistics) {
    const statuses = this.#logs.flatMap((log) => log.statuses);
    const mayLack = this.#logs.map((log) => (log.ended ? 0 : Math.min(this.#lag, log.statuses.length)));
    return {
      lines: statuses.length,
      mayLack: mayLack.reduce((sum, lines) => sum + lines, 0),
      bars: barsOf(statuses),
      got: read(statistics),
    };
  }

  /** Most messages: one for every half of the lag, and one at the end of each log. */
  get mostMessages(): number {
    return this.#logs.reduce((sum, { statuses }) => sum + this.#mostOf(statuses.length), 0);
  }

  /**
   * The first log for which more was reported than is allowed.
   * @param reported messages, by the number of the log
   */
  tooMuchOf(reported: readonly number[]) {
    const logs = this.#logs.map(({ statuses: { length } }, number) => ({
      lines: length,
      messages: reported[number]!,
      most: this.#mostOf(length),
    }));
    return logs.find(({ messages, most }) => messages > most) ?? null;
  }

  #mostOf(lines: number): number {
    return Math.floor(lines / (this.#lag / 2)) + 1;
  }
}

/**
 * Starts a worker.
 * @returns makes the worker count some lines, and hands in what it reports meanwhile
 */
function hire(stage: RealStage, desk: Omit<Desk, 'report'>, { receive }: Pick<Statistics, 'receive'>) {
  const thread = new Worker(stage.program('reader.ts'), { workerData: desk });
  const heard: Said[] = [];
  thread.on('message', (said: Said) => heard.push(said));
  return async (stretch: Stretch): Promise<void> => {
    thread.postMessage(stretch);
    for (let said: Said | undefined; said !== 'counted';) {
      if (heard.length === 0) await once(thread, 'message');
      said = heard.shift();
      if (said !== undefined && said !== 'counted') receive(said.reported);
    }
  };
}

/**
 * Which worker counts how many more lines, and where its log ends. Three of the logs have a line less than a multiple
 * of half the lag: an attempt that sends a message a line too early sends one too many.
 */
const shifts: readonly (readonly [worker: number, lines: number, isLast?: boolean])[] = [
  [0, 137],
  [1, 30],
  [0, 462],
  [2, 398],
  [1, 670],
  [0, 300, true],
  [3, 0, true],
  [2, 1, true],
  [1, 49, true],
];

export const night = real('four logs, of which one is empty', async (stage) => {
  const { openStatistics } = await opened(stage);
  const [workers, lag] = [4, 100];
  const memory = new SharedArrayBuffer(bytes);
  const statistics = openStatistics(memory);
  const reported = Array.from({ length: workers }, () => 0);
  const tally = new Tally(workers, lag);
  const looks = [tally.look(statistics)];
  const before = stage.messages().posted;
  const crew = Array.from({ length: workers }, (_, number) => {
    const receive = (message: unknown): void => {
      reported[number]! += 1;
      statistics.receive(message);
    };
    return hire(stage, { memory, worker: number, lag }, { receive });
  });
  for (const [number, lines, isLast = false] of shifts) {
    const statuses = tally.next(number, lines);
    if (isLast) tally.end(number);
    await crew[number]!({ statuses, isLast });
    looks.push(tally.look(statistics));
  }
  // Each stretch costs two messages of the scenario's own: the order to count it, and the report that it is counted.
  const messages = stage.messages().posted - before - 2 * shifts.length;
  return { lag, logs: workers, messages, mostMessages: tally.mostMessages, tooMuch: tally.tooMuchOf(reported), looks };
});

async function opened(stage: RealStage): Promise<typeof Exercise> {
  const { openStatistics, openCounter } = await stage.load<typeof Exercise>('statistics.ts');
  await nextTurn();
  return { openStatistics, openCounter };
}

/** Everything on this thread; what is reported arrives at once. */
function here({ openStatistics, openCounter }: typeof Exercise, workers: number, lag: number) {
  const memory = new SharedArrayBuffer(bytes);
  const statistics = openStatistics(memory);
  const tally = new Tally(workers, lag);
  const report = (message: unknown): void => statistics.receive(structuredClone(message));
  const counters = Array.from({ length: workers }, (_, number) => openCounter({ memory, worker: number, lag, report }));
  return {
    statistics,
    look: () => tally.look(statistics),
    count: (number: number, lines: number): void => {
      for (const status of tally.next(number, lines)) counters[number]!.count(status);
    },
    end: (): void => {
      for (const [number, counter] of counters.entries()) {
        counter.end();
        tally.end(number);
      }
    },
  };
}

export const apart = real('two evenings at the same time, on one thread', async (stage) => {
  const module = await opened(stage);
  const evenings = [
    { workers: 2, ...here(module, 2, 10) },
    // A lag so small that any batch of a fixed size is too large.
    { workers: 8, ...here(module, 8, smallestLag) },
  ];
  const looks: (ReturnType<Tally['look']> & { counters: number })[] = [];
  const lookAtAll = (): void => {
    looks.push(...evenings.map(({ look, workers }) => ({ ...look(), counters: workers })));
  };
  for (const round of [1, 2, 3]) {
    for (const { workers, count } of evenings) {
      for (let number = 0; number < workers; number += 1) count(number, 13 * round + number);
    }
    lookAtAll();
  }
  for (const { end } of evenings) end();
  lookAtAll();
  return { looks };
});

/** This many lines take a tenth of a millisecond on the clock that the main thread can read. */
const stretch = 100;
const passTime = metered(
  () => {},
  () => ({ from: 0, to: 1, units: 1 }),
);

export const large = real('a log of 200,000 lines', async (stage) => {
  stage.meter({ unitMs: 0.1 });
  const { statistics, count, end, look } = here(await opened(stage), 1, 1000);
  for (let lines = 0; lines < 200_000; lines += stretch) {
    count(0, stretch);
    passTime();
  }
  end();
  const looks = [look()];
  const own: unknown = statistics.current();
  // If that is not possible, nothing has changed.
  if (Array.isArray(own)) Reflect.set(own, 1, -1);
  return { looks, again: look() };
});

const hugeLogs = 2;
const linesOfHuge = 550_000;

/** More lines of one kind than a log may have: it takes 21 bits to count them. */
export const huge = real('two logs of 550,000 lines, all of one kind', async (stage) => {
  const { openStatistics, openCounter } = await opened(stage);
  const memory = new SharedArrayBuffer(bytes);
  const statistics = openStatistics(memory);
  const report = (message: unknown): void => statistics.receive(structuredClone(message));
  const bars = [0, 0, 0, 0, hugeLogs * linesOfHuge];
  for (let number = 0; number < hugeLogs; number += 1) {
    const counter = openCounter({ memory, worker: number, lag: 1000, report });
    for (let line = 0; line < linesOfHuge; line += 1) counter.count(500);
    counter.end();
  }
  return { looks: [{ lines: hugeLogs * linesOfHuge, mayLack: 0, bars, got: read(statistics) }] };
});
