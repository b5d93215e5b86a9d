import { expect, test } from 'vitest';
import { lossFault } from '../../harness/loss.ts';

test('a call that kept it is named', () => {
  const hangs = { name: 'run', location: { file: 'pool.ts', line: 33 } };
  expect(lossFault({ signal: 'SIGKILL', killedFor: 'time', hangs, stderr: '' })).toMatchObject({
    kind: 'stuck',
    location: hangs.location,
    why: 'A call of `run` did not return within half a second of work. The work here needs only a small part of the time that it had.',
  });
});

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
