import { expect, test } from 'vitest';
import { lossFault } from '../../harness/loss.ts';

test.each([
  ['killed for silence', { signal: 'SIGKILL', killedFor: 'time', stderr: '' }, 'stuck', /did not come to an end/],
  ['killed for memory', { signal: 'SIGKILL', killedFor: 'memory', stderr: '' }, 'crash', /all the memory/],
  ['a full heap', { signal: 'SIGABRT', stderr: 'FATAL ERROR: Reached heap limit' }, 'crash', /all the memory/],
  ['forged frames', { signal: 'SIGKILL', killedFor: 'nonsense', stderr: '' }, 'crash', /make no sense/],
  ['a result of another form', { signal: 'SIGKILL', killedFor: 'misshapen', stderr: '' }, 'crash', /cannot read/],
  ['an early exit', { code: 0, signal: null, stderr: '' }, 'crash', /ended early \(exit code 0\)/],
] as const)('%s', (_name, loss, kind, message) => {
  expect(lossFault(loss)).toMatchObject({ kind, message: expect.stringMatching(message) });
});
