import { describe, expect, test } from 'vitest';
import { attempts, faultOf, scheduleOf } from './attempts.ts';

const attempt = attempts();

const mutex = (release: string) => `export class Mutex {
  #held = false; #waiters = [];
  async acquire() {
    if (this.#held) await new Promise((resolve) => this.#waiters.push(resolve));
    this.#held = true;
  }
  release() {
    const next = this.#waiters.shift();
    if (next) next(); else this.#held = false;
  }
  async run(work) {
    await this.acquire();
    ${release}
  }
}`;
const careful = mutex('try { return await work(); } finally { this.release(); }');
const forgetful = mutex('const result = await work(); this.release(); return result;');

describe('two promise locks', () => {
  const transfers = (order: string) => `import { Mutex } from './mutex.ts';
  export function createBank(table) {
    const locks = { a: new Mutex(), b: new Mutex() };
    return async (from, to) => {
      const [first, second] = ${order};
      await locks[first].acquire();
      await table.read(first);
      await locks[second].acquire();
      await table.increment(from, -1);
      await table.increment(to, 1);
      locks[second].release();
      locks[first].release();
    };
  }`;
  const scenarios = `export const scenario = tasks('transfers to and fro', (stage) => {
    const { createBank } = stage.load('bank.ts');
    const table = stage.table('accounts', { a: 10, b: 10 });
    const transfer = createBank(table);
    stage.task('a to b', () => transfer('a', 'b'));
    stage.task('b to a', () => transfer('b', 'a'));
    return () => table.entries();
  });`;

  test('taken crosswise deadlock, with both places', async () => {
    const { explore, explain } = await attempt({ 'bank.ts': transfers('[from, to]'), 'mutex.ts': careful }, scenarios);
    const exploration = await explore();
    expect(exploration.complete).toBe(true);
    expect(faultOf(exploration, 'deadlock').message).toBe('The tasks "a to b" and "b to a" never finish.');
    const { fault } = await explain(scheduleOf(exploration, (end) => end.fault?.kind === 'deadlock'));
    expect(fault?.location).toEqual({ file: 'mutex.ts', line: 4 });
    expect(fault?.evidence).toEqual([
      'a to b waits at mutex.ts:4, called from bank.ts:8; it would go on without b to a',
      'b to a waits at mutex.ts:4, called from bank.ts:8; it would go on without a to b',
    ]);
    expect(fault?.why).toBe('Each waits for the next one, in a circle: a to b → b to a → a to b.');
  });

  test('taken in one order never do', async () => {
    const { explore } = await attempt({ 'bank.ts': transfers('[from, to].sort()'), 'mutex.ts': careful }, scenarios);
    expect((await explore()).outcomes.map(({ outcome }) => outcome)).toEqual([{ a: 10, b: 10 }]);
  });
});

describe('release on throw', () => {
  const scenarios = `export const scenario = tasks('one of two fails', (stage) => {
    const { Mutex } = stage.load('mutex.ts');
    const mutex = new Mutex();
    const table = stage.table('table', { a: 1 });
    const failing = stage.task('failing', () => mutex.run(async () => { await table.read('a'); throw new Error('full'); }), { mayReject: true });
    stage.task('working', () => mutex.run(() => table.read('a')));
    return () => failing.result();
  });`;

  test('forgotten leaves the others waiting for ever', async () => {
    const { explore, explain } = await attempt({ 'mutex.ts': forgetful }, scenarios);
    const exploration = await explore();
    expect(faultOf(exploration, 'deadlock').message).toBe('The task "working" never finishes.');
    const { fault } = await explain(scheduleOf(exploration, (end) => end.fault?.kind === 'deadlock'));
    expect(fault?.why).toBe('"failing" has ended, and what it left behind keeps "working" waiting.');
    expect(fault?.evidence).toEqual([
      'working waits at mutex.ts:4, called from mutex.ts:12; it would go on without failing (which has ended)',
    ]);
  });

  test('in a finally lets everybody through', async () => {
    const { explore } = await attempt({ 'mutex.ts': careful }, scenarios);
    expect((await explore()).outcomes.map(({ outcome, fault }) => fault ?? outcome)).toEqual([
      { state: 'rejected', error: 'Error: full' },
    ]);
  });
});

describe('three philosophers', () => {
  const scenarios = `export const scenario = tasks('supper', (stage) => {
    const { Mutex } = stage.load('mutex.ts');
    const forks = [new Mutex(), new Mutex(), new Mutex()];
    const table = stage.table('table', {});
    ['Ada', 'Bob', 'Cy'].forEach((name, seat) => stage.task(name, async () => {
      await forks[seat].acquire();
      await table.read(name);
      await forks[(seat + 1) % 3].acquire();
      forks[seat].release();
      forks[(seat + 1) % 3].release();
    }));
    return () => null;
  });`;

  test('wait only for their neighbour, as the experiments show', async () => {
    const { explore, explain } = await attempt({ 'mutex.ts': careful }, scenarios);
    const { fault } = await explain(scheduleOf(await explore(), (end) => end.fault?.message.includes('"Cy"') === true));
    expect(fault?.why).toBe('Each waits for the next one, in a circle: Ada → Bob → Cy → Ada.');
    expect(fault?.evidence?.map((line) => line.replace(/^(\w+) .*;/, '$1:'))).toEqual([
      'Ada: it would go on without Bob',
      'Bob: it would go on without Cy',
      'Cy: it would go on without Ada',
    ]);
  });
});

test('who waits for what nobody was to give is nobody’s victim', async () => {
  const { explore, explain } = await attempt(
    { 'work.ts': `export const work = (queue) => queue.receive();` },
    `export const scenario = tasks('no sender', (stage) => {
      const { work } = stage.load('work.ts');
      const table = stage.table('t', {});
      stage.task('waiting', () => work(stage.queue('q')));
      stage.task('other', () => table.read('x'));
      return () => null;
    });`,
  );
  const { fault } = await explain(scheduleOf(await explore(), () => true));
  expect(fault?.why).toBe('Nothing is left that could happen, and an await still waits: its promise never settles.');
});
