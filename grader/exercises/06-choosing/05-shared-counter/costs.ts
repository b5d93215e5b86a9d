import type * as Reader from '../../../../exercises/06-choosing/05-shared-counter/reader.ts';
import type { Workload } from '../../../costs/costs.ts';

const workers = 4;
const lines = 50_000;
const lag = 1000;

export const prepare: Workload = async (load) => {
  const { readLogs } = await load<typeof Reader>('reader.ts');
  return async () => readLogs(workers, lines, lag, () => {});
};
