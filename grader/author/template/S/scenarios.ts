import { arrangement } from '../../../harness/scenario.ts';
import type * as Attempt from './starter/template.ts';

type Till = { readonly load: <Module>(file: string) => Module; readonly memory: { readonly total: Int32Array } };

const till =
  (...amounts: readonly number[]) =>
  ({ load, memory }: Till): void => {
    const { add } = load<typeof Attempt>('template.ts');
    for (const amount of amounts) add(memory.total, amount);
  };

const scene = arrangement({
  memory: (shared) => ({ total: shared.int32('total', 1) }),
  outcome: ({ total }) => ({ total: total[0] ?? 0 }),
});

export const oneTill = scene('one till', { 'till A': till(3, 4) });

export const twoTills = scene('two tills', { 'till A': till(3), 'till B': till(4) });
