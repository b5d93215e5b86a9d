import { checks } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const titles = {
  twoGuests: 'two guests are greeted',
  otherGuests: 'two other guests are greeted',
  sameName: 'two guests of one name are greeted',
  quickGuests: 'two guests who answer at once are greeted',
  anotherParty: 'two guests are greeted, and nobody of another party',
} as const;

for (const scenario of ['twoGuests', 'otherGuests', 'sameName', 'quickGuests', 'anotherParty'] as const) {
  check(titles[scenario], async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.always(({ asked }) => asked.every((times) => times === 1), {
      kind: 'wrong-result',
      message: 'A guest was not asked exactly once.',
      expected: 'each of the two is asked once',
      got: ({ asked }) => `the first was asked ${asked[0]} times, the second ${asked[1]} times`,
    });
    await orders.always(({ early }) => !early, {
      kind: 'race',
      message: 'The sign was read before both guests had answered.',
      why: 'A task that is started goes on by itself. Which of the two does this line wait for?',
      expected: ({ wanted }) => `"${wanted.join(' ')}", in either order`,
      got: ({ sign }) => (sign.state === 'fulfilled' ? JSON.stringify(sign.value) : sign.state),
    });
    await orders.always(
      ({ sign, wanted }) =>
        sign.state === 'fulfilled' &&
        [wanted.join(' '), wanted.toReversed().join(' ')].some((text) => text === sign.value),
      {
        kind: 'race',
        message: 'Both guests had answered, and the sign says something else.',
        expected: ({ wanted }) => `"${wanted.join(' ')}", in either order`,
        got: ({ sign }) => (sign.state === 'fulfilled' ? JSON.stringify(sign.value) : sign.state),
      },
    );
    await orders.always(({ alone }) => !alone, {
      kind: 'over-serialised',
      message: 'One guest was asked only after the other had answered.',
      why: 'Both stand at a door; one of them waits although nobody is in the way.',
      expected: 'both guests are being asked at the same time',
      got: 'one after the other',
    });
  });
}
