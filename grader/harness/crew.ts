import { counted } from '../verdict/counted.ts';
import type { Conditions } from './conditions.ts';

/*
 * What is demanded of worker threads in a real run, in words that fit any story.
 */

/** Calls of the work's function: on the main thread or on another one. */
type Calls = { readonly onMain: number; readonly elsewhere: number };

/** @param work the function that workers are for: `countPrimes` */
export async function offTheMainThread(run: Conditions<Calls>, work: string): Promise<void> {
  await run.never(({ onMain, elsewhere }) => onMain + elsewhere === 0, {
    kind: 'not-parallel',
    message: `${work} was not called at all.`,
  });
  await run.never(({ onMain, elsewhere }) => elsewhere === 0 && { onMain }, {
    kind: 'not-parallel',
    message: ({ onMain }) =>
      `${work} was called on the main thread only: ${counted(onMain, 'call')} there, none on workers.`,
  });
  await run.atMost('onMain', 0, {
    kind: 'blocked-loop',
    message: ({ got }) => `The main thread did a part of the work itself: ${counted(got, 'call')} of ${work}.`,
    expected: `${work} is called on worker threads only`,
    got: ({ got }) => `${got} on the main thread`,
  });
}

/**
 * As many threads were started as asked for. Judge this before `together`, which can say nothing about missing threads.
 */
export async function enough(run: Conditions<Started>): Promise<void> {
  await run.never((outcome) => outcome.started < outcome.workers && outcome, { ...crew, kind: 'not-parallel' });
}

/** No more threads were started than asked for. */
export async function noMore(run: Conditions<Started>): Promise<void> {
  await run.never((outcome) => outcome.started > outcome.workers && outcome, { ...crew, kind: 'wrong-result' });
}

type Started = { readonly started: number; readonly workers: number };
const crew = {
  message: ({ started: got, workers }: Started) => `Worker threads started: ${got}; asked for: ${workers}.`,
  expected: ({ workers }: Started) => `${workers} started`,
  got: ({ started: got }: Started) => `${got} started`,
};

/**
 * All worker threads worked at the same time.
 * @param what they do: `counted`
 */
export async function together(
  run: Conditions<{ readonly together: number; readonly workers: number }>,
  what: string,
): Promise<void> {
  await run.never((outcome) => outcome.together < outcome.workers && outcome, {
    kind: 'not-parallel',
    message: ({ together: peak, workers }) => `Never more than ${peak} of ${workers} workers ${what} at the same time.`,
    expected: ({ workers }) => `${workers} at the same time`,
    got: ({ together: peak }) => `${peak} at most`,
  });
}

/** No worker thread is left. @param when we looked: `long after the result was there` */
export async function ended(run: Conditions<{ readonly alive: number }>, when: string): Promise<void> {
  await run.atMost('alive', 0, {
    kind: 'leak',
    message: ({ got }) => `${counted(got, 'worker thread')} still ran ${when}.`,
    expected: 'none left',
    got: ({ got }) => `${got} left`,
  });
}
