import { tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Importer from '../../../../exercises/01-event-loop/05-bounded-concurrency/map-limit.ts';

type Server = {
  /** How long a cover takes; without it, any time. */
  readonly latency?: Readonly<Record<string, number>>;
  /** One request may fail, whichever. */
  readonly mayFail?: boolean;
  /** Covers that always fail. */
  readonly broken?: readonly string[];
};

/** A publisher's server, who notes which covers were asked for, and what came after an error. */
function publisher(stage: TaskStage, { latency, mayFail = false, broken = [] }: Server = {}) {
  const asked: string[] = [];
  const askedAfterError: string[] = [];
  const errors: Error[] = [];
  const failed = (title: string): Error => {
    const error = new Error(`no cover of ${title}`);
    errors.push(error);
    return error;
  };
  const fetch = (title: string): Promise<string> => {
    asked.push(title);
    if (errors.length > 0) askedAfterError.push(title);
    return stage.operation({
      name: 'fetch',
      args: [title],
      run: () => {
        if (broken.includes(title)) throw failed(title);
        return `cover of ${title}`;
      },
      latency: latency?.[title],
      mayFail: mayFail ? () => failed(title) : undefined,
    });
  };
  return { fetch, asked, askedAfterError, errors };
}

/** Four covers, as many at a time as allowed. */
function importOf(limit: number) {
  return (stage: TaskStage) => {
    const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
    const { fetch, asked } = publisher(stage);
    const items = ['a', 'b', 'c', 'd'];
    // A copy: what comes into the array after it was handed over comes too late.
    const importer = stage.task('import', async () => [...(await mapLimit(items, limit, fetch))]);
    return () => ({
      limit,
      covers: importer.result(),
      asked: asked.join(' '),
      items: items.join(' '),
      peak: stage.peak('fetch'),
      together: pairs.filter(([one, other]) => stage.together(`fetch(${one})`, `fetch(${other})`)),
    });
  };
}

const pairs = ['ab', 'ac', 'ad', 'bc', 'bd', 'cd'] as const;

export const oneAtATime = tasks('four covers, one at a time', importOf(1));
export const twoAtATime = tasks('four covers, two at a time', importOf(2));
export const threeAtATime = tasks('four covers, three at a time', importOf(3));

/** The first is huge; the others fit beside it. */
export const hugeCover = tasks('a huge cover and three small ones', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch } = publisher(stage, { latency: { a: 30, b: 10, c: 10, d: 10 } });
  let took = 0;
  stage.task('import', async () => {
    await mapLimit(['a', 'b', 'c', 'd'], 2, fetch);
    took = stage.now();
  });
  return () => ({ took });
});

/** One request may fail, whichever it is. */
export const oneFails = tasks('a cover cannot be had', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch, asked, askedAfterError, errors } = publisher(stage, { mayFail: true });
  let got = 'pending';
  stage.task('import', async () => {
    await mapLimit(['a', 'b', 'c', 'd'], 2, fetch).then(
      () => (got = 'covers'),
      (error: unknown) => (got = error === errors[0] ? 'that error' : String(error)),
    );
  });
  return () => ({ got, failed: errors.length > 0, asked: asked.join(' '), afterError: askedAfterError.join(' ') });
});

/** Both that are under way first fail, in either order. */
export const twoFail = tasks('two covers cannot be had', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch, askedAfterError, errors } = publisher(stage, { broken: ['a', 'b'] });
  let got = 'pending';
  stage.task('import', async () => {
    await mapLimit(['a', 'b', 'c', 'd'], 2, fetch).then(
      () => (got = 'covers'),
      (error: unknown) => (got = String(error)),
    );
  });
  return () => ({ got, first: String(errors[0]), afterError: askedAfterError.join(' ') });
});

/** Items and results that look like nothing. */
export const pageNumbers = tasks('pages 0 and 1, without a result', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const seen: number[] = [];
  const read = (page: number): Promise<void> =>
    stage.operation({ name: 'read page', args: [page], run: () => void seen.push(page) });
  const pages = stage.task('import', () => mapLimit([0, 1], 1, read));
  return () => ({ seen, pages: pages.result() });
});

/** Less to do than there are places. */
export const shortLists = tasks('lists shorter than the limit', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch } = publisher(stage);
  const none = stage.task('import of nothing', () => mapLimit([], 2, fetch));
  const one = stage.task('import of one', () => mapLimit(['a'], 3, fetch));
  return () => ({ none: none.result(), one: one.result() });
});
