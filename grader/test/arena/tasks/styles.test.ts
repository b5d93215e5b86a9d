import { expect, test } from 'vitest';
import { draws } from '../../draws.ts';
import { attempts } from './attempts.ts';

const attempt = attempts();

/** Three deposits into two accounts: right whatever the style that keeps those to one account apart. */
const scenarios = `export const scenario = tasks('deposits', (stage) => {
  const { deposit } = stage.load('account.ts');
  const table = stage.table('accounts', { a: 0, b: 0 });
  const accounts = { read: table.read, write: table.write };
  stage.task('A', () => deposit(accounts, 'a', 1));
  stage.task('B', () => deposit(accounts, 'a', 2));
  stage.task('C', () => deposit(accounts, 'b', 4), { atOnce: true });
  return () => [table.peek('a'), table.peek('b')];
});`;

const styles: Readonly<Record<string, string>> = {
  'a class with private fields': `class Lock { #tail = Promise.resolve(); run(work) { const turn = this.#tail.then(work); this.#tail = turn.catch(() => {}); return turn; } }
    const locks = new Map();
    export function deposit(accounts, id, amount) {
      if (!locks.has(id)) locks.set(id, new Lock());
      return locks.get(id).run(async () => accounts.write(id, (await accounts.read(id)) + amount));
    }`,
  'callbacks and queueMicrotask': `const queues = new Map();
    export function deposit(accounts, id, amount) {
      return new Promise((resolve, reject) => {
        const queue = queues.get(id) ?? [];
        queues.set(id, queue);
        const next = () => { queue.shift(); if (queue.length > 0) queueMicrotask(queue[0]); };
        queue.push(() => accounts.read(id).then((old) => accounts.write(id, old + amount)).then(() => { resolve(); next(); }, (error) => { reject(error); next(); }));
        if (queue.length === 1) queue[0]();
      });
    }`,
  'a generator driven by hand': `const tails = new Map();
    function* steps(accounts, id, amount) { const old = yield accounts.read(id); yield accounts.write(id, old + amount); }
    const drive = (made, value) => { const { done, value: next } = made.next(value); return done ? Promise.resolve() : next.then((result) => drive(made, result)); };
    export function deposit(accounts, id, amount) {
      const turn = (tails.get(id) ?? Promise.resolve()).then(() => drive(steps(accounts, id, amount)));
      tails.set(id, turn);
      return turn;
    }`,
  'an EventEmitter': `import { EventEmitter, once } from 'node:events';
    const busy = new Set(); const freed = new EventEmitter();
    export async function deposit(accounts, id, amount) {
      while (busy.has(id)) await once(freed, id);
      busy.add(id);
      try { await accounts.write(id, (await accounts.read(id)) + amount); } finally { busy.delete(id); freed.emit(id); }
    }`,
  'util.promisify and nextTick': `import { promisify } from 'node:util';
    const tails = new Map();
    const book = promisify((accounts, id, amount, done) => {
      accounts.read(id).then((old) => accounts.write(id, old + amount)).then(() => process.nextTick(done), done);
    });
    export function deposit(accounts, id, amount) {
      const turn = (tails.get(id) ?? Promise.resolve()).then(() => book(accounts, id, amount));
      tails.set(id, turn);
      return turn;
    }`,
  'an async iterator': `const inboxes = new Map();
    async function* jobs(inbox) { for (;;) { while (inbox.items.length > 0) yield inbox.items.shift(); await new Promise((resolve) => { inbox.wake = resolve; }); } }
    async function serve(inbox) { for await (const { work, resolve, reject } of jobs(inbox)) await work().then(resolve, reject); }
    export function deposit(accounts, id, amount) {
      let inbox = inboxes.get(id);
      if (!inbox) { inbox = { items: [], wake: () => {} }; inboxes.set(id, inbox); void serve(inbox); }
      return new Promise((resolve, reject) => {
        inbox.items.push({ work: async () => accounts.write(id, (await accounts.read(id)) + amount), resolve, reject });
        inbox.wake();
      });
    }`,
  'a lock kept on globalThis': `globalThis.tails ??= new Map();
    export function deposit(accounts, id, amount) {
      const turn = (globalThis.tails.get(id) ?? Promise.resolve()).then(async () => accounts.write(id, (await accounts.read(id)) + amount));
      globalThis.tails.set(id, turn);
      return turn;
    }`,
  'weak references and a registry': `const registry = new FinalizationRegistry(() => { throw new Error('collected'); });
    const tails = new Map();
    export function deposit(accounts, id, amount) {
      const turn = (tails.get(id)?.deref() ?? Promise.resolve()).then(async () => accounts.write(id, (await accounts.read(id)) + amount));
      registry.register(turn, id);
      tails.set(id, new WeakRef(turn));
      return turn;
    }`,
  'polling with a timer and a signal': `import { setTimeout as sleep } from 'node:timers/promises';
    const busy = new Set(); const { signal } = new AbortController();
    export async function deposit(accounts, id, amount) {
      while (busy.has(id)) await sleep(10, undefined, { signal });
      busy.add(id);
      try { await accounts.write(id, (await accounts.read(id)) + amount); } finally { busy.delete(id); }
    }`,
  'a message channel as a lock': `const locks = new Map();
    function lockOf(id) {
      const { port1, port2 } = new MessageChannel();
      const lock = { port1, waiting: [], isFree: true };
      port2.on('message', () => { const next = lock.waiting.shift(); if (next) next(); else lock.isFree = true; });
      port2.unref();
      locks.set(id, lock);
      return lock;
    }
    export async function deposit(accounts, id, amount) {
      const lock = locks.get(id) ?? lockOf(id);
      if (!lock.isFree) await new Promise((resolve) => lock.waiting.push(resolve));
      lock.isFree = false;
      await accounts.write(id, (await accounts.read(id)) + amount);
      lock.port1.postMessage('free');
    }`,
  'a disposable': `const tails = new Map();
    class Held { #free; constructor(free) { this.#free = free; } [Symbol.dispose]() { this.#free(); } }
    async function hold(id) {
      const before = tails.get(id); let free;
      tails.set(id, new Promise((resolve) => { free = resolve; }));
      await before;
      return new Held(free);
    }
    export async function deposit(accounts, id, amount) {
      using held = await hold(id);
      await accounts.write(id, (await accounts.read(id)) + amount);
    }`,
  thenables: `const tails = new Map();
    const lazily = (work) => ({ then: (resolve, reject) => work().then(resolve, reject) });
    export function deposit(accounts, id, amount) {
      const turn = (tails.get(id) ?? Promise.resolve()).then(() => lazily(async () => accounts.write(id, (await accounts.read(id)) + amount)));
      tails.set(id, turn);
      return turn;
    }`,
};

test.each(Object.entries(styles))('right code passes in the style of %s', async (_, code) => {
  const { explore } = await attempt({ 'account.ts': code }, scenarios);
  const { outcomes } = await explore('scenario', draws(1000, 3000));
  expect(outcomes.map(({ outcome, fault }) => fault ?? outcome)).toEqual([[3, 4]]);
});
