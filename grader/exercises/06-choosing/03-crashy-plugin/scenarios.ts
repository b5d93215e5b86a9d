import { inWords, real, staff, type RealStage } from '../../../harness/scenario.ts';
import type * as Render from '../../../../exercises/06-choosing/03-crashy-plugin/render.ts';

type Work = (text: string) => Promise<unknown>;

const open = async (stage: RealStage): Promise<Work> => (await stage.load<typeof Render>('render.ts')).render;

const never = 'never settled';

/** A text that goes through a pipe in four pieces or more, and is not too long for the buffer of `execFile`. */
const page = 'a'.repeat(900_000);

function resolvedTo(result: unknown): string {
  if (typeof result !== 'string' || result.length < 1000) return `resolved to ${inWords(result)}`;
  return result === page ? 'resolved to a long text' : `resolved to another text, of ${result.length} characters`;
}

/**
 * A process that an attempt starts has the machine's clock: a limit of 2 seconds kept there takes that long, while
 * everything else is at rest. This many looks in a row take longer.
 */
const looks = 600;

/** How a call ended, in words that follow `it` in a sentence. */
async function ending(stage: RealStage, run: () => Promise<unknown>): Promise<string> {
  let end = never;
  let promise: Promise<unknown>;
  try {
    promise = run();
  } catch (error) {
    return `threw ${inWords(error)} and returned no promise`;
  }
  const told = promise.then(
    (result) => (end = resolvedTo(result)),
    (error: unknown) =>
      (end = error instanceof Error ? `rejected with an Error: ${error.message}` : `rejected with ${inWords(error)}`),
  );
  for (let look = 0; look < looks && !(await stage.answered(told)); look += 1);
  return end;
}

const texts = ['rain 0', 'sun 1', 'snow 2', 'empty 3', 'long 4'];
/** What the plugin makes of some of these texts; of the others it makes a paragraph. */
const pages: Readonly<Record<string, string>> = { 'empty 3': '', 'long 4': page };

export const tame = real('five texts at the same time', async (stage) => {
  const meter = stage.meter({ processes: true });
  const render = await open(stage);
  const resources = stage.resources();
  const ends = await Promise.all(texts.map((text) => ending(stage, () => render(text))));
  const calls = meter.calls();
  return {
    ends,
    expected: texts.map((text) => resolvedTo(pages[text] ?? `<p>${text}</p>`)),
    calls: calls.length,
    onMain: calls.filter(({ process, thread }) => process === 0 && thread === 0).length,
    onThreads: calls.filter(({ process, thread }) => process === 0 && thread !== 0).length,
    alive: (await staff(stage)).alive,
    // Once the processes have ended, and before time passes: a timer that is left may go off then.
    timers: (stage.resources()['Timeout'] ?? 0) - (resources['Timeout'] ?? 0),
  };
});

export const staying = real('a plugin that returns and keeps its process alive', async (stage) => {
  const render = await open(stage);
  return { end: await ending(stage, () => render('stays 7')), alive: (await staff(stage)).alive };
});

/** What the plugin does with a text, if its word does not tell. */
const deeds: Readonly<Record<string, string>> = {
  'blank 10': 'throws an Error without a message',
  'nothing 11': 'throws undefined',
};

/**
 * Gives the plugin texts that make it misbehave, and a harmless one at the same time. Each text has a number of its
 * own.
 */
const misbehaving = (how: 'ends' | 'hangs', ...wild: readonly string[]) =>
  real(wild.join(', '), async (stage) => {
    // A meter holds all calls for a while, in which the limit of a call that hangs may go off first.
    const meter = how === 'ends' ? stage.meter({ processes: true }) : undefined;
    const render = await open(stage);
    const quiet = ending(stage, () => render('fog 9'));
    const ends = await Promise.all(
      wild.map(async (text) => {
        // This clock stands still while anybody has something to do, and moves on with the timers of the attempt.
        const start = performance.now();
        const end = await ending(stage, () => render(text));
        return { text, end, seconds: Math.round((performance.now() - start) / 1000) };
      }),
    );
    const rest = {
      tame: await quiet,
      after: await ending(stage, () => render('wind 8')),
      alive: (await staff(stage)).alive,
    };
    const given = meter?.calls().map(({ from }) => from) ?? [];
    const times = (text: string): number => given.filter((number) => text.endsWith(` ${number}`)).length;
    return {
      ends: ends.map((each) => ({ ...each, does: deeds[each.text] ?? null, times: times(each.text) })),
      ...rest,
    };
  });

export const crashing = misbehaving('ends', 'crash 1', 'exit 2', 'throw 3', 'blank 10', 'nothing 11');
export const hanging = misbehaving('hangs', 'loop 4', 'deaf 5');
export const growing = misbehaving('ends', 'memory 6');
