import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Difference, Excess, Words } from '../../../harness/conditions.ts';
import type { Orders } from '../../../harness/orders.ts';
import type { Json } from '../../../arena/common/exploration.ts';
import { attempts } from './attempts.ts';
import { judged, passes } from './judged.ts';

const attempt = attempts();

type Sample = {
  readonly code: string;
  readonly scenario: string;
  readonly kind: string;
  /** What the token must lead to: the fault's kind, or the outcome. */
  readonly ends?: string;
  readonly judge?: (orders: Orders<Json>) => Promise<void> | void;
};

const wrong: Words<Difference> = { kind: 'race', message: 'The sum is wrong.' };
const fine = async (orders: Orders<Json>): Promise<void> => orders.end();
const is = (wanted: Json, words: Words<Difference>) => async (orders: Orders<Json>) =>
  orders.equal((outcome) => outcome, wanted, words);
const atMost = (limit: number, words: Words<Excess>) => async (orders: Orders<Json>) =>
  orders.atMost((outcome) => Number(outcome), limit, words);

const oneTask = `stage.task('the task', () => work(table)); return () => null;`;
const lock = (next: string) => `export class Lock {
  #held = false; #waiting = [];
  async acquire() {
    if (this.#held) await new Promise((resolve) => this.#waiting.push(resolve));
    this.#held = true;
  }
  release() {
    const next = this.#waiting.${next}();
    if (next) next(); else this.#held = false;
  }
}`;

const samples: Readonly<Record<string, Sample>> = {
  race: {
    code: `export async function work(table) {
      const sum = await table.read('sum');
      await table.write('sum', sum + 10);
    }`,
    scenario: `for (const name of 'AB') stage.task(name, () => work(table)); return () => table.peek('sum');`,
    judge: is(120, wrong),
    kind: 'race',
    ends: '110',
  },
  'wrong-result': {
    code: `export async function work(table) { await table.write('sum', 99); }`,
    scenario: `stage.task('the task', () => work(table)); return () => table.peek('sum');`,
    judge: is(120, wrong),
    kind: 'wrong-result',
    ends: '99',
  },
  'deadlock-in-a-circle': {
    code: `${lock('shift')}
      const locks = { a: new Lock(), b: new Lock() };
      export async function work(table, first, second) {
        await locks[first].acquire();
        await table.increment(first);
        await locks[second].acquire();
        await table.increment(second);
        locks[second].release();
        locks[first].release();
      }`,
    scenario: `stage.task('to', () => work(table, 'a', 'b')); stage.task('fro', () => work(table, 'b', 'a')); return () => null;`,
    kind: 'deadlock',
  },
  'deadlock-of-a-lock-that-was-kept': {
    code: `${lock('shift')}
      const one = new Lock();
      export async function work(table, fails) {
        await one.acquire();
        await table.read('sum');
        if (fails) throw new Error('full');
        one.release();
      }`,
    scenario: `stage.task('failing', () => work(table, true), { mayReject: true }); stage.task('working', () => work(table, false)); return () => null;`,
    kind: 'deadlock',
  },
  'deadlock-of-one': {
    code: `export async function work(table) {
      await table.read('sum');
      await new Promise(() => {});
    }`,
    scenario: oneTask,
    kind: 'deadlock',
  },
  livelock: {
    code: `export async function work(table) {\n  while (await table.read('sum'));\n}`,
    scenario: oneTask,
    kind: 'livelock',
  },
  starvation: {
    code: `${lock('pop')}
      const one = new Lock();
      export async function work(table, wait) {
        const admitted = wait();
        await one.acquire();
        admitted();
        await table.increment('sum');
        one.release();
      }`,
    scenario: `for (const name of 'ABC') stage.task(name, () => work(table, () => stage.wait('lock')), { atOnce: true });
      return () => stage.overtaken('lock');`,
    judge: is(0, { kind: 'starvation', message: 'A task went in before one that had waited longer.' }),
    kind: 'starvation',
    ends: '1',
  },
  'over-serialised': {
    code: `let last = Promise.resolve();
      export const work = (table, key) => (last = last.then(() => table.read(key)));`,
    scenario: `stage.task('A', () => work(table, 'a')); stage.task('B', () => work(table, 'b'));
      return () => stage.together('table.read(a)', 'table.read(b)');`,
    judge: (orders) => orders.overlap((together) => together === true, { message: 'Two readers never overlap.' }),
    kind: 'over-serialised',
  },
  'too-many-at-once': {
    code: `let running = 0;
      export async function work(table) {
        if (running >= 1) await null;
        running++;
        await table.read('sum');
        running--;
      }`,
    scenario: `for (const name of 'AB') stage.task(name, () => work(table)); return () => stage.peak('table.read');`,
    judge: atMost(1, { kind: 'race', message: ({ got }) => `${got} reads were in flight at once.` }),
    kind: 'race',
    ends: '2',
  },
  'too-few-at-once': {
    code: `export async function work(table) { for (const key of 'abc') await table.read(key); }`,
    scenario: `stage.task('all', () => work(table)); return () => stage.peak('table.read');`,
    judge: (orders) => orders.sometimes((peak) => peak === 2, { message: 'There were never 2 reads in flight.' }),
    kind: 'over-serialised',
  },
  'leak-of-a-timer': {
    code: `export async function work(table) {
      const late = new Promise((_, reject) => setTimeout(reject, 1000));
      late.catch(() => {});
      await Promise.race([table.read('sum'), late]);
    }`,
    scenario: oneTask,
    kind: 'leak',
  },
  'leak-of-a-listener': {
    code: `export async function work(table, signal) {
      signal.addEventListener('abort', () => {});
      await table.read('sum');
    }`,
    scenario: `const { signal } = new AbortController(); stage.task('the task', () => work(table, signal)); return () => stage.listeners(signal);`,
    judge: is(0, { kind: 'leak', message: 'All tasks are done, and a listener is left on the signal.' }),
    kind: 'leak',
    ends: '1',
  },
  'leak-of-a-port': {
    code: `export async function work() {
      const { port1, port2 } = new MessageChannel();
      const answer = new Promise((resolve) => { port2.onmessage = ({ data }) => resolve(data); });
      port1.postMessage(1);
      await answer;
    }`,
    scenario: oneTask,
    kind: 'leak',
  },
  'leak-of-a-file': {
    code: `export async function work(table, files) {
      const log = await files.open('log.txt', 'a');
      const sum = await table.read('sum');
      if (sum > 50) return;
      await log.write('small');
      await log.close();
    }`,
    scenario: `const files = stage.files('files', { 'log.txt': '' }); stage.task('the task', () => work(table, files)); return () => null;`,
    kind: 'leak',
  },
  'work-after-the-abort': {
    code: `export async function work(table, signal) {
      for (const key of 'ab') await table.read(key);
    }`,
    scenario: `const leaves = stage.abort('user leaves'); stage.task('the task', () => work(table, leaves.signal));
      return () => stage.callsAfter('table.read', leaves);`,
    judge: atMost(0, { kind: 'leak', message: ({ got }) => `Reads that began after the abort: ${got}.` }),
    kind: 'leak',
    ends: '2',
  },
  'work-after-a-failure': {
    code: `export async function work(table) {
      await Promise.allSettled([1, 2].map(async () => { await table.read('a'); await table.read('b'); }));
    }`,
    scenario: `const fallible = stage.table('table', {}, { mayFail: ['read'] }); stage.task('the task', () => work(fallible));
      return () => stage.callsAfter('table.read', stage.failure);`,
    judge: atMost(0, { kind: 'leak', message: ({ got }) => `Reads that began after a failure: ${got}.` }),
    kind: 'leak',
    ends: '1',
  },
  unhandled: {
    code: `export async function work(table) {
      await table.read('sum');
      void Promise.reject(new Error('lost'));
    }`,
    scenario: oneTask,
    kind: 'unhandled',
  },
  crash: {
    code: `export async function work(table) {
      await table.read('sum');
      throw new TypeError('no such thing');
    }`,
    scenario: oneTask,
    kind: 'crash',
  },
  'missing-export': { code: 'export function wrok() {}', scenario: oneTask, kind: 'missing-export' },
  stuck: {
    code: `export async function work(table) {\n  await table.read('sum');\n  for (;;);\n}`,
    scenario: oneTask,
    kind: 'stuck',
  },
};

/** The same in right. */
const mended: Readonly<Record<string, string>> = {
  race: `export const work = (table) => table.increment('sum', 10);`,
  'deadlock-in-a-circle': `${lock('shift')}
    const locks = { a: new Lock(), b: new Lock() };
    export async function work(table, ...keys) {
      for (const key of keys.sort()) await locks[key].acquire();
      for (const key of keys) await table.increment(key);
      for (const key of keys) locks[key].release();
    }`,
  'deadlock-of-a-lock-that-was-kept': `${lock('shift')}
    const one = new Lock();
    export async function work(table, fails) {
      await one.acquire();
      try { await table.read('sum'); if (fails) throw new Error('full'); } finally { one.release(); }
    }`,
  starvation: `${lock('shift')}
    const one = new Lock();
    export async function work(table, wait) {
      const admitted = wait();
      await one.acquire();
      admitted();
      await table.increment('sum');
      one.release();
    }`,
  'over-serialised': `export const work = (table, key) => table.read(key);`,
  'too-many-at-once': `let last = Promise.resolve();
export const work = (table) => (last = last.then(() => table.read('sum')));`,
  'too-few-at-once': `export async function work(table) { await Promise.all([table.read('a'), table.read('b')]); await table.read('c'); }`,
  'leak-of-a-timer': `export async function work(table) {
    let timer;
    const late = new Promise((_, reject) => { timer = setTimeout(reject, 1000); });
    await Promise.race([table.read('sum'), late]).catch(() => {});
    clearTimeout(timer);
  }`,
  'leak-of-a-listener': `export async function work(table, signal) {
    const heard = () => {};
    signal.addEventListener('abort', heard);
    await table.read('sum');
    signal.removeEventListener('abort', heard);
  }`,
  'leak-of-a-port': `export async function work() {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => { port2.onmessage = ({ data }) => resolve(data); });
    port1.postMessage(1);
    await answer;
    port2.close();
  }`,
  'leak-of-a-file': `export async function work(table, files) {
    const log = await files.open('log.txt', 'a');
    try { await log.write(String(await table.read('sum'))); } finally { await log.close(); }
  }`,
  'work-after-the-abort': `export async function work(table, signal) {
    for (const key of 'ab') { if (signal.aborted) return; await table.read(key); }
  }`,
  'work-after-a-failure': `export async function work(table) {
    let failed = false;
    const read = (key) => table.read(key).catch(() => { failed = true; });
    await Promise.all([1, 2].map(async () => { await read('a'); if (!failed) await read('b'); }));
  }`,
};

const staged = (code: string, scenario: string) => {
  const set = `const { work } = stage.load('work.ts'); const table = stage.table('table', { sum: 100 });`;
  return attempt({ 'work.ts': code }, `export const scenario = tasks('a sample', (stage) => { ${set} ${scenario} });`);
};

test.each(Object.entries(mended))('%s: the mended code passes', async (name, code) => {
  const { scenario = '', judge = fine } = samples[name] ?? {};
  expect(await passes(await staged(code, scenario), judge)).toBe(true);
});

describe.each(Object.entries(samples))('%s', (name, { code, scenario, judge = fine, kind, ends = kind }) => {
  test('is told as in its golden file, and comes again by its token', async () => {
    const { text, kind: found, replayed } = await judged(await staged(code, scenario), judge);
    expect(found).toBe(kind);
    // What no order shows has no order to be run again.
    if (text.includes('--replay')) expect(replayed).toBe(ends);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${name}.txt`));
  });
});
