import { loadThenStore, plain } from '../test/arena/threads/fixture/attempt/counter.ts';
import {
  checkThenSet,
  notifyBeforeStore,
  takeBoth,
  unlockWithoutNotify,
} from '../test/arena/threads/fixture/attempt/locks.ts';
import { signalOtherWord, waitOnOtherWord } from '../test/arena/threads/fixture/attempt/signals.ts';
import { peterson } from '../test/arena/threads/fixture/attempt/table.ts';

type Program = {
  /** What thread 0 or 1 does; word 0 is what is counted. */
  readonly body: (memory: Int32Array, lane: number) => void;
  readonly right: (memory: Int32Array) => boolean;
};

const count = (memory: Int32Array): Int32Array => memory.subarray(0, 1);
const rest = (memory: Int32Array): Int32Array => memory.subarray(1);
const two = (memory: Int32Array): boolean => memory[0] === 2;

/** The broken programs of the conformance table, as they are explored. */
export const programs = {
  'load and store': { body: (memory) => loadThenStore(count(memory)), right: two },
  'plain increment': { body: (memory) => plain(count(memory)), right: two },
  'check, then set': { body: (memory) => checkThenSet(rest(memory), count(memory)), right: two },
  "Peterson's lock, swapped": {
    body: (memory, lane) => peterson(rest(memory), memory.subarray(3), count(memory), lane, true),
    right: two,
  },
  'unlock without notify': { body: (memory) => unlockWithoutNotify(rest(memory), count(memory)), right: two },
  'notify before the store': { body: (memory) => notifyBeforeStore(rest(memory), count(memory)), right: two },
  'flag and bell are two words': {
    body: (memory, lane) => (lane === 0 ? waitOnOtherWord : signalOtherWord)(count(memory), rest(memory)),
    right: () => true,
  },
  'two locks in two orders': { body: (memory, lane) => takeBoth(rest(memory), lane, 1 - lane), right: () => true },
} as const satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;
