import { expect, test } from 'vitest';
import { attempts, outcomesOf } from './attempts.ts';

const attempt = attempts();

const noted = `export const scenario = tasks('notes', (stage) => {
  const { work } = stage.load('work.ts');
  const table = stage.table('table', { a: 1 });
  stage.task('work', () => work((text) => stage.record(text), table));
  return () => stage.recorded().join(' ');
});`;
const work = (body: string): Record<string, string> => ({
  'work.ts': `import { on, once } from 'node:events';\nexport async function work(note, table) {\n${body}\n}`,
});
const orders = async (body: string): Promise<readonly string[]> =>
  outcomesOf(await (await attempt(work(body), noted)).explore());

test('messages of one port arrive in the order of their sending', async () => {
  const ends = await orders(`const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port2.onmessage = ({ data }) => { note(data); if (data === 3) resolve(); };
      for (const n of [1, 2, 3]) port1.postMessage(n);
      note('sent');
    });
    port2.close();`);
  expect(ends).toEqual(['1 × sent 1 2 3']);
});

test('messages of two ports, and operations, arrive in any order', async () => {
  const ends = await orders(`const [a, b] = [new MessageChannel(), new MessageChannel()];
    const heard = ({ port2 }) => new Promise((resolve) => port2.once('message', (text) => { note(text); resolve(); }));
    const all = [heard(a), heard(b), table.read('a').then(() => note('read'))];
    a.port1.postMessage('A'); b.port1.postMessage('B');
    await Promise.all(all);`);
  expect(ends.map((end) => end.slice(4)).toSorted()).toEqual([
    'A B read',
    'A read B',
    'B A read',
    'B read A',
    'read A B',
    'read B A',
  ]);
});

test('a message is a copy, and waits for its listener', async () => {
  const ends = await orders(`const { port1, port2 } = new MessageChannel();
    const message = { list: [1] };
    port1.postMessage(message); message.list.push(2);
    await table.read('a');
    const [data] = await once(port2, 'message');
    note(data.list.length); note(data === message);`);
  expect(ends).toEqual(['1 × 1 false']);
});

test('both ends hear of the close, after what was sent before it', async () => {
  const ends = await orders(`const { port1, port2 } = new MessageChannel();
    const closed = Promise.all([port1, port2].map((port, index) => new Promise((resolve) => port.on('close', () => { note('closed' + index); resolve(); }))));
    port2.on('message', note);
    port1.postMessage('last'); port1.close(); port1.postMessage('too late');
    await closed;`);
  expect(ends.map((end) => end.slice(4)).toSorted()).toEqual([
    'closed0 last closed1',
    'last closed0 closed1',
    'last closed1 closed0',
  ]);
});

test('a channel that is iterated reads as in Node', async () => {
  const ends = await orders(`const { port1, port2 } = new MessageChannel();
    port1.postMessage('a'); port1.postMessage('b');
    for await (const [text] of on(port2, 'message')) { note(text); if (text === 'b') break; }`);
  expect(ends).toEqual(['1 × a b']);
});

test('an unref’d port is no leak, and a port cannot be handed over', async () => {
  const ends = await orders(`const { port1, port2 } = new MessageChannel();
    port2.on('message', () => {}); port2.unref();
    try { port1.postMessage(port2, [port2]); } catch (error) { note(error.message); }`);
  expect(ends).toEqual(['1 × A MessagePort can’t be transferred in this exercise']);
});
