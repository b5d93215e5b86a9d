import { checks, type Conditions } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Seen = {
  readonly saved: string;
  readonly failed: string[];
  readonly crashed: string[];
  readonly changed: string[];
  readonly left: string[];
};

const seats = (free: number): string => JSON.stringify({ free });
const inWords = (text: string): string => (text === '' ? 'nothing' : text);

/** @param the story when all went well: `Two tills sold 3 and 2 of 10 seats` */
async function allSaved(orders: Conditions<Seen>, free: number, what: string): Promise<void> {
  const resolved = orders.where(({ failed, crashed }) => failed.length === 0 && crashed.length === 0);
  await resolved.never(({ saved }) => saved !== seats(free) && { saved }, {
    kind: 'race',
    message: ({ saved }) => `${what}, and then seats.json held ${inWords(saved)}.`,
    expected: seats(free),
    got: ({ saved }) => inWords(saved),
  });
  await orders.empty('failed', { kind: 'race' });
  await orders.empty('crashed', { kind: 'crash' });
  await orders.empty('changed');
  await orders.empty('left', { kind: 'leak' });
}

async function notRobbed(orders: Conditions<{ readonly robbed: boolean }>, story: string): Promise<void> {
  await orders.never(({ robbed }) => robbed, {
    kind: 'race',
    message: `${story}, and the lock was taken from it.`,
    expected: 'a lock belongs to its owner as long as the owner runs',
  });
}

check('two tills at once: no sale is lost', async ({ explore }) => {
  await allSaved(await explore('twoTills'), 5, 'Two tills sold 3 and 2 of 10 seats');
  const inTurn = 'A till sold 3 of 10 seats, another program took away 4, the till sold 1 more';
  await allSaved(await explore('later'), 2, inTurn);
});

check('a sale is saved, and nothing else is left', async ({ explore }) => {
  await allSaved(await explore('oneTill'), 6, 'One till sold 3 and 1 of 10 seats at the same time');
});

check('whoever reads finds a whole file', async ({ explore }) => {
  const orders = await explore('display');
  const whole = [seats(10), seats(7)];
  await orders.never(({ seen }) => seen.some((text) => !whole.includes(text)) && { seen: seen.join() }, {
    kind: 'race',
    message: ({ seen }) => `A till sold 3 of 10 seats. The display read seats.json, and found ${inWords(seen)}.`,
    expected: whole.join(' or '),
    got: ({ seen }) => inWords(seen),
  });
  await allSaved(orders, 7, 'A till sold 3 of 10 seats');
});

check('a sale that fails changes nothing and keeps nobody waiting', async ({ explore }) => {
  const orders = await explore('refused');
  const refused = 'Error: the card was refused';
  await orders.equal('calls', [refused, 'resolved', refused], {
    message: 'A till called updateSeats three times, one after the other; change threw in the first and in the last.',
  });
  await orders.equal('saved', seats(7), {
    message: '3 of 10 seats were sold; before and after that a card was refused.',
  });
  await orders.empty('crashed', { kind: 'crash' });
  await orders.empty('changed');
  await orders.empty('left', { kind: 'leak' });
});

check('the lock of a dead owner is removed, and only that one', async ({ explore }) => {
  await allSaved(await explore('crash'), 7, 'With the lock of a dead owner there, a till sold 3 of 10 seats');
  const two = 'With the lock of a dead owner there, two tills sold 3 and 2 of 10 seats';
  await allSaved(await explore('crashOfTwo'), 5, two);
});

check('the lock of an owner that runs is left alone, however old it is', async ({ explore }) => {
  const what = 'Another program, which had the lock, took away 4 of 10 seats; a till sold 3';
  const counting = await explore('counting');
  await notRobbed(counting, 'The counting is process 4001. It had the lock and was at work');
  await allSaved(counting, 3, what);
  const strange = "Another user's program, which had the lock, took away 4 of 10 seats; a till sold 3";
  const stranger = await explore('stranger');
  await notRobbed(stranger, 'The counting is process 4001, of another user. It had the lock and was at work');
  await allSaved(stranger, 3, strange);
});
