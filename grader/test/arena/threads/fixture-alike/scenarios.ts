import { scenario, times } from '../fixture/words.ts';
import type * as Counter from './attempt/counter.ts';

const increment = times(3, ({ load, memory }) => load<typeof Counter>('counter.ts').loadThenStore(memory.count));

export const alike = { ...scenario('three add by load and store', ...increment), alike: [['A', 'B', 'C']] };
