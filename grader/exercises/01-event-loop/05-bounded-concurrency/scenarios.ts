import { family, inWords, tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Importer from '../../../../exercises/01-event-loop/05-bounded-concurrency/map-limit.ts';

type Server = {
  /** How long a cover takes, in ms; without it, any time. */
  readonly latency?: Readonly<Record<string, number>>;
  /** One request may fail, whichever. */
  readonly mayFail?: boolean;
  /** Covers that always fail. */
  readonly broken?: readonly string[];
};

/** A publisher's server, which notes which covers were asked for, and what came after an error. */
function publisher(stage: TaskStage, { latency, mayFail = false, broken = [] }: Server = {}) {
  const { mapLimit } = stage.load<typeof Importer>('map-limit.ts');
  const asked: string[] = [];
  const afterError: string[] = [];
  const errors: Error[] = [];
  let turnOfError = Infinity;
  /** When the last call settled, and in which turn; none has yet. */
  const last = { ms: 0, turn: Infinity };
  const failed = (title: string): Error => {
    const error = new Error(`no cover of ${title}`);
    errors.push(error);
    Object.assign(last, { ms: stage.now(), turn: stage.turn() });
    turnOfError = Math.min(turnOfError, stage.turn());
    return error;
  };
  const fetch = (title: string): Promise<string> => {
    asked.push(title);
    if (stage.turn() > turnOfError) afterError.push(title);
    return stage.operation({
      name: 'fetch',
      args: [title],
      run: () => {
        if (broken.includes(title)) throw failed(title);
        Object.assign(last, { ms: stage.now(), turn: stage.turn() });
        return `cover of ${title}`;
      },
      latency: latency?.[title],
      mayFail: mayFail ? () => failed(title) : undefined,
    });
  };
  return { mapLimit, fetch, asked, afterError, errors, last };
}

/** Imports covers of which some fail, and notes where mapLimit did not reject with the first error. */
function failingImport(server: Server, titles: readonly string[], limit: number) {
  return (stage: TaskStage) => {
    const { mapLimit, fetch, afterError, errors, last } = publisher(stage, server);
    const told: string[] = [];
    const late: string[] = [];
    stage.task('import', async () => {
      // A list of its own: an attempt that empties the list would leave less for the next order.
      const [how, error] = await mapLimit([...titles], limit, fetch).then(
        () => ['resolved', undefined] as const,
        (reason: unknown) => [`rejected with ${String(reason)}`, reason] as const,
      );
      if (errors.length > 0 && stage.now() > last.ms)
        late.push(`the last call that settled did so at ${last.ms} ms, and mapLimit ${how} at ${stage.now()} ms`);
      if (error !== errors[0])
        told.push(
          `${errors[0] ? `the first error was ${errors[0]}` : 'no cover had failed'}, and mapLimit ${errors[0] && String(error) === String(errors[0]) ? 'rejected with another error of the same text' : how}`,
        );
    });
    return () => ({ told, late, afterError, failed: errors.length > 0 });
  };
}

/** Four covers, as many at a time as `limit` allows. */
export const atATime = family([1, 2, 3], (limit) =>
  tasks(`four covers, ${limit} at a time`, (stage) => {
    const { mapLimit, fetch, asked } = publisher(stage);
    const items = ['a', 'b', 'c', 'd'];
    let list = [...items];
    const look = (): void => {
      if (list.join() === 'a,b,c,d') list = [...items];
    };
    const cover = (title: string): Promise<string> => {
      look();
      return fetch(title);
    };
    // A copy: changes to the result after the promise has resolved come too late.
    const importer = stage.task('import', async () => [...(await mapLimit(items, limit, cover))]);
    return () => {
      look();
      return {
        covers: importer.result(),
        asked,
        list,
        peak: stage.peak('fetch'),
        together: ['ab', 'ac', 'ad', 'bc', 'bd', 'cd'].filter(([one, other]) =>
          stage.together(`fetch(${one})`, `fetch(${other})`),
        ),
      };
    };
  }),
);

/**
 * The first is huge; the others fit beside it, one after the other, and none of them ends at a moment when a timer may
 * go off.
 */
export const hugeCover = tasks('a huge cover and eleven small ones', (stage) => {
  const titles = 'abcdefghijkl'.split('');
  const latency = { ...Object.fromEntries(titles.map((title) => [title, 10.5])), a: 130 };
  const { mapLimit, fetch, last } = publisher(stage, { latency });
  const begun: { title: string; ms: number; isTurnLate: boolean }[] = [];
  stage.show('ms', () => String(stage.now()));
  const importer = stage.task('import', async () => [
    ...(await mapLimit(titles, 2, (title) => {
      begun.push({ title, ms: stage.now(), isTurnLate: stage.turn() > last.turn });
      return fetch(title);
    })),
  ]);
  return () => ({ begun, covers: importer.result() });
});

/** One request may fail, whichever it is. */
export const oneFails = tasks('a cover cannot be had', failingImport({ mayFail: true }, ['a', 'b', 'c', 'd'], 2));

/** Both requests that are under way first fail, in either order. */
export const twoFail = tasks(
  'two covers cannot be had',
  failingImport({ broken: ['a', 'b'] }, ['a', 'b', 'c', 'd'], 2),
);

/** Both fail, in either order, and there are more places than covers. */
export const twoOfTwoFail = tasks(
  'neither of two covers can be had',
  failingImport({ broken: ['a', 'b'] }, ['a', 'b'], 3),
);

/** A promise may reject without a reason. */
export const noReason = tasks('a cover cannot be had, and no reason is given', (stage) => {
  const { mapLimit } = publisher(stage);
  const asked: string[] = [];
  const afterError: string[] = [];
  let failed = false;
  let end = 'pending';
  const fetch = (title: string): Promise<never> => {
    asked.push(title);
    if (failed) afterError.push(title);
    return stage.operation({
      name: 'fetch',
      args: [title],
      run: () => {
        failed = true;
        throw undefined;
      },
    });
  };
  stage.task('import', async () => {
    end = await mapLimit(['a', 'b'], 1, fetch).then(
      () => 'resolved',
      (error: unknown) => `rejected with ${String(error)}`,
    );
  });
  return () => ({ end, asked, afterError });
});

/**
 * Items and results that look like nothing, a result that is a list, and an item that comes twice, so that the list
 * reads differently backwards.
 */
export const pageNumbers = tasks('pages 0, undefined, 1, 1 again, and 2', (stage) => {
  const { mapLimit } = publisher(stage);
  const seen: string[] = [];
  const answers = [undefined, 0, '', ['recto', 'verso'], new Error('blank')];
  const read = (page: number | undefined): Promise<unknown> => {
    const call = seen.push(String(page));
    return stage.operation({ name: 'read page', args: [page], run: () => answers[call - 1], show: inWords });
  };
  let pages = 'pending';
  stage.task('import', async () => {
    pages = await mapLimit([0, undefined, 1, 1, 2], 1, read).then(
      (results) => `resolved with ${[...results].map(inWords).join(', ')}`,
      (error: unknown) => `rejected with ${String(error)}`,
    );
  });
  return () => ({ seen, pages });
});

/** A call that asks for a cover already under way gets the promise of the first request. */
export const sameRequest = tasks('two of three calls share a request', (stage) => {
  const { mapLimit, fetch } = publisher(stage);
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

/** One import fails, and begins again. */
export const twoImporters = tasks('two imports, one at a time each', (stage) => {
  const { mapLimit, fetch } = publisher(stage, { broken: ['x'] });
  const one = stage.task('import of a and b', () => mapLimit(['a', 'b'], 1, fetch));
  const other = stage.task('import of x, then c', () =>
    mapLimit(['x'], 1, fetch).catch(() => mapLimit(['c'], 1, fetch)),
  );
  return () => ({
    one: one.result(),
    other: other.result(),
    aAndB: stage.together('fetch(a)', 'fetch(b)'),
    together: stage.together('fetch(a)', 'fetch(x)'),
  });
});

/** Fewer covers than places. */
export const shortLists = tasks('lists shorter than the limit', (stage) => {
  const { mapLimit, fetch } = publisher(stage);
  const none = stage.task('import of nothing', () => mapLimit([], 2, fetch));
  const one = stage.task('import of one', () => mapLimit(['a'], 3, fetch));
  return () => ({ none: none.result(), one: one.result() });
});
