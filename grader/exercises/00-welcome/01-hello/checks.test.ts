import { checks, counted, shown } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

for (const [guests, title] of [
  ['ada', 'two guests are greeted'],
  ['bo', 'two other guests are greeted'],
  ['kim', 'two guests of one name are greeted'],
  ['quick', 'two guests who answer at once are greeted'],
  ['another', 'two guests are greeted, and nobody of another party'],
] as const) {
  check(title, async ({ explore }) => {
    const orders = await explore('two', guests);
    await orders.never(({ asked }) => asked.some((times) => times !== 1) && asked, {
      kind: 'wrong-result',
      message: ([first = 0, second = 0]) =>
        `welcome asked the first guest ${counted(first, 'time')}, and the second ${counted(second, 'time')}.`,
      expected: 'one question to each guest',
    });
    await orders.never(({ answersAtEnd, sign }) => answersAtEnd < 2 && { answersAtEnd, sign }, {
      kind: 'race',
      message: ({ answersAtEnd }) => `welcome ended when ${answersAtEnd} of the 2 guests had answered.`,
      expected: 'both have answered',
      got: ({ sign }) => shown(sign),
    });
    await orders.never(
      ({ sign, wanted }) =>
        !(sign.state === 'fulfilled' && wanted.some((text) => text === sign.value)) && { sign, wanted },
      {
        kind: 'race',
        message: ({ sign }) => `Both guests had answered, and welcome ${shown(sign)}.`,
        expected: ({ wanted }) => `"${wanted[0]}", in either order`,
        got: ({ sign }) => shown(sign),
      },
    );
    await orders.never(({ alone }) => alone, {
      kind: 'over-serialised',
      message: 'One guest was asked only after the other had answered.',
      expected: 'both guests are being asked at the same time',
      got: 'one after the other',
    });
  });
}
