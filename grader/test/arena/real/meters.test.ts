import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged.remove());

describe('a rendezvous', () => {
  it.each([
    ['meetTogether', { peak: 3, short: false }],
    ['meetSlowly', { peak: 3, short: false }],
    ['meetOneByOne', { peak: 1, short: true }],
    ['fetchTogether', { texts: ['first a', '/b', '/c'], peak: 3, count: 3, short: false }],
    ['fetchOneByOne', { texts: ['/a', '/b', '/c'], peak: 1, count: 3, short: true }],
    ['workTogether', { peak: 3, short: false, threads: { started: 3, alive: 0, peak: 3 } }],
    ['workOneByOne', { peak: 1, short: true, threads: { started: 3, alive: 0, peak: 1 } }],
    ['processesTogether', { peak: 3, short: false, processes: 3, counts: { started: 3, alive: 0, peak: 3, left: 0 } }],
    ['processesOneByOne', { peak: 1, short: true, processes: 3, counts: { started: 3, alive: 0, peak: 1, left: 0 } }],
  ])('%s', async (scenario, outcome) => {
    expect(await staged.outcome(scenario)).toMatchObject(outcome);
  });
});

describe('workers that only look busy', () => {
  it.each(['workPretending', 'workBurning'])('%s: the main thread is seen to do the work', async (scenario) => {
    const { callers } = Object(await staged.outcome(scenario));
    expect(callers).toEqual(Array.from({ length: 3 }, () => ({ main: true, units: 100 })));
  });

  it('are seen to have done none of it when it was done by a function of their own', async () => {
    expect(await staged.outcome('workOwn')).toMatchObject({ peak: 0, callers: [] });
  });
});

describe('a pace', () => {
  it.each([
    ['paceTogether', { span: 100, ideal: 100 }],
    ['paceOneByOne', { span: 300, ideal: 100 }],
    ['paceOnMain', { span: 300, ideal: 100 }],
    ['paceFixed', { span: 900, ideal: 630 }],
    ['paceHandedOut', { span: 660, ideal: 630 }],
  ])('%s takes as long as on a machine with cores for all', async (scenario, outcome) => {
    expect(await staged.outcome(scenario)).toEqual(outcome);
  });

  it('is not fooled by calls without work', async () => {
    expect(await staged.outcome('paceDummies')).toEqual({ span: 300, ideal: 100 });
  });
});

it('every call fails where that is asked for', async () => {
  expect(await staged.outcome('workFailing')).toEqual(
    Array.from({ length: 3 }, () => 'RangeError: the counter has jammed'),
  );
});

it('a result from a cache is no work', async () => {
  expect(await staged.outcome('cached')).toEqual({ first: 3, second: 0 });
});

describe('work between two turns of the loop', () => {
  it.each(['hogInOneGo', 'hogMicrotasks', 'hogTicks', 'hogBrokenClock'])('%s: all of it', async (scenario) => {
    expect(await staged.outcome(scenario)).toEqual({ units: 200, turns: 1, mostInOneTurn: 200 });
  });

  it.each(['hogTurns', 'hogTimers', 'hogByTheClock'])('%s: a little', async (scenario) => {
    const { units, turns, mostInOneTurn } = Object(await staged.outcome(scenario));
    expect(units).toBe(200);
    expect(turns).toBeGreaterThanOrEqual(19);
    expect(mostInOneTurn).toBeLessThanOrEqual(20);
  });
});

describe('a loop that stands still', () => {
  it.each([
    ['computes', { location: { file: 'hog.ts', line: 38 } }],
    ['sleeps', { name: 'Atomics.wait', location: { file: 'hog.ts', line: 43 } }],
  ])('%s: it is told where', async (scenario, stall) => {
    expect(await staged.outcome(scenario)).toEqual({ ms: true, ...stall });
  });

  it('never sees a slow file', async () => {
    const call = { name: 'readFileSync', location: { file: 'reading.ts', line: 5 } };
    const outcome = { text: 'one two', state: 'blocked', call, calls: ['readFileSync'], leftOpen: false };
    expect(await staged.outcome('readsBlocking')).toEqual(outcome);
  });

  it('is told from one that turns', async () => {
    const outcome = { text: 'one two', state: 'turning', call: null, calls: [], leftOpen: false };
    expect(await staged.outcome('readsFreely')).toEqual(outcome);
  });

  it('by a call that was too short for anybody to notice is told all the same', async () => {
    const outcome = {
      text: 'one two',
      state: 'turning',
      call: null,
      calls: ['openSync', 'closeSync'],
      leftOpen: false,
    };
    expect(await staged.outcome('opensBlocking')).toEqual(outcome);
  });
});

describe('what is left behind', () => {
  it('a grandchild of another process group', async () => {
    expect(await staged.outcome('processLeft')).toMatchObject({ counts: { started: 1, alive: 0, left: 1 } });
  });

  it('a worker thread', async () => {
    expect(await staged.outcome('threadLeft')).toEqual({ counts: { started: 1, alive: 1, peak: 1 } });
  });

  it('no thread that a meter holds', async () => {
    expect(await staged.outcome('threadHeld')).toEqual({ counts: { started: 1, alive: 0, peak: 1 }, short: true });
  });

  it('an open file, a timer, a listener and a server', async () => {
    expect(await staged.outcome('leaks')).toEqual({
      TCPServerWrap: 1,
      Timeout: 1,
      'listeners on SIGTERM': 1,
      'open files': 1,
    });
  });

  it('an open file, though the garbage collector has closed it', async () => {
    expect(await staged.outcome('forgets')).toEqual({ 'open files': 1 });
  });

  it('an open file, though another one was closed', async () => {
    expect(await staged.outcome('exchanges')).toEqual({ 'open files': 1 });
  });

  it('nothing, where all was closed', async () => {
    expect(await staged.outcome('tidy')).toEqual({});
  });
});

describe('between a fast source and a slow sink', () => {
  it('backpressure keeps little', async () => {
    const { mostHeld, ...flow } = Object(await staged.outcome('flowPiped'));
    expect(flow).toMatchObject({ end: 'done', consumed: 100_000, intact: true, sinkEnded: true });
    expect(mostHeld).toBeLessThan(10_000);
  });

  it('carelessness keeps everything', async () => {
    expect(await staged.outcome('flowCareless')).toMatchObject({ mostHeld: 100_000, intact: true });
  });

  it('a lost chunk is missed', async () => {
    const { consumed, produced } = Object(await staged.outcome('flowForgetsTheLast'));
    expect(consumed).toBeLessThan(produced);
  });

  it('a sink that fails closes the source', async () => {
    expect(await staged.outcome('flowFails')).toMatchObject({ end: 'Error: the disk is full', sourceClosed: true });
  });
});

describe('a server that knows how many requests are to come', () => {
  it('is content with whoever sends one for each answer', async () => {
    expect(await staged.outcome('fetchInLanes')).toEqual({ right: true, peak: 3, count: 9, short: false });
  });

  it('sees that a place stays free', async () => {
    expect(await staged.outcome('fetchInBatches')).toEqual({ right: true, peak: 3, count: 9, short: true });
    expect(await staged.outcome('fetchInFewLanes')).toEqual({ right: true, peak: 2, count: 9, short: true });
  });
});

it('a server answers late, never, or breaks off', async () => {
  const { aborted, ...rest } = Object(await staged.outcome('answers'));
  expect(rest).toEqual({ slow: [503, 'later'], broken: 'broken' });
  expect(aborted).toContain('/never');
  expect(aborted).not.toContain('/slow');
});

describe('messages', () => {
  it('are weighed when they are cloned', async () => {
    expect(await staged.outcome('clones')).toEqual({ left: 100_000, posted: 2, cloned: 200_000, transferred: 0 });
  });

  it('and when they change hands', async () => {
    expect(await staged.outcome('transfers')).toEqual({ left: 0, posted: 2, cloned: 100_000, transferred: 100_000 });
  });

  it('and when they are broadcast', async () => {
    // The third says that the other thread listens on the channel of that name.
    expect(await staged.outcome('broadcasts')).toEqual({ left: 100_000, posted: 3, cloned: 200_019, transferred: 0 });
  });

  it('and between processes, also by a pipe', async () => {
    expect(await staged.outcome('sends')).toEqual({ left: 100_000, posted: 3, cloned: 200_007, transferred: 0 });
  });

  // The file system of Linux tells that a process has ended before its parent hears of it.
  it.runIf(process.platform === 'linux')('are heard before the end of the child that sent them', async () => {
    expect(await staged.outcome('endings')).toEqual(['message', 'exit', 'close']);
  });
});

it('the number of cores is the same on any machine', async () => {
  expect(await staged.outcome('cores')).toEqual([3, 3]);
});

it('CPU time is told by thread', async () => {
  const { mainShare, span, threads } = Object(await staged.outcome('spread'));
  expect(threads).toBe(3);
  expect(mainShare).toBeLessThan(0.5);
  expect(span).toBeLessThan(0.7);
});

it("a speed-up is not told by the learner's clock", async () => {
  expect(await staged.outcome('faster')).toMatchObject({ faster: true });
});
