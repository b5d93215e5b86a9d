import { threads } from '../../harness/scenario.ts';
import type * as Writes from './attempt/writes.ts';

type Each = { readonly load: <Module>(file: string) => Module; readonly memory: { readonly word: Int32Array } };

const twoWrite = (times: number) => {
  const run = ({ load, memory }: Each): void => load<typeof Writes>('writes.ts').write(memory.word, times);
  return threads(`two threads that write ${times} times`, {
    memory: (shared) => ({ word: shared.int32('word', 1) }),
    run: { A: run, B: run },
    outcome: ({ word }) => word[0] ?? 0,
  });
};

export const write6 = twoWrite(6);
export const write8 = twoWrite(8);
