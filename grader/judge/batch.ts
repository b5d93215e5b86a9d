import { hostLost, Judge, type Attempt } from './judge.ts';
import type { IsolationName } from '../isolation/backend.ts';
import { lanesThatFit } from './lanes.ts';
import type { Verdict } from '../verdict/verdict.ts';

export type BatchOptions<A> = {
  /** Of the clone. */
  readonly root: string;
  /** How many attempts are judged at once; absent: as many as the machine can hold. */
  readonly lanes?: number;
  readonly signal?: AbortSignal;
  /** What isolates the attempts from everything else; absent: nothing. */
  readonly isolation?: IsolationName;
  /** Called whenever an attempt begins or ends. */
  readonly onProgress?: (progress: BatchProgress<A>) => void;
};

export type BatchProgress<A> = {
  readonly judged: number;
  readonly underWay: readonly A[];
  readonly lanes: number;
};

export type Judged<A> = {
  readonly attempt: A;
  readonly verdict: Verdict;
  readonly durationMs: number;
  /**
   * The last words of each judge's process that died over this attempt. After one death another process judged it
   * again; after two its verdict is `unchecked`.
   */
  readonly deaths: readonly string[];
};

/** An attempt is given to this many processes before it counts as impossible to judge. */
const mostDeaths = 2;

/**
 * Judges many attempts, several at once; no verdict depends on the others, nor on the number of lanes. Stops, and ends
 * all that it started, when the caller stops reading.
 *
 * @param attempts taken one by one, as lanes become free
 * @yields a verdict for each attempt, in the order in which they are reached
 * @throws the reason of `options.signal` when that aborts, and what reading `attempts` throws
 */
export async function* judgeBatch<A extends Attempt>(
  attempts: Iterable<A> | AsyncIterable<A>,
  { root, lanes = lanesThatFit(), signal, isolation, onProgress }: BatchOptions<A>,
): AsyncGenerator<Judged<A>, void> {
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const results = new Results<Judged<A>>();
  const underWay = new Set<A>();
  let judged = 0;
  const tell = (): void => onProgress?.({ judged, underWay: [...underWay], lanes });
  // The lanes share one iterator: whichever is free takes the next attempt.
  const left = oneByOne(attempts);

  const serve = async (): Promise<void> => {
    let judge: Judge | undefined;
    try {
      for await (const attempt of left) {
        judge ??= Judge.start(root, 'batch', isolation);
        underWay.add(attempt);
        tell();
        results.add(await judgeOne(judge, attempt, stopped));
        underWay.delete(attempt);
        judged += 1;
        tell();
      }
    } finally {
      await judge?.close();
    }
  };

  const serving = Array.from({ length: lanes }, serve);
  void Promise.all(serving).then(
    () => results.end(),
    (error: unknown) => results.fail(error),
  );
  try {
    yield* results;
  } finally {
    stop.abort();
    await Promise.allSettled(serving);
  }
}

async function judgeOne<A extends Attempt>(judge: Judge, attempt: A, signal: AbortSignal): Promise<Judged<A>> {
  const start = performance.now();
  const deaths: string[] = [];
  while (deaths.length < mostDeaths) {
    const answer = await judge.ask(attempt, { signal });
    if (answer.say === 'lost') deaths.push(answer.complaint);
    else return { attempt, verdict: answer.verdict, durationMs: performance.now() - start, deaths };
  }
  return { attempt, verdict: hostLost(deaths.at(-1) ?? ''), durationMs: performance.now() - start, deaths };
}

/** An iterator that several loops share: if it throws in one, it ends for the others, too. */
async function* oneByOne<A>(items: Iterable<A> | AsyncIterable<A>): AsyncGenerator<A, void> {
  yield* items;
}

/** A queue from the lanes to the reader. */
class Results<T> {
  readonly #ready: T[] = [];
  #over: { readonly error?: unknown } | undefined;
  #wake: () => void = () => {};

  add(result: T): void {
    this.#ready.push(result);
    this.#wake();
  }

  end(): void {
    this.#over ??= {};
    this.#wake();
  }

  fail(error: unknown): void {
    this.#over ??= { error };
    this.#wake();
  }

  /** @throws the error that the lanes failed with */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      yield* this.#ready.splice(0);
      if (this.#ready.length > 0) continue;
      if (this.#over && 'error' in this.#over) throw this.#over.error;
      if (this.#over) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
