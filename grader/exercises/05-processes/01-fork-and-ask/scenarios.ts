import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ending, listenersOn, real, running, type RealStage } from '../../../harness/scenario.ts';
import type * as Attempt from '../../../../exercises/05-processes/01-fork-and-ask/translator.ts';

/** How a promise ended, as a text; one that is open when nothing else can happen never settles. */
const told = async (stage: RealStage, answer: () => Promise<unknown>): Promise<string> =>
  ending(answer, { result: String, error: ({ message }) => `an Error (${message})` }, stage);

async function opened(stage: RealStage, hold: number) {
  const saved = join(stage.folder, 'saved.json');
  const notes = join(stage.folder, 'notes.json');
  Object.assign(process.env, { HOLD: String(hold), SAVED: saved, NOTES: notes });
  const { Translator } = await stage.load<typeof Attempt>('translator.ts');
  const children = stage.children();
  const another = () => new Translator(stage.program('dictionary.ts'));
  const translator = another();
  /** Closes, and looks at the children at the very moment when `close` resolved. */
  const close = async () => {
    const closing = await told(stage, async () => {
      await translator.close();
      return 'resolved';
    });
    const atThatMoment = running(children).length;
    const file = existsSync(saved);
    const { started, left } = await stage.processes();
    return { closing, running: atThatMoment, saved: file, started, left };
  };
  const ids = (): readonly unknown[] =>
    existsSync(notes) ? (JSON.parse(readFileSync(notes, 'utf8')) as readonly unknown[]) : [];
  return { translator, another, children, close, ids };
}

const words = ['elefant', 'pferd', 'maus', 'elefant', 'uhu'];

export const answers = real('five words at the same time', async (stage) => {
  const { translator, close, ids, children } = await opened(stage, words.length);
  const first = await Promise.all(words.map(async (word) => told(stage, async () => translator.ask(word))));
  const firstIds = ids();
  const known = firstIds.filter((id) => id !== null);
  const before = listenersOn(children);
  const second = await Promise.all(words.map(async (word) => told(stage, async () => translator.ask(word))));
  await nextTurn();
  const more = listenersOn(children) - before;
  const end = await close();
  const used = ids();
  return {
    first,
    second,
    sentFirst: firstIds.length,
    sameId: new Set(known).size < known.length,
    more,
    ...end,
    twice: used.filter((id, index) => used.indexOf(id) !== index).length,
    sent: used.length,
  };
});

const evening = { rounds: 11, words: 100 };

/** More ids than a translator has that begins again after 256 or 1000. */
export const many = real('many words, round by round', async (stage) => {
  const { translator, close, ids } = await opened(stage, evening.words);
  const due = Array.from({ length: evening.words }, (_, index) => `W${index}, one of ${evening.words}`);
  let wrong = 0;
  const askAll = async (): Promise<void> => {
    for (let round = 0; round < evening.rounds; round += 1) {
      const got = await Promise.all(due.map(async (_, index) => translator.ask(`w${index}`)));
      wrong += got.filter((answer, index) => answer !== due[index]).length;
    }
  };
  const asking = await told(stage, async () => askAll());
  const end = await close();
  const used = ids();
  const twice = used.length - new Set(used).size;
  return { asked: evening.rounds * evening.words, asking, wrong, twice, ...end };
});

/** The second has no translation; the last two have an empty answer and an empty error. */
const labels = ['maus', 'yeti', 'uhu', 'blank', 'blamed'];

export const unknown = real('words that are not there', async (stage) => {
  const { translator, close, children } = await opened(stage, labels.length);
  const askAll = async () => Promise.all(labels.map(async (word) => told(stage, async () => translator.ask(word))));
  const ends = await askAll();
  await nextTurn();
  const before = listenersOn(children);
  const again = await askAll();
  await nextTurn();
  const more = listenersOn(children) - before;
  return { ends, again, more, ...(await close()) };
});

const fatal = (title: string, word: string) =>
  real(title, async (stage) => {
    const { translator, close } = await opened(stage, 9);
    const ends = await Promise.all(
      ['maus', 'uhu', word].map(async (each) => told(stage, async () => translator.ask(each))),
    );
    const later = await told(stage, async () => translator.ask('pferd'));
    return { ends, later, ...(await close()) };
  });

export const crash = fatal('a dictionary that crashes', 'crash');
export const killed = fatal('a dictionary that is killed', process.platform === 'win32' ? 'crash' : 'kill');

export const left = real('a dictionary that closes its channel, and ends later', async (stage) => {
  // Held until nothing else can happen: nobody hears of the child's end before that.
  stage.meter({ gather: 9, processes: true });
  const { translator, children, close } = await opened(stage, 9);
  const child = children[0];
  const isClosed = new Promise<unknown>((resolve) => child?.once('disconnect', resolve));
  const before = ['maus', 'leave'].map(async (word) => told(stage, async () => translator.ask(word)));
  await stage.settles(isClosed);
  await nextTurn();
  // Two in one turn: the channel may report an error for each of them.
  const after = ['pferd', 'uhu'].map(async (word) => told(stage, async () => translator.ask(word)));
  return { ends: await Promise.all([...before, ...after]), ...(await close()) };
});

/** The first translator waits, and the second one crashes; then the first is asked for another word. */
export const neighbours = real('two translators', async (stage) => {
  const { translator, another, close } = await opened(stage, 2);
  const second = another();
  const first = told(stage, async () => translator.ask('maus'));
  const crashed = await told(stage, async () => second.ask('crash'));
  const last = told(stage, async () => translator.ask('uhu'));
  const ends = [await first, crashed, await last];
  const shut = await told(stage, async () => second.close().then(() => 'resolved'));
  const end = await close();
  return { ends, shut, ...end };
});

export const closed = real('closed while words are under way', async (stage) => {
  // More than there are, so the slow word is held until nothing else can happen.
  stage.meter({ gather: 9, processes: true });
  const { translator, close } = await opened(stage, 3);
  const asked = ['maus', 'slow', 'uhu'].map(async (word) => told(stage, async () => translator.ask(word)));
  const closing = close();
  const late = await told(stage, async () => translator.ask('pferd'));
  const end = await closing;
  return { ends: await Promise.all(asked), late, ...end };
});

export const unused = real('closed before anything was asked', async (stage) => {
  const { close } = await opened(stage, 1);
  return close();
});

const hourMs = 3_600_000;

/** An attempt that gives up on a child or a question after some time has done so by then. */
export const patient = real('words that take an hour', async (stage) => {
  const { translator, close, children } = await opened(stage, 9);
  const asked = ['maus', 'uhu'].map(async (word) => told(stage, async () => translator.ask(word)));
  const closing = close();
  // By the attempt's time, which passes when nothing else can happen.
  setTimeout(() => {
    for (const child of running(children)) if (child.connected) child.send({ id: 0, word: 'go on' }, () => {});
  }, hourMs);
  const end = await closing;
  return { ends: await Promise.all(asked), ...end };
});
