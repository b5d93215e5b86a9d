import { checks, counted, type Conditions, type Json } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type End = {
  readonly closing: string;
  readonly running: number;
  readonly saved: boolean;
  readonly started: number;
  readonly left: number;
};

/**
 * Each `ask` ended as it should; the first that did not is reported.
 * @param what the story: `Five words were asked for`
 */
async function endAsDue<Outcome>(
  run: Conditions<Outcome & Json>,
  what: string,
  words: readonly string[],
  endsOf: (outcome: Outcome) => readonly string[],
  expected: readonly string[],
): Promise<void> {
  const look = (outcome: Outcome) => {
    const got = endsOf(outcome);
    const at = expected.findIndex((due, index) => got[index] !== due);
    return at >= 0 && { at, got: got[at] ?? '' };
  };
  await run.never(look, {
    kind: 'wrong-result',
    message: ({ at, got }) => `${what}. The ${ordinals[at]} ask, for "${words[at]}", gave ${inWords(got)}.`,
    expected: ({ at }) => inWords(expected[at] ?? ''),
    got: ({ got }) => inWords(got),
  });
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

/** The text that `told` gives for an answer is the answer itself. */
const inWords = (end: string): string => (/^an? (error|rejection|promise)\b/i.test(end) ? end : `the answer "${end}"`);
const isError = (text: string): boolean => text.startsWith('an Error (');

/** Conditions that hold whenever the child lived until `close`. */
async function closes(run: Conditions<End>): Promise<void> {
  await run.equal('closing', 'resolved', { message: 'close was called, and did not resolve.' });
  await run.never(({ running }) => running > 0 && { running }, {
    kind: 'leak',
    message: 'close resolved, and the dictionary still ran at that moment.',
    expected: 'close resolves when the child has ended',
  });
  await run.never(({ left }) => left > 0 && { left }, {
    kind: 'leak',
    message: ({ left }) => `${counted(left, 'process')} still ran after close.`,
  });
}

async function oneDictionary(run: Conditions<End>): Promise<void> {
  await run.equal('started', 1, {
    message: ({ got }) => `Processes started for one translator: ${got}.`,
  });
}

async function savesAndCloses(run: Conditions<End>): Promise<void> {
  await closes(run);
  await run.never(({ saved }) => !saved && { saved }, {
    kind: 'wrong-result',
    message: 'The dictionary ended, and had not saved its statistics.',
    why: 'It does that when its channel is closed, and a process that is killed does nothing more.',
    expected: 'it ends by itself',
  });
}

check('each word gets its own answer, in whatever order they come', async ({ measure }) => {
  const run = await measure('answers');
  const expected = ['ELEFANT', 'PFERD', 'MAUS', 'ELEFANT', 'UHU'];
  await run.never(({ sentFirst }) => sentFirst < 5 && { sentFirst }, {
    kind: 'over-serialised',
    message: ({ sentFirst }) =>
      `Five words were asked for at once, and only ${sentFirst} had been sent when nothing else could happen.`,
    expected: '5 sent',
    got: ({ sentFirst }) => `${sentFirst} sent`,
  });
  await run.never(({ sameId }) => sameId, {
    kind: 'wrong-result',
    message: 'Five words were asked for at the same time, and two of the questions had the same id.',
    expected: 'an id of its own for each question',
  });
  const words = ['elefant', 'pferd', 'maus', 'elefant', 'uhu'];
  const answer = (text: string): string => text.split(',')[0] ?? '';
  const five = 'Five words were asked for at the same time, and the dictionary answered the last one first';
  await endAsDue(run, five, words, ({ first }) => first.map(answer), expected);
  await endAsDue(
    run,
    'The same five words were asked for once more',
    words,
    ({ second }) => second.map(answer),
    expected,
  );
  await run.equal('sent', 10, {
    message: ({ got }) => `ask was called ten times, and the dictionary was sent ${got} questions.`,
  });
  await run.never(({ twice }) => twice > 0 && { twice }, {
    kind: 'wrong-result',
    message: ({ twice }) =>
      `The dictionary was sent ten questions, ${twice} of them with an id that had been used before.`,
    expected: 'an id of its own for each',
    got: ({ twice }) => `${twice} with a used one`,
  });
  await oneDictionary(run);
  await run.never(({ more }) => more > 0 && { more }, {
    kind: 'leak',
    message: ({ more }) =>
      `Five words were asked for and answered; after that the child had ${counted(more, 'listener')} more than before.`,
  });
  await savesAndCloses(run);
  const evening = await measure('many');
  await evening.never(({ twice, asked }) => twice > 0 && { twice, asked }, {
    kind: 'wrong-result',
    message: ({ twice, asked }) =>
      `The dictionary was asked for ${asked} words, a hundred at a time. ${twice} of the questions had an id that had been used before.`,
    expected: 'an id of its own for each',
    got: ({ twice }) => `${twice} with a used one`,
  });
  await evening.never(({ asking, wrong, asked }) => (asking !== 'undefined' || wrong > 0) && { asking, wrong, asked }, {
    kind: 'wrong-result',
    message: ({ asking, wrong, asked }) =>
      asking === 'undefined'
        ? `Of ${asked} words, a hundred at a time, ${wrong} got another answer than their own.`
        : `${asked} words were asked for, a hundred at a time, and ask gave ${inWords(asking)}.`,
    expected: 'each ask gets its own answer',
  });
});

check('a word that is not there rejects its own ask only', async ({ measure }) => {
  const run = await measure('unknown');
  const five =
    'Five words were asked for. The dictionary answers the second with an error, the fourth with an empty text, and the fifth with an error without a text';
  const words = ['maus', 'yeti', 'uhu', 'blank', 'blamed'];
  const expected = ['MAUS, one of 5', 'an Error (no word for yeti)', 'UHU, one of 5', '', 'an Error ()'];
  await endAsDue(run, five, words, ({ ends }) => ends, expected);
  await endAsDue(run, 'The same five words were asked for once more', words, ({ again }) => again, expected);
  await run.never(({ more }) => more > 0 && { more }, {
    kind: 'leak',
    message: ({ more }) =>
      `Five words were asked for, and two of them answered with an error; after that the child had ${counted(more, 'listener')} more than before.`,
  });
  await savesAndCloses(run);
});

check('whoever still waits is told when the dictionary ends', async ({ measure }) => {
  for (const [scenario, what] of [
    ['crash', 'ended with exit code 3'],
    ['killed', 'was ended from outside'],
  ] as const) {
    const run = await measure(scenario);
    await run.never(
      ({ ends }) => {
        const at = ends.findIndex((end) => !isError(end));
        return at >= 0 && { at, got: inWords(ends[at] ?? '') };
      },
      {
        kind: 'wrong-result',
        message: ({ at, got }) =>
          `Three words were asked for, and the dictionary ${what}. The ${ordinals[at]} ask gave ${got}.`,
        expected: 'a rejection with an Error',
        got: ({ got }) => got,
      },
    );
    await run.never(({ later }) => !isError(later) && { later }, {
      kind: 'wrong-result',
      message: ({ later }) => `The dictionary had ended, a word was asked for, and ask gave ${inWords(later)}.`,
      expected: 'a rejection with an Error',
      got: ({ later }) => inWords(later),
    });
    await oneDictionary(run);
    await closes(run);
  }
  const run = await measure('left');
  await run.never(
    ({ ends }) => {
      const at = ends.findIndex((end) => !isError(end));
      return at >= 0 && { at, got: inWords(ends[at] ?? '') };
    },
    {
      kind: 'wrong-result',
      message: ({ at, got }) =>
        `The dictionary closed its channel after two words. Two more were asked for at once, and then it ended. The ${ordinals[at]} ask gave ${got}.`,
      expected: 'a rejection with an Error',
      got: ({ got }) => got,
    },
  );
  await closes(run);
});

check('two translators leave each other alone', async ({ measure }) => {
  const run = await measure('neighbours');
  const expected = ['MAUS, one of 2', 'an Error', 'UHU, one of 2'];
  await run.never(
    ({ ends }) => {
      const at = expected.findIndex((due, index) => (index === 1 ? !isError(ends[1] ?? '') : ends[index] !== due));
      return at >= 0 && { at, got: inWords(ends[at] ?? '') };
    },
    {
      kind: 'wrong-result',
      message: ({ at, got }) =>
        `There were two translators. The first was asked for "maus", the second for a word that crashes its dictionary, and then the first for "uhu". The ${ordinals[at]} ask gave ${got}.`,
      expected: ({ at }) => (at === 1 ? 'a rejection with an Error' : inWords(expected[at] ?? '')),
      got: ({ got }) => got,
    },
  );
  await run.equal('shut', 'resolved', {
    message: 'close of the translator whose dictionary had crashed was called, and did not resolve.',
  });
  await run.equal('started', 2, { message: ({ got }) => `Processes started for two translators: ${got}.` });
  await savesAndCloses(run);
});

check('close lets everything be answered, and waits for the end', async ({ measure }) => {
  const run = await measure('closed');
  const three = 'Three words were asked for before close was called, and the dictionary answers the second one last';
  const expected = ['MAUS, one of 3', 'SLOW, one of 3', 'UHU, one of 3'];
  await endAsDue(run, three, ['maus', 'slow', 'uhu'], (outcome) => outcome.ends, expected);
  await run.never(({ late }) => !isError(late) && { late }, {
    kind: 'wrong-result',
    message: ({ late }) => `A word was asked for after close, and ask gave ${inWords(late)}.`,
    expected: 'a rejection with an Error',
    got: ({ late }) => inWords(late),
  });
  await savesAndCloses(run);
  const patient = await measure('patient');
  const hour = 'Two words were asked for, and close was called. The dictionary takes an hour to answer';
  const late = ['MAUS, one of 2', 'UHU, one of 2'];
  await endAsDue(patient, hour, ['maus', 'uhu'], ({ ends }) => ends, late);
  await savesAndCloses(patient);
  await closes(await measure('unused'));
});
