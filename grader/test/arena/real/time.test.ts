import { afterAll, beforeAll, expect, it } from 'vitest';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged.remove());

it.each(['sleepsShortly', 'sleepsLong'])('%s: nothing else has waited when time has passed', async (scenario) => {
  expect(await staged.outcome(scenario)).toEqual({ ways: 12, ended: [] });
});
