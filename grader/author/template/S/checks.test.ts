import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const wrongTotal: Judgement<{ total: number }> = {
  kind: 'race',
  message: 'What happened, in one sentence, in the words of the story.',
  why: 'The mechanism behind it, without the answer.',
  expected: 'a total of 7',
  got: ({ total }) => `a total of ${total}`,
};

check('one till adds up', async ({ explore }) => {
  await (await explore('oneTill')).always(({ total }) => total === 7, { ...wrongTotal, kind: 'wrong-result' });
});

check('two tills add up', async ({ explore }) => {
  await (await explore('twoTills')).always(({ total }) => total === 7, wrongTotal);
});
