import { expect, test } from 'vitest';
import { attempts, faultOf, outcomesOf, scheduleOf } from './attempts.ts';

const attempt = attempts();

/** One task that works with files; what it records is the outcome, with what is in the files. */
const oneTask = (work: string, options = '') =>
  attempt(
    { 'work.ts': `export async function work(fs, record) {\n${work}\n}` },
    `export const scenario = tasks('files', (stage) => {
      const { work } = stage.load('work.ts');
      const fs = stage.files('fs', { 'a.txt': 'héllo' }, { ${options} });
      const task = stage.task('the task', () => work(fs, stage.record), { mayReject: true });
      return () => [...stage.recorded(), task.result().error ?? 'done', fs.entries()];
    });`,
  );
const outcomeOf = async (work: string): Promise<unknown> => {
  const { outcomes } = await (await oneTask(work)).explore();
  expect(outcomes).toHaveLength(1);
  return outcomes[0]?.fault ?? outcomes[0]?.outcome;
};

test('a handle reads from its position, or from another one that leaves it alone', async () => {
  const work = `const handle = await fs.open('a.txt');
    const buffer = new Uint8Array(3);
    record((await handle.read(buffer, 0, 3)).bytesRead);
    record([...buffer]);
    record((await handle.read({ buffer, length: 1, position: 0 })).buffer[0]);
    record(await handle.readFile('utf8'));
    record((await handle.read()).bytesRead);
    record(await handle.stat());
    await handle.close();`;
  expect(await outcomeOf(work)).toEqual([3, [104, 195, 169], 104, 'llo', 0, { size: 6 }, 'done', { 'a.txt': 'héllo' }]);
});

test.each([
  ['w', 'new', 'new'],
  ['wx', undefined, 'EEXIST'],
  ['a', 'héllonew', 'new'],
  ['r', undefined, 'EBADF'],
] as const)('a file that is there, opened with %s', async (flags, text, end) => {
  const work = `const handle = await fs.open('a.txt', '${flags}').catch(({ code, message }) => record([code, message]));
    if (handle === undefined) return;
    await handle.write('n').catch(({ code, message }) => record([code, message]));
    if ('${flags}' !== 'r') { await handle.writeFile('e'); await handle.appendFile('w'); }
    await handle.close();`;
  const errors = {
    EEXIST: [['EEXIST', "EEXIST: file already exists, open 'a.txt'"]],
    EBADF: [['EBADF', 'EBADF: bad file descriptor, write']],
    new: [],
  };
  expect(await outcomeOf(work)).toEqual([...errors[end], 'done', { 'a.txt': text ?? 'héllo' }]);
});

test.each(['w', 'wx', 'a'])('a file that is not there is made with %s', async (flags) => {
  const work = `const handle = await fs.open('b.txt', '${flags}');
    await handle.write('123');
    await handle.write('X', 0);
    await handle.write(new Uint8Array([65, 66, 67]), 1, 1);
    await handle.close();`;
  expect(await outcomeOf(work)).toEqual(['done', { 'a.txt': 'héllo', 'b.txt': flags === 'a' ? '123XB' : 'X23B' }]);
});

test('a file that is not there cannot be read', async () => {
  expect(await outcomeOf(`await fs.open('b.txt');`)).toEqual([
    "Error: ENOENT: no such file or directory, open 'b.txt'",
    { 'a.txt': 'héllo' },
  ]);
});

test('of two that make a file with wx exactly one succeeds', async () => {
  const { explore } = await attempt(
    { 'empty.ts': '' },
    `export const scenario = tasks('a lock file', (stage) => {
      const fs = stage.files('fs', {});
      const made = [];
      for (const name of 'AB') {
        stage.task(name, () => fs.open('lock', 'wx').then((handle) => { made.push(1); return handle.close(); }, ({ code }) => { made.push(code); }));
      }
      return () => made;
    });`,
  );
  expect((await explore()).outcomes.map(({ outcome }) => outcome)).toEqual([[1, 'EEXIST']]);
});

test('a handle that is closed is of no use, and can be closed again', async () => {
  const work = `const handle = await fs.open('a.txt', 'r');
    await handle.close();
    await handle.close();
    for (const call of ['read', 'readFile', 'write', 'writeFile', 'appendFile', 'stat']) {
      await handle[call]('x').catch(({ code, message }) => record([call, code, message].join(' ')));
    }`;
  expect(await outcomeOf(work)).toEqual([
    ...['read', 'readFile', 'write', 'writeFile', 'appendFile', 'stat'].map((call) => `${call} EBADF file closed`),
    'done',
    { 'a.txt': 'héllo' },
  ]);
});

test('closing waits for what is under way', async () => {
  const { explore } = await oneTask(`const handle = await fs.open('a.txt', 'w');
    const writing = handle.write('1');
    const closing = handle.close();
    const more = handle.write('2');
    await closing;
    await Promise.all([writing, more]);
    await handle.write('3').catch(({ code }) => record(code));`);
  expect(outcomesOf(await explore())).toEqual(['1 × [EBADF,done,{a.txt:12}]', '1 × [EBADF,done,{a.txt:21}]']);
});

test('a handle stays with its file, whatever becomes of the name', async () => {
  const work = `const handle = await fs.open('a.txt', 'a');
    await fs.rename('a.txt', 'b.txt');
    await handle.write('!');
    record(await fs.readFile('b.txt'));
    await fs.unlink('b.txt');
    await handle.write('?');
    await handle.close();`;
  expect(await outcomeOf(work)).toEqual(['héllo!', 'done', {}]);
});

test('a handle that is left open is a leak, told with the place where it was opened', async () => {
  const { explore, explain } = await oneTask(`const handle = await fs.open('a.txt');
    if ((await handle.readFile()) !== '') throw new Error('not empty');
    await handle.close();`);
  const exploration = await explore();
  expect(faultOf(exploration, 'leak').message).toBe('All tasks have finished, but a file is left open.');
  const { fault } = await explain(scheduleOf(exploration, () => true));
  expect(fault).toMatchObject({ location: { file: 'work.ts', line: 2 }, evidence: ['a.txt'] });
});

test('of several that are left each is told with its place', async () => {
  const { explore, explain } = await oneTask(
    `await fs.open('a.txt');\nawait fs.open('b.txt', 'w');\nsetTimeout(() => {}, 5);`,
  );
  const exploration = await explore();
  expect(faultOf(exploration, 'leak').message).toBe('All tasks have finished, but a timer is left running.');
  const { fault } = await explain(scheduleOf(exploration, () => true));
  expect(fault?.evidence).toEqual([
    'setTimeout 5 ms, from work.ts:4',
    'a.txt, from work.ts:2',
    'b.txt, from work.ts:3',
  ]);
});

test('a handle is closed at the end of its block by `await using`', async () => {
  expect(await outcomeOf(`await using handle = await fs.open('a.txt');\nrecord(await handle.readFile());`)).toEqual([
    'héllo',
    'done',
    { 'a.txt': 'héllo' },
  ]);
});

test('orders that differ by independent files count once, and one file by two names is one', async () => {
  const scenario = (other: string, options: string): string => `tasks('files', (stage) => {
    const fs = stage.files('fs', { a: '1', b: '1' });
    const add = async (path, text, flags) => { const handle = await fs.open(path, flags); await handle.write(text); await handle.close(); };
    const own = stage.task('A', () => add('a', 'A', 'a'), { mayReject: true });
    const other = stage.task('B', ${other}, { mayReject: true });
    return () => [fs.entries(), other.result().value ?? null];
  }, { ${options} })`;
  const others = {
    apart: `() => add('b', 'B', 'w')`,
    same: `() => add('a', 'B', 'w')`,
    renamed: `async () => { await fs.rename('a', 'c'); return fs.readFile('c'); }`,
  };
  const { explore } = await attempt(
    { 'empty.ts': '' },
    Object.entries(others)
      .map(
        ([name, other]) =>
          `export const ${name} = ${scenario(other, '')}; export const ${name}Reduced = ${scenario(other, "shares: 'declared'")};`,
      )
      .join('\n'),
  );
  for (const name of Object.keys(others)) {
    const [every, some] = [await explore(name), await explore(`${name}Reduced`)];
    const ends = ({ outcomes }: typeof some): readonly string[] =>
      outcomes.map(({ outcome }) => JSON.stringify(outcome)).toSorted();
    expect({ name, ends: ends(some) }).toEqual({ name, ends: ends(every) });
    expect(some.schedules).toBeLessThan(every.schedules);
    if (name === 'apart') expect(some.schedules).toBe(1);
  }
});
