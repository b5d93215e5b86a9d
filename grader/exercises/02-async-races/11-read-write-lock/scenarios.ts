import { inspect } from 'node:util';
import { family, inWords, tasks } from '../../../harness/scenario.ts';
import { timetable, type Kind } from './given/timetable.ts';

export const twoReaders = tasks('two boards', (stage) => {
  const { visit, inside } = timetable(stage);
  let together = false;
  for (const who of ['board A', 'board B']) {
    stage.task(who, () => visit(who, 'read', () => (together ||= inside.size === 2)));
  }
  return () => ({ together });
});

/**
 * More boards than any number of permits that somebody may have invented, and few enough for a single order even if
 * each takes a turn or two of the event loop to go in. They share one request, so there is one order.
 */
export const manyBoards = tasks('a hundred and ninety boards', (stage) => {
  const { lock } = timetable(stage);
  let inside = 0;
  let together = 0;
  let request: Promise<void> | undefined;
  const look = (): Promise<void> => {
    inside += 1;
    return (request ??= stage.operation({ name: 'read', run: () => void (together = inside) }));
  };
  stage.task('boards', () => Promise.all(Array.from({ length: 190 }, () => lock.read(look))));
  return () => ({ together });
});

/** Two boards ask while the dispatcher is in. */
export const afterTheWriter = tasks('two boards behind the dispatcher', (stage) => {
  const { visit, inside } = timetable(stage);
  let waiting = 0;
  let together = false;
  stage.task('dispatcher', () => visit('dispatcher', 'write'));
  for (const who of ['board A', 'board B']) {
    stage.task(who, async () => {
      if ([...inside].some(({ kind }) => kind === 'write')) waiting += 1;
      await visit(who, 'read', () => (together ||= inside.size === 2 && waiting === 2));
    });
  }
  return () => ({ together });
});

/** Everybody comes once. */
export const mixed = tasks('two boards and two dispatchers', (stage) => {
  const { visit, clashes, late, visits } = timetable(stage);
  stage.task('board A', () => visit('board A', 'read'));
  stage.task('board B', () => visit('board B', 'read'));
  stage.task('dispatcher C', () => visit('dispatcher C', 'write'));
  stage.task('dispatcher D', () => visit('dispatcher D', 'write'));
  return () => ({ clashes, late, uncalled: visits.filter(({ begun }) => begun === Infinity).map(({ who }) => who) });
});

/** Ten boards are in when a dispatcher asks; the first to come takes longest. One order. */
export const tenAndAWriter = tasks('ten boards and a dispatcher', (stage) => {
  const boards = Array.from({ length: 10 }, (_, index) => `board ${index + 1}`);
  const { visit, clashes } = timetable(stage, { latency: (who) => boards.length - boards.indexOf(who) });
  stage.task('everybody', () =>
    Promise.all([...boards.map((who) => visit(who, 'read')), visit('the dispatcher', 'write')]),
  );
  return () => ({ clashes });
});

const rushes = {
  readers: { often: 'read', twice: ['board A', 'board B'], once: 'dispatcher', third: 'write' },
  writers: { often: 'write', twice: ['dispatcher C', 'dispatcher D'], once: 'board', third: 'read' },
  'only-writers': { often: 'write', twice: ['dispatcher C', 'dispatcher D'], once: 'dispatcher E', third: 'write' },
} as const;

/** Two come again and again; a third comes once. */
export const rush = family(['readers', 'writers', 'only-writers'], (who) =>
  tasks(`a rush of ${who}`, (stage) => {
    const { often, twice, once, third } = rushes[who];
    const { visit, clashes, overtaking } = timetable(stage);
    for (const name of twice) stage.task(name, () => visit(name, often).then(() => visit(name, often)));
    stage.task(once, () => visit(once, third));
    return () => ({ clashes, overtaking: overtaking() });
  }),
);

/**
 * A board and three dispatchers come again and again, in one order. Boards may overtake somebody once more for each
 * dispatcher in line, so their overtaking is not counted.
 */
export const longRush = tasks('a board and three dispatchers, six times each', (stage) => {
  const { visit, clashes, overtaking } = timetable(stage, { latency: () => 1 });
  for (const [who, kind] of [
    ['dispatcher C', 'write'],
    ['board', 'read'],
    ['dispatcher D', 'write'],
    ['dispatcher E', 'write'],
  ] as const) {
    const often = async (): Promise<void> => {
      for (let time = 0; time < 6; time += 1) await visit(who, kind);
    };
    stage.task(who, often, { atOnce: true });
  }
  return () => ({ clashes, overtaking: overtaking('write') });
});

/** One request may fail, whichever. */
export const aRequestFails = tasks('a request fails', (stage) => {
  const { visit, clashes, late } = timetable(stage, { mayFail: () => true });
  const told: string[] = [];
  let readerFailed = false;
  for (const [who, kind] of [
    ['board A', 'read'],
    ['dispatcher', 'write'],
    ['board B', 'read'],
  ] as const) {
    stage.task(who, async () => {
      let mine: Error | undefined;
      let called = false;
      const heard = (request: Promise<void>): void => {
        called = true;
        void request.catch((error: unknown) => {
          // Requests fail with nothing but an Error.
          mine = error as Error;
          readerFailed ||= kind === 'read';
        });
      };
      await visit(who, kind, heard).then(
        () => mine === undefined || told.push(`the work of ${who} failed, and ${kind} resolved`),
        (error: unknown) => {
          if (error === mine) return;
          const how = mine === undefined ? 'did not fail' : `failed with ${mine}`;
          const work = called ? how : 'had not been called';
          told.push(`the work of ${who} ${work}, and ${kind} rejected with ${String(error)}`);
        },
      );
    });
  }
  return () => ({ told, clashes, late, readerFailed });
});

/** Only one of two dispatchers may fail: the scenario is about the effect on the other. */
export const aWriteFails = tasks('the request of one of two dispatchers fails', (stage) => {
  const { visit, clashes } = timetable(stage, { mayFail: (who) => who === 'dispatcher C' });
  let failed = false;
  stage.task('dispatcher C', () =>
    visit('dispatcher C', 'write').catch(() => {
      failed = true;
    }),
  );
  stage.task('board', () => visit('board', 'read'));
  stage.task('dispatcher D', () => visit('dispatcher D', 'write'));
  return () => ({ clashes, failed });
});

/** Work that throws before there is a promise. */
export const throwsAtOnce = tasks('work that throws at once', (stage) => {
  const { lock, visit, clashes } = timetable(stage);
  const broken = new Error('no such line');
  const told: string[] = [];
  for (const kind of ['read', 'write'] as const) {
    stage.task(`broken ${kind}`, async () => {
      let answer: Promise<unknown>;
      let work = 'had not been called';
      const tell = (end: string): unknown => told.push(`work ${work}, and ${kind} ${end}`);
      try {
        answer = lock[kind](() => {
          work = 'threw';
          stage.note('work throws');
          throw broken;
        });
      } catch {
        tell('threw, too, where a promise should have rejected');
        return;
      }
      await answer.then(
        () => tell('resolved'),
        (error: unknown) => error === broken || tell(`rejected with ${String(error)}`),
      );
    });
  }
  for (const [who, kind] of [
    ['board', 'read'],
    ['dispatcher', 'write'],
  ] as const) {
    const failed = (error: unknown): unknown => told.push(`the ${kind} of ${who} rejected with ${String(error)}`);
    stage.task(who, () => visit(who, kind).catch(failed));
  }
  return () => ({ told, clashes });
});

export const oneValue = tasks('what work returns', (stage) => {
  const { lock } = timetable(stage);
  const request = (kind: string): Promise<string> => stage.operation({ name: kind, run: () => `${kind} line 7` });
  const answers = ['nothing', 'nothing'];
  const heard = async (index: number, answer: () => Promise<string>): Promise<void> => {
    try {
      answers[index] = inspect(await answer(), { depth: 0 });
    } catch (error) {
      answers[index] = `an error: ${String(error)}`;
    }
  };
  const reading = (): Promise<string> => lock.read(() => request('read'));
  const writing = (): Promise<string> => lock.write(() => request('write'));
  stage.task('board', () => heard(0, reading));
  stage.task('dispatcher', () => heard(1, writing));
  return () => ({ answers, calls: [stage.calls('read'), stage.calls('write')] });
});

/** Values that code mistakes for no value, and an error as a value. */
export const nothings = tasks('work that answers with nothing', (stage) => {
  const { lock } = timetable(stage);
  const unlike: string[] = [];
  stage.task('board', async () => {
    for (const kind of ['read', 'write'] as const) {
      for (const nothing of [undefined, null, 0, '', false, new Error('no such line')]) {
        const was = (end: string): unknown => unlike.push(`work returned ${inWords(nothing)}, and ${kind} ${end}`);
        await lock[kind](async () => nothing).then(
          (value) => value === nothing || was(`resolved with ${inWords(value)}`),
          (error: unknown) => was(`rejected with ${inWords(error)}`),
        );
      }
    }
  });
  return () => ({ unlike });
});

/**
 * Rejections with something other than an Error: a lock that inspects them, or makes an Error of them, is found out.
 */
export const noErrors = tasks('work that fails with what is no Error', (stage) => {
  const { lock } = timetable(stage);
  const unlike: string[] = [];
  stage.task('board', async () => {
    for (const kind of ['read', 'write'] as const) {
      for (const reason of ['line 7', undefined]) {
        const was = (end: string): unknown => unlike.push(`work rejected with ${inspect(reason)}, and ${kind} ${end}`);
        await lock[kind](async () => {
          throw reason;
        }).then(
          (value) => was(`resolved with ${inWords(value)}`),
          (error: unknown) => error === reason || was(`rejected with ${inWords(error)}`),
        );
      }
    }
  });
  return () => ({ unlike });
});

/**
 * Somebody learns that the first is done, and asks at that very moment, while another waits: at once, or one to four
 * microtasks later, as one of these may be the gap between the release and the next in line.
 */
const inTheMoment = (newcomer: Kind, first: Kind, waiting: Kind) =>
  family([0, 1, 2, 3, 4], (microtasks) =>
    tasks(`a ${newcomer} ${microtasks} microtasks after a ${first}, and a ${waiting} waits`, (stage) => {
      const { visit, clashes } = timetable(stage);
      stage.task('first', async () => {
        let listening: Promise<void> | undefined;
        const listen = async (request: Promise<void>): Promise<void> => {
          await request;
          for (let index = 0; index < microtasks; index += 1) await Promise.resolve();
          await visit('the newcomer', newcomer);
        };
        await visit('the first', first, (request) => (listening = listen(request)));
        await listening;
      });
      stage.task('second', () => visit('the second', waiting));
      return () => ({ clashes });
    }),
  );

export const readAfterWrite = inTheMoment('read', 'write', 'write');
export const readAfterRead = inTheMoment('read', 'read', 'write');
export const writeAfterWrite = inTheMoment('write', 'write', 'read');
export const writeAfterRead = inTheMoment('write', 'read', 'write');

export const twoLocks = family(['read', 'write'], (kind) =>
  tasks(`two timetables, a ${kind} of one and a write of the other`, (stage) => {
    const buses = timetable(stage, { name: ' buses' });
    const trams = timetable(stage, { name: ' trams' });
    stage.task('somebody at the buses', () => buses.visit('somebody', kind));
    stage.task('dispatcher of the trams', () => trams.visit('dispatcher', 'write'));
    return () => ({ together: stage.together(`${kind} buses`, 'write trams') });
  }),
);

/** Somebody waits for the buses when the trams' dispatcher is done. */
export const waitingForTheBuses = tasks('two dispatchers of the buses and one of the trams', (stage) => {
  const buses = timetable(stage, { name: ' buses' });
  const trams = timetable(stage, { name: ' trams' });
  for (const who of ['dispatcher A', 'dispatcher B']) stage.task(who, () => buses.visit(who, 'write'));
  stage.task('dispatcher of the trams', () => trams.visit('dispatcher', 'write'));
  return () => ({ clashes: buses.clashes });
});
