import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ending, endTogether, listenersOn, over, real, running, type RealStage } from '../../../harness/scenario.ts';
import type * as Attempt from '../../../../exercises/05-processes/04-process-pool/reader-pool.ts';
import { countByTimer } from './given/count-by-timer.ts';

type Meter = ReturnType<RealStage['meter']>;
type Pool = Attempt.ReaderPool;
type Children = ReturnType<RealStage['children']>;

/** More than there are children: a call that is held is held until nothing else can happen. */
const beyond = 9;
/** Number by which a child reports that it tidies up. */
const tidying = 1000;

const textInWords = (text: unknown): string =>
  typeof text === 'string' ? `the text "${text}"` : `${typeof text} instead of a text`;

/** How a call ended, as a text; one that is open when nothing else can happen never ends. */
const told = async (stage: RealStage, call: () => Promise<unknown>, result = textInWords): Promise<string> =>
  ending(call, { result, error: inWords }, stage);

function inWords(error: Error & { code?: unknown; signal?: unknown }): string {
  const { code = null, signal = null, message } = error;
  // A code that is a word, as Node's own errors have, says nothing about how a process ended.
  return (code === null || typeof code === 'string') && signal === null
    ? `an Error: ${message}`
    : `an Error with code ${String(code)}, signal ${String(signal)}`;
}

type Environment = {
  readonly PATIENT?: string;
  readonly PACED?: string;
  readonly HELD?: string;
  readonly BROKEN?: string;
};

async function opened(stage: RealStage, environment: Environment = {}) {
  Object.assign(process.env, { NOTES: stage.folder, ...environment });
  const { ReaderPool } = await stage.load<typeof Attempt>('reader-pool.ts');
  const children = stage.children();
  const program = stage.program('reader.ts');
  return { open: (size: number) => new ReaderPool(program, size), children };
}

const readAll = async (stage: RealStage, pool: Pool, pages: readonly string[]): Promise<readonly string[]> =>
  Promise.all(pages.map(async (page) => told(stage, async () => pool.read(page))));

/** Closes, and looks at the children at the very moment when `close` resolved. */
async function closed(stage: RealStage, pool: Pool, children: Children, atThatMoment: () => void = () => {}) {
  let early = 0;
  const look = (): void => {
    early = running(children).length;
    atThatMoment();
  };
  const closing = await told(
    stage,
    async () => pool.close().then(look),
    () => 'resolved',
  );
  const { started, peak, left } = await stage.processes();
  return { closing, early, started, peak, left };
}

/** Numbers of the pages, in the order in which they were begun. */
const begun = (meter: Meter): readonly number[] => meter.calls().flatMap(({ from }) => (from < tidying ? [from] : []));

/** Whether there was a moment at which both pages were being read. */
function overlapped(meter: Meter, one: number, other: number): boolean {
  const [first, second] = [one, other].map((page) => meter.calls().find(({ from }) => from === page));
  return first !== undefined && second !== undefined && first.began < second.ended && second.began < first.ended;
}

/** Children that have read a page, did not die of one, and did not tidy up. */
function untidy(meter: Meter, mortal: readonly number[]): number {
  const calls = meter.calls();
  const readers = new Set(calls.map(({ process: id }) => id));
  const isOver = (id: number): boolean =>
    calls.some(({ process: caller, from }) => caller === id && (from === tidying || mortal.includes(from)));
  return [...readers].filter((id) => !isOver(id)).length;
}

/** How many children the pools have, unless a scenario says otherwise. */
const size = 2;

/** The first page takes as long as all others together. */
const night = ['page 0 long', 'page 1', 'page 2 exits 3', 'page 3', 'page 4', 'page 5', 'page 6'];
const nightUnits = 14;

export const busy = real('a long page, six short ones, and a crash', async (stage) => {
  const meter = stage.meter({ pace: { workers: size, units: nightUnits }, processes: true });
  const { open, children } = await opened(stage, { PACED: '1' });
  const byTimer = countByTimer();
  const pool = open(size);
  const ends = await readAll(stage, pool, night);
  const { given, started: startedByTimer } = byTimer();
  const end = await closed(stage, pool, children);
  return {
    size,
    pages: night,
    ends,
    givenByTimer: given,
    startedByTimer,
    order: begun(meter),
    together: meter.peak(),
    alone: meter.short(),
    span: (meter.span() * size) / nightUnits,
    untidy: untidy(meter, [2]),
    deaths: 1,
    ...end,
  };
});

const isWindows = process.platform === 'win32';
/** Everything that can happen to a page, one after the other; the children die of 1, 4, 6 and 7. */
const ward = [
  'page 0',
  'page 1 exits 3',
  'page 2 torn',
  'page 3 blank',
  'page 4 exits 0',
  'page 5',
  isWindows ? 'page 6 exits 9' : 'page 6 killed',
  'page 7 leaves 5',
  'page 8',
];
const later = ['page 9', 'page 10 blamed'];
/** Ends idle children from outside, so that nobody is asked first. */
async function endIdle(children: Parameters<typeof endTogether>[0]): Promise<void> {
  const ends = children.map(over);
  await endTogether(children);
  await Promise.all(ends);
  await nextTurn();
}

/**
 * Handed in before `close`, and not begun by then: the only child dies of the second page, and its successor of the
 * third.
 */
const last = ['page 11 late', 'page 12 exits 3', 'page 13 exits 0', 'page 14'];

export const single = real('all ways to die, and one child', async (stage) => {
  const meter = stage.meter({ gather: beyond, processes: true });
  const { open, children } = await opened(stage);
  const pool = open(1);
  const ends = [...(await readAll(stage, pool, ward))];
  const before = listenersOn(running(children));
  ends.push(...(await readAll(stage, pool, later)));
  await nextTurn();
  const moreListeners = listenersOn(running(children)) - before;
  await endIdle(running(children));
  const reading = readAll(stage, pool, last);
  const closing = closed(stage, pool, children);
  ends.push(...(await reading));
  const end = await closing;
  const order = begun(meter);
  return {
    size: 1,
    pages: [...ward, ...later, ...last],
    ends,
    moreListeners,
    order,
    deaths: 7,
    ...end,
  };
});

/** Exit codes of the successive children of `read`, each of which ends by itself after its page. */
const codes = [0, 5];

export const idle = real('children that end by themselves, and have nothing to do', async (stage) => {
  stage.meter({ gather: beyond, processes: true });
  const { open, children } = await opened(stage);
  const pool = open(1);
  const ends = [...(await readAll(stage, pool, ['page 0']))];
  for (const [index, code] of codes.entries()) {
    const retired = running(children).map(async (child) => {
      const end = over(child);
      // Sent to the program, past the pool, as if the program had decided so by itself.
      child.send({ page: `page 100 retires ${code}` });
      await end;
    });
    await Promise.all(retired);
    await nextTurn();
    ends.push(...(await readAll(stage, pool, [`page ${index + 1}`])));
  }
  return { size: 1, deaths: codes.length, codes, ends, ...(await closed(stage, pool, children)) };
});

/** The second page is handed in when the only child is dead, and Node has not heard of that: its channel still seems open. */
export const unheard = real('a page for a child that has just died', async (stage) => {
  stage.meter({ gather: beyond, processes: true });
  const { open, children } = await opened(stage);
  const pool = open(1);
  const ends = [...(await readAll(stage, pool, ['page 0']))];
  let reading: ReturnType<typeof readAll> = Promise.resolve([]);
  await endTogether(running(children), async () => void (reading = readAll(stage, pool, ['page 1'])));
  ends.push(...(await reading), ...(await readAll(stage, pool, ['page 2'])));
  return { size: 1, deaths: 1, ends, ...(await closed(stage, pool, children)) };
});

/** The third page takes longer than the last, so that one child is idle while another reads. */
const dusk = ['page 0 exits 3', 'page 1 exits 3', 'page 2 long', 'page 3'];
const duskUnits = 11;

export const shut = real('closed while pages wait, and children die', async (stage) => {
  // More work than there is, so the last page, too, is held until nothing else can happen.
  const meter = stage.meter({ pace: { workers: size, units: duskUnits + 1 }, processes: true });
  const { open, children } = await opened(stage, { PACED: '1' });
  const pool = open(size);
  let settled = 0;
  let settledBefore = 0;
  const reading = dusk.map(async (page) => {
    return told(stage, async () => {
      try {
        return await pool.read(page);
      } finally {
        settled += 1;
      }
    });
  });
  const closing = closed(stage, pool, children, () => (settledBefore = settled));
  const late = await told(stage, async () => pool.read('page 4'));
  const ends = await Promise.all(reading);
  const end = await closing;
  const order = begun(meter);
  return {
    size,
    pages: dusk,
    ends,
    order,
    late,
    lateWasRead: order.includes(4),
    overlap: overlapped(meter, 2, 3),
    settledBefore,
    untidy: untidy(meter, [0, 1]),
    deaths: 2,
    ...end,
  };
});

const hourMs = 3_600_000;

/** When the pool is closed, both children have read a page, and one of them is idle. */
export const calm = real('closed while one of two children reads; tidying up takes an hour', async (stage) => {
  const meter = stage.meter({ gather: beyond, processes: true });
  const { open, children } = await opened(stage, { PATIENT: '1' });
  const pool = open(size);
  const pages = ['page 0', 'page 1', 'page 2'];
  const ends = [...(await readAll(stage, pool, pages.slice(0, 2)))];
  const reading = readAll(stage, pool, pages.slice(2));
  // By the attempt's time: an attempt that ends a child after some time has done so by then.
  setTimeout(() => writeFileSync(join(stage.folder, 'dawn'), ''), hourMs);
  const closing = closed(stage, pool, children);
  ends.push(...(await reading));
  const end = await closing;
  return { size, pages, ends, untidy: untidy(meter, []), deaths: 0, ...end };
});

/** More children than in the other scenarios. */
const crew = 3;

export const moment = real('children that die in one moment', async (stage) => {
  stage.meter({ gather: crew, processes: true });
  const { open, children } = await opened(stage, { PACED: '1' });
  const pool = open(crew);
  const pages = Array.from({ length: 2 * crew }, (_, number) => `page ${number}`);
  const ends = [...(await readAll(stage, pool, pages.slice(0, crew)))];
  const ended = running(children);
  await endIdle(ended);
  const meter = stage.meter({ gather: crew, processes: true });
  ends.push(...(await readAll(stage, pool, pages.slice(crew))));
  const together = meter.peak();
  return { size: crew, pages, ends, deaths: ended.length, together, ...(await closed(stage, pool, children)) };
});

/** How many starts end at once: more than a pool may make. */
const brokenStarts = 10;

export const broken = real('a program that dies at its start', async (stage) => {
  const { open, children } = await opened(stage, { BROKEN: String(brokenStarts) });
  const pool = open(size);
  const pages = ['page 0', 'page 1', 'page 2', 'page 3', 'page 4', 'page 5'];
  const ends = await readAll(stage, pool, pages);
  await stage.processes();
  const end = await closed(stage, pool, children);
  return { size, pages, ends, ...end };
});

export const two = real('a pool that nobody uses, and then another', async (stage) => {
  stage.meter({ gather: beyond, processes: true });
  const { open, children } = await opened(stage, { HELD: '1' });
  const unused = await closed(stage, open(1), children);
  const pool = open(1);
  // Two calls that wait at the same time have equal texts, and still each is a page of its own.
  const pages = ['page 0', 'page 0', 'page 0'];
  const ends = await readAll(stage, pool, pages);
  const end = await closed(stage, pool, children);
  return { pages, ends, ...end, ...(unused.closing !== 'resolved' || unused.early + unused.left > 0 ? unused : {}) };
});

/** The second page of the first pool takes long. */
const shelves = [['page 0', 'page 1 long'], ['page 2']] as const;
const shelfUnits = 10;

export const neighbours = real('two pools of one child each', async (stage) => {
  // More work than there is, as in `shut`.
  stage.meter({ pace: { workers: 2, units: shelfUnits + 1 }, processes: true });
  const { open, children } = await opened(stage, { PACED: '1' });
  const pools = shelves.map((pages) => ({ pool: open(1), pages, settled: 0, atClose: 0 }));
  const reading = pools.map(async (shelf) =>
    Promise.all(
      shelf.pages.map(async (page) => {
        const end = await told(stage, async () =>
          shelf.pool.read(page).finally(() => {
            shelf.settled += 1;
          }),
        );
        return end;
      }),
    ),
  );
  const closings = await Promise.all(
    pools.map(async (shelf) => closed(stage, shelf.pool, [], () => (shelf.atClose = shelf.settled))),
  );
  const ends = (await Promise.all(reading)).flat();
  return {
    pages: shelves.flat(),
    ends,
    handedIn: shelves.map(({ length }) => length),
    atClose: pools.map(({ atClose }) => atClose),
    ...closings[0]!,
    closing: closings.map(({ closing }) => closing).find((closing) => closing !== 'resolved') ?? 'resolved',
    early: running(children).length,
  };
});
