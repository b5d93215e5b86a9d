import { expect, test } from 'vitest';
import { endlessCall } from '../../../arena/common/endless-call.ts';
import type { StackFrame, ThreadDebugger } from '../../../arena/common/thread-debugger.ts';

const at = (functionName: string): StackFrame => ({
  functionName,
  location: { scriptId: functionName, lineNumber: 0, columnNumber: 0 },
});

const mostStops = 1000;

/** A thread that was stopped in these stacks, one after the other, and then always in the last one. */
function thread(stacks: readonly (readonly StackFrame[] | undefined)[]): { stops: number; debugger: ThreadDebugger } {
  const of = {
    stops: 0,
    debugger: {
      open: async () => true,
      stop: async () => {
        if (of.stops === mostStops) throw new Error('Expected fewer stops');
        return stacks[Math.min(of.stops++, stacks.length - 1)];
      },
      textOf: ({ scriptId }: StackFrame['location']) => scriptId,
      close: () => {},
    } as unknown as ThreadDebugger,
  };
  return of;
}

const locate = (place: string) => (place === 'work' ? { file: 'work.ts', line: 1 } : undefined);

test('a thread found between two microtasks of an endless chain is in no call of the learner', async () => {
  const between = [at('runNextTicks')];
  const { debugger: found } = thread([between, undefined, [at('work'), ...between]]);
  expect(await endlessCall(found, () => 0, locate)).toBeUndefined();
});

test('the call that a thread does not return from is the one that it is found in again', async () => {
  const inWork = [at('work')];
  const { debugger: found } = thread([inWork, undefined, [at('step'), ...inWork], inWork, undefined]);
  expect(await endlessCall(found, () => 0, locate)).toEqual({ name: 'work', location: { file: 'work.ts', line: 1 } });
});
