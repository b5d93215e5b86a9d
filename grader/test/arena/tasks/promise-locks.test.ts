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
    const { explore, explain } = await attempt(
      { 'bank.ts': transfers('[from, to]'), 'mutex.ts': careful },
      scenarios,
    );
    const exploration = await explore();
    expect(exploration.complete).toBe(true);
    expect(faultOf(exploration, 'deadlock').message).toBe('The tasks "a to b" and "b to a" never finish.');
    const { fault } = await explain(scheduleOf(exploration, (end) => end.fault?.kind === 'deadlock'));
    expect(fault?.location).toEqual({ file: 'mutex.ts', line: 4 });
    expect(fault?.evidence).toEqual([
      'a to b waits at mutex.ts:4, called from bank.ts:8',
      'b to a waits at mutex.ts:4, called from bank.ts:8',
    ]);
  });

  test('taken in one order never do', async () => {
    const { explore } = await attempt(
      { 'bank.ts': transfers('[from, to].sort()'), 'mutex.ts': careful },
      scenarios,
    );
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
    const { explore } = await attempt({ 'mutex.ts': forgetful }, scenarios);
    expect(faultOf(await explore(), 'deadlock').message).toBe('The task "working" never finishes.');
  });

  test('in a finally lets everybody through', async () => {
    const { explore } = await attempt({ 'mutex.ts': careful }, scenarios);
    expect((await explore()).outcomes.map(({ outcome, fault }) => fault ?? outcome)).toEqual([
      { state: 'rejected', error: 'Error: full' },
    ]);
  });
});
