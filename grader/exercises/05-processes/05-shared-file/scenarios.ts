import { programs } from '../../../harness/scenario.ts';

const file = 'seats.json';
const lock = `${file}.lock`;
const free = 10;
/** A process id that no program of a run has: those have 4001, 4002 and so on. */
const dead = 999;

type Line = {
  readonly end?: string;
  readonly calls?: number;
  readonly seen?: string;
  readonly robbed?: boolean;
  readonly beside?: readonly string[];
};

/** A program that carries out these instructions one after the other, as `given/till.ts` understands them. */
const till = (name: string, ...told: readonly string[]) => ({ name, file: 'till.ts', args: told });

/** JSON may be written with spaces, or with a line break at its end. */
const compact = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
};

const hall = (title: string, files: Record<string, string>, ...crew: readonly ReturnType<typeof till>[]) =>
  programs(title, {
    files: { [file]: JSON.stringify({ free }), ...files },
    programs: crew,
    outcome: ({ ends, read, list }) => {
      const calls = ends.flatMap(({ name, told }) => told.map((line) => ({ name, ...(line as Line) })));
      return {
        /** What the file holds at the end. */
        saved: compact(read(file) ?? 'no file'),
        calls: calls.filter(({ end }) => end !== undefined).map(({ end }) => end ?? ''),
        /** Calls of `updateSeats` that did not resolve, and why. */
        failed: calls.flatMap(({ name, end }) =>
          end === undefined || end === 'resolved' ? [] : [`a call in ${name} rejected with ${end}`],
        ),
        /** Programs that something ended. */
        crashed: ends.flatMap(({ name, code }) => (code === 0 ? [] : [`${name} ended with exit code ${code}`])),
        changed: calls.flatMap(({ name, calls: times = 1 }) =>
          times === 1 ? [] : [`a call in ${name} called change ${times} times`],
        ),
        seen: calls.flatMap(({ seen }) => (seen === undefined ? [] : [compact(seen)])),
        /** Whether a program at work had lost its lock. */
        robbed: calls.some(({ robbed }) => robbed === true),
        left: [
          ...calls
            .flatMap(({ beside = [] }) => beside)
            .map((name) => `all calls had finished, and this file was still in the folder: ${name}`),
          ...list()
            .filter((name) => name !== file)
            .map((name) => `a file is left in the folder: ${name}`),
        ],
      };
    },
  });

export const twoTills = hall('two tills', {}, till('till 1', 'sell', '3'), till('till 2', 'sell-later', '2'));
export const later = hall(
  'a till between whose sales another program changes the file',
  {},
  till('till 1', 'sell', '3', 'take', '4', 'sell', '1'),
);
export const oneTill = hall('two calls in one till', {}, till('till 1', 'both', '3', 'list', '0'));
export const display = hall('a till and the display', {}, till('till 1', 'sell', '3'), till('display', 'look', '0'));
export const refused = hall(
  'a sale between two refused cards',
  {},
  till('till 1', 'refuse', '1', 'sell', '3', 'refuse', '1'),
);
export const crash = hall('a lock of a dead owner', { [lock]: String(dead) }, till('till 1', 'sell', '3', 'list', '0'));
export const crashOfTwo = hall(
  'two tills and a lock of a dead owner',
  { [lock]: String(dead) },
  till('till 1', 'sell', '3'),
  till('till 2', 'sell', '2'),
);
/** The lock is an hour old, like all files of a scenario, and the counting runs under the id of the first program. */
export const counting = hall(
  'a till and a long counting',
  { [lock]: '4001' },
  till('counting', 'count', '4'),
  till('till 1', 'sell', '3'),
);
export const stranger = hall(
  'a till and a long counting by another user',
  { [lock]: '4001' },
  till('counting', 'count', '4'),
  till('till 1', 'sell-among-strangers', '3'),
);
