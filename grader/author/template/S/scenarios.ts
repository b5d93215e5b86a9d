import { threads } from '../../../harness/scenario.ts';
import type * as Attempt from './starter/template.ts';

type Till = { readonly load: <Module>(file: string) => Module; readonly memory: { readonly total: Int32Array } };

const till =
  (...amounts: readonly number[]) =>
  ({ load, memory }: Till): void => {
    const { add } = load<typeof Attempt>('template.ts');
    for (const amount of amounts) add(memory.total, amount);
  };

export const oneTill = threads('one till', {
  memory: (shared) => ({ total: shared.int32('total', 1) }),
  run: { 'till A': till(3, 4) },
  outcome: ({ total }) => ({ total: total[0] ?? 0 }),
});

export const twoTills = threads('two tills', {
  memory: (shared) => ({ total: shared.int32('total', 1) }),
  run: { 'till A': till(3), 'till B': till(4) },
  outcome: ({ total }) => ({ total: total[0] ?? 0 }),
});
