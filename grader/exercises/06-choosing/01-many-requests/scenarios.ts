import { setTimeout as sleep } from 'node:timers/promises';
import { ending, real, staff, type RealStage } from '../../../harness/scenario.ts';
import type * as Forecasts from '../../../../exercises/06-choosing/01-many-requests/forecasts.ts';

const places = 20;

type Work = (urls: readonly string[]) => Promise<unknown>;

const open = async (stage: RealStage): Promise<Work> => {
  const { forecasts } = await stage.load<typeof Forecasts>('forecasts.ts');
  return forecasts;
};

const villages = (count: number, name = 'village'): readonly string[] =>
  Array.from({ length: count }, (_, index) => `/${name}-${index}`);

type Odd = { readonly story: string; readonly expected: string; readonly got: string };

/** The first text that is wrong; the service answers with the path that it was asked for. */
function oddText(paths: readonly string[], texts: unknown): Odd | null {
  if (!Array.isArray(texts)) {
    return { story: 'the promise did not resolve to an array', expected: 'an array', got: typeof texts };
  }
  const odd = paths.findIndex((path, index) => texts[index] !== path);
  if (odd !== -1) {
    const story = `entry ${odd} of the result is not the text of urls[${odd}]`;
    return { story, expected: `"${paths[odd]}"`, got: JSON.stringify(texts[odd]) ?? 'nothing' };
  }
  const [expected, got] = [paths, texts].map(({ length }) => `an array of the length ${length}`) as [string, string];
  return texts.length === paths.length ? null : { story: 'there are more texts than addresses', expected, got };
}

const inWords = { result: () => 'a result', error: () => 'an Error' };

const few = villages(6, 'town');

/** A few requests, and what they took: an attempt that starts a thread for each has started some, and gets no more. */
async function tryFew(stage: RealStage, forecasts: Work) {
  const { url } = await stage.server();
  const odd = oddText(few, await forecasts(few.map((path) => url + path)));
  const staffed = await staff(stage);
  return { requests: few.length, odd, ...staffed, tooMany: staffed.threads + staffed.processes > 1 };
}

const morning = villages(100);
/**
 * The answers to these come in two pieces: an attempt that counts a request only until its answer begins sends one too
 * many.
 */
const inPieces = Object.fromEntries(
  morning.filter((_, index) => index % 10 === 5).map((path) => [path, { body: [path.slice(0, 4), path.slice(4)] }]),
);

export const whole = real('a hundred villages', async (stage) => {
  const forecasts = await open(stage);
  const before = await tryFew(stage, forecasts);
  if (before.tooMany) return { before, after: null };
  const service = await stage.server({ gather: places, of: morning.length, answers: inPieces });
  const texts = await forecasts(morning.map((path) => service.url + path));
  const { threads, processes, alive } = await staff(stage);
  const { peak, short, requests } = await service.report();
  return {
    before,
    after: {
      threads: threads - before.threads,
      processes: processes - before.processes,
      alive,
      places,
      peak,
      short,
      requests: morning.length,
      sent: requests.length,
      once: new Set(requests.map(({ path }) => path)).size,
      odd: oddText(morning, texts),
    },
  };
});

export const refused = real('a village that the service does not know', async (stage) => {
  const forecasts = await open(stage);
  const before = await tryFew(stage, forecasts);
  if (before.tooMany) return { before, after: null };
  const paths = villages(60);
  // The last of a batch of twenty, or ten: what is sent in the same batch was not sent after its answer.
  const unknown = paths[39]!;
  const answers = { [unknown]: { status: 404, body: ['no such village'] } };
  const service = await stage.server({ gather: places, of: paths.length, answers });
  const end = await ending(() => forecasts(paths.map((path) => service.url + path)), inWords);
  // Held answers come when nobody sends any more; by then an attempt that continues has done so.
  do await sleep(20);
  while ((await service.report()).inFlight > 0);
  const { requests } = await service.report();
  const failed = requests.find(({ path }) => path === unknown);
  const later = requests.filter(({ arrived }) => failed && arrived > failed.ended).length;
  return { before, after: { end, asked: failed !== undefined, later, alive: (await staff(stage)).alive } };
});

export const others = real('two pages at the same time, none, and a broken line', async (stage) => {
  const forecasts = await open(stage);
  const before = await tryFew(stage, forecasts);
  if (before.tooMany) return { before, after: null };
  const pages = [villages(30, 'north'), villages(30, 'south')];
  const both = pages.length * places;
  const { url, report } = await stage.server({ gather: both, answers: { '/broken': { breaks: true } } });
  const texts = await Promise.all(pages.map((paths) => forecasts(paths.map((path) => url + path))));
  const { peak } = await report();
  const odds = pages.map((paths, index) => oddText(paths, texts[index]));
  return {
    before,
    after: {
      odd: odds.find((odd) => odd !== null) ?? null,
      both,
      peak,
      ofNone: oddText([], await forecasts([])),
      end: await ending(() => forecasts(['/a', '/broken', '/b'].map((path) => url + path)), inWords),
      alive: (await staff(stage)).alive,
    },
  };
});

/** Half a text, whose length the server has announced as more; then the server hangs up. */
const cut = { headers: { 'content-length': '100', connection: 'close' }, body: ['sun'] };

/** Each character is three bytes long, so a text of this many comes in pieces that end within characters. */
const suns = '\u2600'.repeat(100_000);

/** By then, in ms, the other address of the call has its answer. */
const afterTheOther = 100;

/** A list that resolved to a long text is described in short. */
const told = (texts: unknown): string => {
  const [text] = Array.isArray(texts) ? (texts as unknown[]) : [];
  if (typeof text !== 'string' || text.length < 1000) return `resolved to ${JSON.stringify(texts)}`;
  return text === suns ? 'resolved to the text' : 'resolved to another text';
};

export const answers = real('addresses that are answered in several ways', async (stage) => {
  const forecasts = await open(stage);
  const { url, report } = await stage.server({
    answers: {
      '/created': { status: 201, body: ['sun'], beats: afterTheOther },
      '/other': { status: 299, body: ['sun'], beats: afterTheOther },
      '/suns': { body: [suns] },
      '/empty': { status: 200, beats: afterTheOther },
      '/unchanged': { status: 304 },
      '/broken': { breaks: true },
      '/cut': cut,
    },
  });
  const call = async (...paths: readonly string[]): Promise<string> =>
    ending(
      async () => forecasts(paths.map((path) => url + path)),
      {
        result: told,
        error: () => 'rejected with an Error',
      },
      stage,
    );
  const rejected = 'rejected with an Error';
  const twice = await call('/twin', '/twin');
  const cases = [
    { what: 'The two addresses were the same', expected: 'resolved to ["/twin","/twin"]', got: twice },
    {
      what: 'The service answers the first of two addresses with the status 201',
      expected: 'resolved to ["sun","/a"]',
      got: await call('/created', '/a'),
    },
    {
      what: 'The service answers the first of two addresses with the status 299',
      expected: 'resolved to ["sun","/a"]',
      got: await call('/other', '/a'),
    },
    {
      what: 'The service answers with a text of 100,000 signs, each of which is three bytes long',
      expected: 'resolved to the text',
      got: await call('/suns'),
    },
    {
      what: 'The service answers the first of two addresses with the status 200 and an empty text',
      expected: 'resolved to ["","/a"]',
      got: await call('/empty', '/a'),
    },
    {
      what: 'The service answers the first of two addresses with the status 304',
      expected: rejected,
      got: await call('/unchanged', '/a'),
    },
    {
      what: 'The service breaks the connection for the first of two addresses, before its answer',
      expected: rejected,
      got: await call('/broken', '/a'),
    },
    {
      what: 'The service breaks the connection for the first of two addresses, in the middle of its answer',
      expected: rejected,
      got: await call('/cut', '/a'),
    },
    {
      what: 'Earlier calls had met with errors, and the service answers both addresses',
      expected: 'resolved to ["/a","/b"]',
      got: await call('/a', '/b'),
    },
  ];
  const { requests } = await report();
  const times = (wanted: string): number => requests.filter(({ path }) => path === wanted).length;
  return { cases, twins: times('/twin'), broken: times('/broken'), cut: times('/cut') };
});
