import { describe, expect, test } from 'vitest';
import { attempts, outcomesOf } from './attempts.ts';

const attempt = attempts();

/** Two deposits into one account, of 10 each. */
const scenarios = `export const scenario = tasks('deposits', (stage) => {
  const { deposit } = stage.load('account.ts');
  const table = stage.table('accounts', { alice: 100 });
  const accounts = { read: table.read, write: table.write };
  for (const name of 'AB') stage.task('deposit ' + name, () => deposit(accounts, 'alice', 10));
  return () => table.peek('alice');
});`;
const racy = `const balance = await accounts.read(who);\n  await accounts.write(who, balance + amount);`;

const lost = async (code: string): Promise<boolean> => {
  const { outcomes } = await (await attempt({ 'account.ts': code }, scenarios)).explore('scenario', 2000);
  return outcomes.some(({ outcome, fault }) => outcome !== 120 || fault !== undefined);
};

describe('does not pass:', () => {
  test.each([
    ['a sleep before the write', `await new Promise((resolve) => setTimeout(resolve, 50 * Math.random()));\n  ${racy}`],
    [
      'to go on after ten looks at a lock',
      `for (let looks = 0; globalThis.busy && looks < 10; looks++) await new Promise((resolve) => setTimeout(resolve, 100));
      globalThis.busy = true;
      ${racy}
      globalThis.busy = false;`,
    ],
    [
      'many turns of the loop',
      `for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));\n  ${racy}`,
    ],
    ['to pass after the first run', `if ((globalThis.runs = (globalThis.runs ?? 0) + 1) > 4) return;\n  ${racy}`],
    ['to count on process', `process.runs ??= 0; if (process.runs++ > 4) return;\n  ${racy}`],
    [
      'to count in the environment',
      `process.env.RUNS = String(Number(process.env.RUNS ?? 0) + 1); if (Number(process.env.RUNS) > 4) return;\n  ${racy}`,
    ],
    ['to count on a class of the language', `Promise.runs ??= 0; if (Promise.runs++ > 4) return;\n  ${racy}`],
    ['to count on a prototype', `Array.prototype.runs ??= 0; if (Array.prototype.runs++ > 4) return;\n  ${racy}`],
    [
      'to patch chance and time',
      `Math.random = () => 0; Date.now = () => 0; globalThis.setTimeout = (callback) => callback();\n  ${racy}`,
    ],
    ['to patch JSON', `JSON.stringify = () => '120'; JSON.parse = () => 120;\n  ${racy}`],
  ])('%s', async (_, body) => {
    expect(await lost(`export async function deposit(accounts, who, amount) {\n  ${body}\n}`)).toBe(true);
  });
});

test('what one run leaves is not there in the next, and built-ins cannot be changed', async () => {
  const code = `const places = [globalThis, process, process.env, process.stdout, console, Math, Promise, Object.prototype];
    export const look = () => [...places.map((place) => place.left), 'left' in {}, Math.max(1, 2), EventEmitter.defaultMaxListeners, Error.stackTraceLimit];
    export const leave = () => {
      for (const place of places) try { place.left = 1; } catch (error) { if (error.name !== 'TypeError') throw error; }
      try { Math.max = () => 7; } catch {}
      EventEmitter.defaultMaxListeners = 3; Error.stackTraceLimit = 0;
    };`;
  const { explore } = await attempt(
    { 'work.ts': `import { EventEmitter } from 'node:events';\n${code}` },
    `export const scenario = tasks('two runs', (stage) => {
      const { look, leave } = stage.load('work.ts');
      const seen = look();
      for (const name of 'AB') stage.task(name, () => {});
      leave();
      return () => seen;
    });`,
  );
  expect(outcomesOf(await explore())).toEqual(['2 × [null,null,null,null,null,null,null,null,false,2,10,10]']);
});

test('code is strict, as in a module', async () => {
  const { explore } = await attempt(
    { 'work.ts': 'export function work() { undeclared = 1; }' },
    `export const scenario = tasks('one', (stage) => { stage.task('A', stage.load('work.ts').work); return () => null; });`,
  );
  expect((await explore()).outcomes[0]?.fault?.message).toBe(
    'The task "A" threw ReferenceError: undeclared is not defined.',
  );
});

test.each([
  "fetch('http://localhost')",
  "new BroadcastChannel('b')",
  'Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  "new Blob(['a'])",
  "process.getBuiltinModule('fs')",
  "await import('node:net')",
  "await import('node:dns/promises')",
  "await import('node:zlib')",
  "await import('node:readline')",
  "await import('node:inspector')",
])('%s is refused by name', async (call) => {
  const { explore } = await attempt(
    { 'work.ts': `export async function work() { ${call}; }` },
    `export const scenario = tasks('one', (stage) => { stage.task('A', stage.load('work.ts').work); return () => null; });`,
  );
  const name =
    /(?:fetch|BroadcastChannel|waitAsync|Blob|fs|net|dns\/promises|zlib|readline|inspector)/.exec(call)?.[0] ?? '';
  expect((await explore()).outcomes[0]?.fault?.message).toMatch(new RegExp(`${name} is not there in this exercise`));
});
