import { checks, type Difference } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const wrongTotal = {
  kind: 'race',
  message: ({ expected, got }: Difference) =>
    `What happened, in one sentence, in the words of the story: a total of ${got}, not ${expected}.`,
} as const;

check('one till adds up', async ({ explore }) => {
  await (await explore('oneTill')).equal('total', 7, { ...wrongTotal, kind: 'wrong-result' });
});

check('two tills add up', async ({ explore }) => (await explore('twoTills')).equal('total', 7, wrongTotal));
