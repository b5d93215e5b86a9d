import { afterAll, beforeAll, expect, it } from 'vitest';
import { markedProcesses } from '../../../arena/common/marked-processes.ts';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged.remove());

it.each(['loopsForEver', 'waitsForEver'])('%s: is stuck', async (scenario) => {
  expect(await staged.measure(scenario, 2)).toMatchObject({ say: 'lost', fault: { kind: 'stuck' } });
});

it('a call that does not return is found while it is waited for', async () => {
  expect(await staged.measure('loopsForEver', 10)).toMatchObject({
    say: 'lost',
    fault: {
      kind: 'stuck',
      location: { file: 'hog.ts', line: 38 },
      why: expect.stringMatching(/^A call of `\w+` did not/),
    },
  });
});

it.each([
  ['circle', 'crash', /^What the code gave back can't be used as the README says/],
  ['tooMuch', 'crash', /^What the code gave back takes more than 3000000 characters/],
  ['manyWords', 'crash', /^Your code called process\.exit\(x{100,200}\.$/],
  ['unspeakable', 'unhandled', /\[Proxy\]/],
])('%s: is a finding, and no fault of the kit', async (scenario, kind, message) => {
  const answer = await staged.measure(scenario);
  expect(answer).toMatchObject({ measurement: { fault: { kind, message: expect.stringMatching(message) } } });
});

it('a promise that never settles needs no limit to be seen', async () => {
  expect(await staged.measure('neverSettles')).toMatchObject({ measurement: { fault: { kind: 'stuck' } } });
});

it.runIf(process.platform === 'linux')('what the attempt started is gone afterwards, wherever it hides', async () => {
  const mark = Object(await staged.outcome('hides')).mark;
  expect(mark).toMatch(/^[0-9a-f-]{36}$/);
  await expect.poll(() => markedProcesses(mark), { timeout: 60_000 }).toEqual([]);
});

it.runIf(process.platform !== 'win32')('a folder that is still written to is no fault of the attempt', async () => {
  expect(await staged.outcome('writesOn')).toBe(null);
});

it.each([
  ['threadLetGo', 11],
  ['letGoWhileLookedAt', 11],
  ['childLetGo', 18],
])('%s: the program would end before the promise settles', async (scenario, line) => {
  expect(await staged.measure(scenario)).toMatchObject({
    measurement: {
      fault: {
        kind: 'stuck',
        message: expect.stringMatching(/^A program that awaits this/),
        location: { file: 'unref.ts', line },
      },
    },
  });
});

it('a thread that keeps the program alive again is waited for', async () => {
  expect(await staged.outcome('letGoForAWhile')).toBe('settled');
});
