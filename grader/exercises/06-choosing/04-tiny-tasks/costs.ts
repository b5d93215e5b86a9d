import type * as Prizes from '../../../../exercises/06-choosing/04-tiny-tasks/prizes.ts';
import type { Workload } from '../../../costs/costs.ts';

export const prepare: Workload = async (load) => {
  const { prizesOf } = await load<typeof Prizes>('prizes.ts');
  const tickets = Array.from({ length: 20_000 }, (_, id) => ({
    id,
    numbers: Array.from({ length: 6 + (id % 7) }, (_number, index) => 1 + ((id * 11 + index * 4) % 49)),
  }));
  return async () => prizesOf(tickets);
};
