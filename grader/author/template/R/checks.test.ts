import { checks } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

check('the event loop turns while the file is on its way', async ({ measure }) => {
  const run = await measure('slow');
  run.holds(({ loop }) => loop !== 'blocked', {
    kind: 'blocked-loop',
    message: ({ call }) => `The event loop stood still${call ? ` inside ${call.name}` : ''}.`,
    why: 'The mechanism behind it, without the answer.',
    expected: 'the loop turns meanwhile',
    got: 'not one turn until the whole file had been sent',
    location: ({ call }) => call?.location,
  });
  run.holds(({ lines }) => lines === 3, {
    kind: 'wrong-result',
    message: 'The lines were not counted right.',
    expected: '3 lines',
    got: ({ lines }) => `${lines} lines`,
  });
});
