import { scenario, times } from '../fixture/words.ts';
import type * as Counter from './attempt/counter.ts';

const increment = times(3, ({ load, memory }) => load<typeof Counter>('counter.ts').loadThenStore(memory.count));

export const alike = { ...scenario('three add by load and store', ...increment), alike: [['A', 'B', 'C']] };

/** Its leader never gets to the mark. */
export const followsSleeper = {
  ...scenario(
    'one would begin when another that sleeps for ever has left a mark',
    ({ memory, mark }) => {
      Atomics.wait(memory.flag, 0, 0);
      mark('never');
    },
    ({ memory }) => Atomics.load(memory.flag, 0),
  ),
  follows: { B: 'A' },
};
