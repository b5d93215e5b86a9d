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
  let turnOfError = Infinity;
  const failed = (title: string): Error => {
    const error = new Error(`no cover of ${title}`);
    errors.push(error);
    turnOfError = Math.min(turnOfError, stage.turn());
    return error;
  };
  const fetch = (title: string): Promise<string> => {
    asked.push(title);
    if (stage.turn() > turnOfError) askedAfterError.push(title);
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

/** The first is huge; the others fit beside it, one after the other, and none of them ends when a timer may. */
export const hugeCover = tasks('a huge cover and eight small ones', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const titles = 'abcdefghi'.split('');
  const { fetch } = publisher(stage, {
    latency: { ...Object.fromEntries(titles.map((title) => [title, 10.5])), a: 100 },
  });
  const begun: string[] = [];
  stage.task('import', async () => {
    await mapLimit(titles, 2, (title) => {
      begun.push(`${title} ${stage.now()}`);
      return fetch(title);
    });
  });
  return () => ({ begun: begun.join(', ') });
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

/** Both fail, in either order, and there are more places than covers. */
export const twoOfTwoFail = tasks('neither of two covers can be had', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch, errors } = publisher(stage, { broken: ['a', 'b'] });
  let got = 'pending';
  stage.task('import', async () => {
    await mapLimit(['a', 'b'], 3, fetch).then(
      () => (got = 'covers'),
      (error: unknown) => (got = String(error)),
    );
  });
  return () => ({ got, first: String(errors[0]) });
});

/** A promise may reject without a reason. */
export const noReason = tasks('a cover cannot be had, and no reason is given', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch, asked } = publisher(stage);
  let got = 'pending';
  stage.task('import', async () => {
    await mapLimit(['a', 'b'], 1, (title) => fetch(title).then(() => Promise.reject())).then(
      () => (got = 'covers'),
      (error: unknown) => (got = String(error)),
    );
  });
  return () => ({ got, asked: asked.join(' ') });
});

/** Items and results that look like nothing, and an item that comes twice. */
export const pageNumbers = tasks('pages 0, 1, and 0 again', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const seen: number[] = [];
  const read = (page: number): Promise<unknown> =>
    stage.operation({ name: 'read page', args: [page], run: () => [undefined, 0, 'again'][seen.push(page) - 1] });
  const pages = stage.task('import', () => mapLimit([0, 1, 0], 1, read));
  return () => ({ seen, pages: pages.result() });
});

/** Who asks for a cover that is under way gets the promise of the first who asked. */
export const sameRequest = tasks('two of three calls share a request', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch } = publisher(stage);
  const requests = new Map<string, Promise<string>>();
  let underWay = 0;
  let most = 0;
  const cover = (title: string): Promise<string> => {
    const request = requests.get(title) ?? fetch(title);
    requests.set(title, request);
    underWay += 1;
    most = Math.max(most, underWay);
    void request.then(() => (underWay -= 1));
    return request;
  };
  stage.task('import', () => mapLimit(['a', 'a', 'b'], 2, cover));
  return () => ({ most });
});

/** One of them fails, and begins again. */
export const twoImporters = tasks('two imports, one at a time each', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch } = publisher(stage, { broken: ['x'] });
  const one = stage.task('import of a and b', () => mapLimit(['a', 'b'], 1, fetch));
  const other = stage.task('import of x, then c', () =>
    mapLimit(['x'], 1, fetch).catch(() => mapLimit(['c'], 1, fetch)),
  );
  return () => ({ one: one.result(), other: other.result(), together: stage.together('fetch(a)', 'fetch(x)') });
});

/** Less to do than there are places. */
export const shortLists = tasks('lists shorter than the limit', (stage) => {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const { fetch } = publisher(stage);
  const none = stage.task('import of nothing', () => mapLimit([], 2, fetch));
  const one = stage.task('import of one', () => mapLimit(['a'], 3, fetch));
  return () => ({ none: none.result(), one: one.result() });
});
