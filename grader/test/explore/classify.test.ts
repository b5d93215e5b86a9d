import { describe, expect, it } from 'vitest';
import { classify, type Diagnosis } from '../../explore/classify.ts';
import type { Schedule } from '../../explore/model.ts';
import { replay } from '../../explore/strategy.ts';
import { run } from './machine/explore.ts';
import {
  add,
  cas,
  load,
  notify,
  receive,
  spawn,
  store,
  wait,
  join,
  type Program,
  type Thread,
} from './machine/program.ts';

function diagnosis(schedule: Schedule, ...threads: readonly (() => Thread)[]): Diagnosis {
  return diagnose({ threads }, schedule);
}

function diagnose(program: Program, schedule: Schedule, parks = true): Diagnosis {
  const { steps, finalStates } = run(program, replay(schedule), { parks });
  return classify(steps, finalStates);
}

const place = (index: number) => ({ buffer: 0, byte: 4 * index, size: 4 });

const takes = (...locks: readonly number[]) =>
  function* () {
    for (const lock of locks) while ((yield* cas(lock, 0, 1)) !== 0) yield* wait(lock, 1);
  };

const spinsFor = (...locks: readonly number[]) =>
  function* () {
    for (const lock of locks) while ((yield* cas(lock, 0, 1)) !== 0);
  };

const takesPermit = (...semaphores: readonly number[]) =>
  function* () {
    for (const semaphore of semaphores) while ((yield* cas(semaphore, 1, 0)) !== 1) yield* wait(semaphore, 0);
  };

it('is finished when all threads have ended', () => {
  expect(diagnosis([], () => load(0))).toEqual({ kind: 'finished' });
});

describe('a deadlock', () => {
  const cycle = [
    { lane: 0, holder: 1, lock: { place: expect.objectContaining(place(1)), taken: 1 } },
    { lane: 1, holder: 0, lock: { place: expect.objectContaining(place(0)), taken: 0 } },
  ];

  it('names the cycle of locks and the steps that took them', () => {
    expect(diagnosis([0, 1], takes(0, 1), takes(1, 0))).toEqual({ kind: 'deadlock', cycle });
  });

  it('is found between spinning threads, too', () => {
    expect(diagnosis([0, 1], spinsFor(0, 1), spinsFor(1, 0))).toEqual({ kind: 'deadlock', cycle });
  });

  it('is found with locks that are free at one', () => {
    const program = { threads: [takesPermit(0, 1), takesPermit(1, 0)], memory: { 0: 1, 1: 1 } };
    expect(diagnose(program, [0, 1])).toEqual({ kind: 'deadlock', cycle });
  });

  it('is found through a thread that is joined', () => {
    const program: Program = {
      threads: [
        function* () {
          yield* takes(0)();
          yield* spawn(1);
          yield* join(1);
        },
        takes(0),
      ],
      dormant: [1],
    };
    expect(diagnose(program, [])).toMatchObject({
      kind: 'deadlock',
      cycle: [
        { lane: 0, holder: 1 },
        { lane: 1, holder: 0, lock: { taken: 0 } },
      ],
    });
  });

  it('is not claimed where a counter is waited for: nobody holds a permit of many', () => {
    const drains = (mine: number, other: number) =>
      function* () {
        yield* add(mine, -1);
        yield* add(mine, -1);
        yield* wait(other, 0);
      };
    const program = { threads: [drains(0, 1), drains(1, 0)], memory: { 0: 2, 1: 2 } };
    expect(diagnose(program, [0, 0, 1, 1])).toEqual({ kind: 'hang', lanes: [0, 1] });
  });

  it('is not claimed where the holder can still go on or has ended', () => {
    expect(diagnosis([0], takes(0), takes(0)).kind).not.toBe('deadlock');
  });
});

describe('a missed wake-up', () => {
  const looksThenSleeps = function* () {
    if ((yield* load(0)) === 0) yield* wait(1, 0);
  };

  it('names the notify that came when nobody was asleep', () => {
    const signals = function* () {
      yield* store(0, 1);
      yield* notify(1);
    };
    expect(diagnosis([0, 1, 1, 0], looksThenSleeps, signals)).toEqual({
      kind: 'missed-wakeup',
      cause: 'asleep-too-late',
      lane: 0,
      notify: 2,
      wait: 3,
    });
  });

  it('names the change that nobody told of', () => {
    expect(diagnosis([0, 0, 1], looksThenSleeps, () => store(0, 1))).toEqual({
      kind: 'missed-wakeup',
      cause: 'never-notified',
      lane: 0,
      wait: 1,
      change: 2,
    });
  });

  it('names the notify that came before the change', () => {
    const tooEarly = function* () {
      yield* notify(1);
      yield* store(0, 1);
    };
    expect(diagnosis([0, 1, 1, 0], looksThenSleeps, tooEarly)).toEqual({
      kind: 'missed-wakeup',
      cause: 'notified-too-early',
      lane: 0,
      notify: 1,
      change: 2,
      wait: 3,
    });
  });
});

it('names the notify that left somebody asleep', () => {
  const sleeps = () => wait(0, 0);
  const wakesOne = function* () {
    yield* store(0, 1);
    yield* notify(0, 1);
  };
  expect(diagnosis([0, 1, 2, 2, 0], sleeps, sleeps, wakesOne)).toEqual({
    kind: 'insufficient-notify',
    notify: 3,
    woken: 1,
    left: [1],
  });
});

it('is a stuck spin when only parked loops are left', () => {
  const waitsFor = (index: number) =>
    function* () {
      while ((yield* load(index)) === 0);
    };
  expect(diagnosis([], waitsFor(0), waitsFor(1), () => store(5, 1))).toEqual({ kind: 'stuck-spin', lanes: [0, 1] });
});

it('is a hang when the run does not tell why', () => {
  expect(diagnosis([], () => receive(0))).toEqual({ kind: 'hang', lanes: [0] });
});

/** Of loops that nobody has noticed, as they are too long for it. */
describe('a run that was cut', () => {
  const backsOff = (mine: number, other: number) =>
    function* () {
      for (;;) {
        yield* store(mine, 1);
        if ((yield* load(other)) === 0) return;
        yield* store(mine, 0);
      }
    };
  const fairly = (threads: number): Schedule => Array.from({ length: 400 }, (_, step) => step % threads);

  it('is a livelock when all that still run repeat themselves', () => {
    const threads = [backsOff(0, 1), backsOff(1, 0)];
    expect(diagnose({ threads }, fairly(2), false)).toEqual({ kind: 'livelock', lanes: [0, 1] });
  });

  it('is starvation when others get on', () => {
    const counts = function* () {
      for (let value = 1; ; value++) yield* store(9, value);
    };
    const tries = function* () {
      while ((yield* cas(0, 1, 2)) !== 1) yield* store(1, 0);
    };
    const threads = [tries, counts];
    expect(diagnose({ threads }, fairly(2), false)).toEqual({ kind: 'starvation', lanes: [0], others: [1] });
  });

  it('is unfinished when nobody repeats himself', () => {
    const counts = function* () {
      for (let value = 1; ; value++) yield* store(9, value);
    };
    expect(diagnosis([], counts)).toEqual({ kind: 'unfinished', lanes: [0] });
  });
});
