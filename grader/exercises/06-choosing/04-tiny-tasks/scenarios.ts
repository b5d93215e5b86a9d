import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ending, heldSince, inWords, real, staff, stoodStillAt, type RealStage } from '../../../harness/scenario.ts';
import type * as Prizes from '../../../../exercises/06-choosing/04-tiny-tasks/prizes.ts';
import { prizeOf, type Ticket } from './starter/lottery.ts';

const cores = 4;
/** On the clock that the main thread can read, a ticket takes as long as the brief says. */
const unitMs = 0.01;

const sixRight = [4, 8, 15, 16, 23, 42];

/** Tickets of which some win: those whose numbers are close together. Now and then one wins a million. */
function ticketsFrom(first: number, count: number): readonly Ticket[] {
  return Array.from({ length: count }, (_, index) => {
    const id = first + index;
    const numbers = Array.from({ length: 6 + (id % 4) }, (_number, place) => 1 + ((id + place * (1 + (id % 5))) % 49));
    return { id, numbers: id % 500 === 17 ? sixRight : numbers };
  });
}

const damaged = (id: number): Ticket => ({ id, numbers: [4, 8, 15] });

type Work = (tickets: readonly Ticket[]) => Promise<readonly number[]>;

const open = async (stage: RealStage): Promise<{ prizesOf: Work; meter: ReturnType<RealStage['meter']> }> => {
  stage.cores(cores);
  const meter = stage.meter({ unitMs, processes: true });
  const { prizesOf } = await stage.load<typeof Prizes>('prizes.ts');
  // Begin right after the loop's I/O step: no more I/O comes in the same turn.
  await nextTurn();
  return { prizesOf, meter };
};

type Odd = { readonly story: string; readonly expected: string; readonly got: string };

/** The first prize that is wrong: what was due, and what came. */
function oddPrize(tickets: readonly Ticket[], prizes: unknown): Odd | null {
  const due = tickets.map(prizeOf);
  if (!Array.isArray(prizes)) {
    return { story: 'the promise did not resolve to an array', expected: 'an array', got: typeof prizes };
  }
  const odd = due.findIndex((prize, index) => prizes[index] !== prize);
  if (odd === -1) {
    const [expected, got] = [due, prizes].map(({ length }) => `an array of the length ${length}`) as [string, string];
    return prizes.length === due.length ? null : { story: 'there are more prizes than tickets', expected, got };
  }
  return {
    story: `prizes[${odd}] is not what tickets[${odd}] has won`,
    expected: String(due[odd]),
    got: odd < prizes.length ? inWords(prizes[odd]) : `nothing: the array has the length ${prizes.length}`,
  };
}

const dozen = ticketsFrom(100_000, 12);

/**
 * A few tickets, and what they took: an attempt that starts a thread for each has started a dozen, and gets no more.
 */
async function tryDozen(stage: RealStage, prizesOf: Work) {
  const odd = oddPrize(dozen, await prizesOf([...dozen]));
  return { tickets: dozen.length, cores, odd, ...(await staff(stage)) };
}

/** Tickets that are not in the order of their numbers. */
const saturday = ticketsFrom(0, 4000).map((_, index, all) => all[(index * 7) % all.length]!);

export const draw = real('a whole draw', async (stage) => {
  const { prizesOf, meter } = await open(stage);
  const before = await tryDozen(stage, prizesOf);
  if (before.threads + before.processes > cores) return { before, after: null };
  const resources = stage.resources();
  const { posted } = stage.messages();
  await nextTurn();
  const handed = [...saturday];
  const prizes = await prizesOf(handed);
  const messages = stage.messages().posted - posted;
  const stood = stoodStillAt(stage);
  const after = await staff(stage);
  const calls = meter.calls().filter(({ from }) => from < saturday.length);
  const { turns, mostInOneTurn } = meter.onLoop();
  return {
    before,
    after: {
      tickets: saturday.length,
      cores,
      threads: after.threads - before.threads,
      processes: after.processes - before.processes,
      alive: after.alive,
      messages,
      stood,
      timer: stage.longestTimer(),
      onMain: calls.filter(({ process, thread }) => process === 0 && thread === 0).length,
      turns,
      mostInOneTurn,
      calls: calls.length,
      once: new Set(calls.map(({ from }) => from)).size,
      untouched: isDeepStrictEqual(handed, saturday),
      odd: oddPrize(saturday, prizes),
      left: await heldSince(resources, stage),
    },
  };
});

const words = { result: () => 'a result', error: ({ message }: Error) => message };

export const torn = real('a damaged ticket', async (stage) => {
  const { prizesOf } = await open(stage);
  const resources = stage.resources();
  const end = await ending(() => prizesOf([...ticketsFrom(0, 700), damaged(700), ...ticketsFrom(701, 300)]), words);
  const { alive } = await staff(stage);
  const left = await heldSince(resources, stage);
  const next = ticketsFrom(5000, 300);
  let odd: Odd | null = null;
  const nextEnd = await ending(async () => (odd = oddPrize(next, await prizesOf(next))), words);
  return { end, alive, left, nextEnd, odd };
});

export const mute = real('an error with an empty message', async (stage) => {
  const { prizesOf, meter } = await open(stage);
  const unspeakable = 404_404;
  const tickets = [...ticketsFrom(0, 200), ...ticketsFrom(unspeakable, 1), ...ticketsFrom(200, 100)];
  const end = await ending(
    async () => prizesOf(tickets),
    { ...words, error: ({ message }) => `an Error: ${message}` },
    stage,
  );
  const { alive } = await staff(stage);
  return { threw: meter.calls().some(({ from }) => from === unspeakable), end, alive };
});

/** Half of the tickets are in both: they are the same objects. */
export const twice = real('two draws at the same time, then an empty one', async (stage) => {
  const { prizesOf, meter } = await open(stage);
  const before = await tryDozen(stage, prizesOf);
  if (before.threads + before.processes > cores) return { before, after: null };
  await nextTurn();
  const callsBefore = meter.count();
  // Somewhat more than may be looked through in one turn.
  const all = ticketsFrom(20_000, 3600);
  const lists = [all.slice(0, 2400), all.slice(1200)];
  const prizes = await Promise.all(lists.map((list) => prizesOf(list)));
  const odds = lists.map((list, index) => oddPrize(list, prizes[index]));
  const { alive } = await staff(stage);
  return {
    before,
    after: {
      odd: odds.find((odd) => odd !== null) ?? null,
      tickets: 4800,
      calls: meter.count() - callsBefore,
      mostInOneTurn: meter.onLoop().mostInOneTurn,
      alive,
      ofNone: oddPrize([], await prizesOf([])),
    },
  };
});
