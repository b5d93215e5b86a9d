import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draws } from '../../draws.ts';
import { clean, racy } from './race-programs.ts';
import { RacePrograms } from './staged-races.ts';

let programs: RacePrograms;
beforeAll(async () => (programs = await RacePrograms.build()));
afterAll(async () => programs.remove());

const often = new Set(['a plain counter', 'a plain counter, one worker after the other by chance']);

describe('a data race is found whatever the order', () => {
  test.each(Object.entries(racy))('%s', async (name, program) => {
    const run = await programs.stage(program);
    for (let times = often.has(name) ? draws(5, 20) : draws(1, 2); times > 0; times -= 1) {
      expect(await run()).toMatchObject({ fault: { kind: 'data-race', location: { file: 'program.ts' } } });
    }
  });
});

describe('no other program is accused, and all do what they did', () => {
  test.each(Object.entries(clean))('%s', async (_, program) => {
    const run = await programs.stage(program);
    for (let times = draws(1, 3); times > 0; times -= 1) {
      expect(await run()).toEqual({ outcome: program.returns, figures: [], slept: 'no' });
    }
  });
});
