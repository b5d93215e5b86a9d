import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../draws.ts';
import { attempts, scheduleOf } from './attempts.ts';
import { endsOf, programs, scenariosOf } from './random-programs.ts';

const attempt = attempts();
const enumerated = attempts(join(import.meta.dirname, 'every-order-thread.ts'));

/** What a task does with its answers; all tasks write into one log. */
type Step = {
  readonly do: 'call' | 'fail' | 'race' | 'both' | 'tick' | 'queued' | 'tidy';
  readonly hops: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('call', 'call', 'fail', 'race', 'both', 'tick', 'queued', 'tidy'),
  hops: fc.integer({ min: 0, max: 3 }),
});
const loggers = fc.oneof(
  fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 2 }),
  fc.array(fc.array(step, { minLength: 1, maxLength: 1 }), { minLength: 3, maxLength: 3 }),
);

const body = `(program) => (stage) => {
  const log = [];
  const call = (name) => stage.operation({ name, run: () => name });
  const steps = {
    call: (name) => call(name),
    fail: (name) => stage.operation({ name, run: () => { throw new Error(name); } }).catch(({ message }) => message),
    race: (name) => Promise.race([call(name + '1'), call(name + '2')]),
    both: (name) => Promise.all([call(name + '1'), call(name + '2')]),
    tick: (name) => call(name).then((text) => new Promise((resolve) => process.nextTick(resolve, text))),
    queued: (name) => call(name).then((text) => new Promise((resolve) => queueMicrotask(() => resolve(text)))),
    tidy: (name) => call(name).finally(() => { log.push('tidy'); }),
  };
  program.forEach((task, index) => {
    stage.task('T' + index, async () => {
      for (const [place, { do: what, hops }] of task.entries()) {
        const answer = await steps[what]('T' + index + place);
        log.push(String(answer));
        for (let hop = 0; hop < hops; hop++) await undefined;
        log.push(log.length + ' T' + index);
      }
    }, { atOnce: true });
  });
  return () => log;
}`;

const logging = (some: readonly (readonly (readonly Step[])[])[]): string =>
  some
    .map((program, index) => `export const all${index} = tasks('log', (${body})(${JSON.stringify(program)}));`)
    .join('\n');

const count = draws(15, 60);
for (const [title, scenarios] of [
  ['code that shares everything', logging(fc.sample(loggers, { numRuns: count, seed: 7 }))],
  ['random programs', scenariosOf(fc.sample(programs, { numRuns: count, seed: 8 }))],
] as const) {
  test(`two answers in one turn: the ends of ${title} are those of plain enumeration`, async () => {
    const [ours, plain] = [await attempt({ 'a.ts': '' }, scenarios), await enumerated({ 'a.ts': '' }, scenarios)];
    let [compared, shared, every] = [0, 0, 0];
    for (let index = 0; index < count; index++) {
      const all = await plain.explore(`all${index}`, 800);
      if (!all.complete) continue;
      const some = await ours.explore(`all${index}`);
      // One that always fails is not tried to the end.
      if (some.outcomes.length === 1 && !some.complete) continue;
      expect({ index, complete: some.complete, ends: endsOf(some) }).toEqual({
        index,
        complete: true,
        ends: endsOf(all),
      });
      compared++;
      shared += some.sharedTurns ?? 0;
      every += all.schedules;
    }
    expect(compared).toBeGreaterThan(count / 4);
    expect(shared).toBeGreaterThan(100);
    expect(every).toBeGreaterThan(2 * shared);
  });
}

const two = `export const scenario = tasks('two', (stage) => {
  const { both } = stage.load('both.ts');
  let result = '';
  stage.task('both', () => both((name) => stage.operation({ name, run: () => name })).then((text) => { result = text; }));
  return () => result;
});`;
const dropping = {
  'both.ts': `export async function both(call: (name: string) => Promise<string>) {
    const open = new Set<Promise<string>>();
    for (const name of ['a', 'b']) {
      const request: Promise<string> = call(name).finally(() => open.delete(request));
      open.add(request);
    }
    const got = [];
    while (open.size > 0) got.push(await Promise.race(open));
    return got.join();
  }`,
};

test('what is dropped only when two answers come in one turn is found, replayed and told', async () => {
  const { explore, explain } = await attempt(dropping, two);
  const exploration = await explore();
  expect(exploration).toMatchObject({ schedules: 4, sharedTurns: 2, complete: true });
  const schedule = scheduleOf(exploration, ({ outcome }) => outcome === 'a');
  const { outcome, timeline } = await explain(schedule);
  expect(outcome).toBe('a');
  expect(timeline.rows.map(({ text, note }) => [text, note])).toContainEqual([
    '◀┄ b() → b',
    'both answers in one turn',
  ]);
});

test('answers that set off one job each are no further order', async () => {
  const { explore } = await attempt(
    {
      'both.ts': `export const both = (call: (name: string) => Promise<string>) =>
        new Promise<string>((resolve) => {
          let left = 2;
          for (const name of ['a', 'b']) void call(name).then((text) => { if (--left === 0) resolve(text); });
        });`,
    },
    two,
  );
  // Two that follow each other; `b` comes last, and what the scenario does with it is one more job.
  expect(await explore()).toMatchObject({ schedules: 2, complete: true });
});
