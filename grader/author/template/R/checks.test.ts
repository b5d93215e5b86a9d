import { checks } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

check('the event loop turns while the file is on its way', async ({ measure }) => {
  const run = await measure('slow');
  await run.never(({ loop, call }) => loop === 'blocked' && { call }, {
    kind: 'blocked-loop',
    message: ({ call }) => `The event loop stood still${call ? ` inside ${call.name}` : ''}.`,
    expected: 'the loop turns meanwhile',
    location: ({ call }) => call?.location,
  });
  await run.equal('lines', 3, { message: ({ got }) => `The file has 3 lines; counted: ${got}.` });
});
