import { expect, test } from 'vitest';
import type { Json } from '../../../arena/common/exploration.ts';
import { attempts, scheduleOf } from './attempts.ts';

const attempt = attempts();

/** The rows of the order that ends so, and what was pending between them. */
async function pictured(body: string, outcome: Json, code = '') {
  const { explore, explain } = await attempt(
    { 'work.ts': code },
    `export const scenario = tasks('pending', (stage) => { ${body} });`,
  );
  const schedule = scheduleOf(
    await explore(),
    (end) => JSON.stringify(end.outcome ?? end.fault?.kind) === JSON.stringify(outcome),
  );
  const { timeline } = await explain(schedule);
  return { rows: timeline.rows.map(({ text }) => text), pending: timeline.pending };
}

test('each of two calls of one task is answered in its own row, also by a failure', async () => {
  const body = `const t = stage.table('t', {}, { mayFail: ['read'] });
    const seen = [];
    const read = (key) => t.read(key).then(() => seen.push(key), () => seen.push(key + ' fails'));
    stage.task('A', () => Promise.all([read('a'), read('b')]));
    return () => seen;`;
  expect(await pictured(body, ['b fails', 'a'])).toEqual({
    rows: ['await read(a)', 'await read(b) fails: Error: t.read failed: the connection was lost', '◀┄ read(a) ✓'],
    pending: [{ from: 0, to: 2 }],
  });
  expect(await pictured(body, ['a fails', 'b'])).toMatchObject({
    pending: [
      { from: 0, to: 2 },
      { from: 1, to: 3 },
    ],
  });
});

test('what is aborted or cleared is given up in that row', async () => {
  const body = `const call = stage.task('A', async () => {
      const timer = setTimeout(() => {}, 5);
      try { await stage.operation({ name: 'call', signal: leaves.signal, run: () => {} }); } finally { clearTimeout(timer); }
    }, { mayReject: true });
    const leaves = stage.abort('user leaves', { after: call });
    return () => [call.result().state, stage.now()];`;
  expect(await pictured(body, ['rejected', 0])).toEqual({
    rows: ['setTimeout 5 ms', 'await call()', 'user leaves'],
    pending: [
      { from: 0, to: 2, givenUp: true },
      { from: 1, to: 2, givenUp: true },
    ],
  });
  expect(await pictured(body, ['fulfilled', 0])).toMatchObject({
    rows: ['setTimeout 5 ms', 'await call() ✓', 'user leaves'],
    pending: [{ from: 0, to: 1, givenUp: true }],
  });
});

test('an answer that comes apart is waited for from the effect on', async () => {
  const body = `const t = stage.table('t', { x: 1 }, { reply: 'apart' });
    for (const name of 'AB') stage.task(name, async () => { await t.read('x'); stage.record(name); }, { atOnce: true });
    return () => stage.recorded();`;
  const { rows, pending } = await pictured(body, ['B', 'A']);
  expect(rows).toEqual([
    'await read(x)',
    'await read(x) → 1',
    '◀┄ reply to read(x) arrives',
    '◀┄ read(x) → 1',
    '◀┄ reply to read(x) arrives',
  ]);
  expect(pending).toEqual([
    { from: 1, to: 2 },
    { from: 0, to: 3 },
    { from: 3, to: 4 },
  ]);
});

test('an interval is one thing that happens again and again, in the lane that began it', async () => {
  const body = `const { work } = stage.load('work.ts');
    stage.task('A', () => work());
    return () => stage.now();`;
  const code = `export async function work() {
    const id = setInterval(() => {}, 10);
    await new Promise((resolve) => setTimeout(resolve, 25));
    clearInterval(id);
  }`;
  expect(await pictured(body, 25, code)).toEqual({
    rows: [
      'setInterval 10 ms',
      'setTimeout 25 ms',
      '◀┄ setInterval 10 ms is over',
      '◀┄ setInterval 10 ms is over',
      '◀┄ setTimeout 25 ms is over',
    ],
    pending: [
      { from: 0, to: 2 },
      { from: 2, to: 3 },
      { from: 1, to: 4 },
      { from: 3, to: 4, givenUp: true },
    ],
  });
});

test('what is never over is pending to the end', async () => {
  const body = `const q = stage.queue('q'); stage.task('A', () => q.receive()); return () => null;`;
  expect(await pictured(body, 'deadlock')).toEqual({ rows: ['await receive()'], pending: [{ from: 0 }] });
});

test('a round of a loop that is left out takes its ends with it', async () => {
  const body = `const t = stage.table('t', { a: 1 });
    stage.load('work.ts');
    for (const name of 'AB') stage.task(name, () => stage.load('work.ts').work(t), { atOnce: true });
    return () => null;`;
  const { rows, pending } = await pictured(
    body,
    'livelock',
    `export async function work(t) { while (await t.read('a')); }`,
  );
  expect(rows.length).toBeLessThanOrEqual(61);
  for (const { from, to = Infinity } of pending ?? []) expect(to).toBeGreaterThan(from);
});
