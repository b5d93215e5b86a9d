import { checks } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const titles = {
  twoGuests: 'two guests are greeted',
  otherGuests: 'two other guests are greeted',
  sameName: 'two guests of one name are greeted',
} as const;

for (const scenario of ['twoGuests', 'otherGuests', 'sameName'] as const) {
  check(titles[scenario], async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.always(
      ({ sign, wanted }) =>
        sign.state === 'fulfilled' && [wanted.join(' '), wanted.toReversed().join(' ')].some((text) => text === sign.value),
      {
        kind: 'race',
        message: 'The sign was read before both guests were on it, or says something else.',
        why: 'A task that is started goes on by itself. Which of the two does this line wait for?',
        expected: ({ wanted }) => `"${wanted.join(' ')}", in either order`,
        got: ({ sign }) => (sign.state === 'fulfilled' ? JSON.stringify(sign.value) : sign.state),
      },
    );
    await orders.sometimes(({ together }) => together, {
      kind: 'over-serialised',
      message: 'The second guest was asked only after the first had answered.',
      why: 'Both stand at a door; one of them waits although nobody is in the way.',
      expected: 'both guests are being asked at the same time',
      got: 'one after the other',
    });
  });
}
