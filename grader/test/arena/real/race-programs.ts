/** A program of two parts: what the main thread does, and what each of its workers does with its `data`. */
export type RaceProgram = { readonly main: string; readonly worker: string };

/** The text of one file. `start` starts a worker; `ended` waits for the end of some. */
export function textOf({ main, worker }: RaceProgram): string {
  return `
import { once } from 'node:events';
import { BroadcastChannel, isMainThread, MessageChannel, parentPort, receiveMessageOnPort, threadId, Worker, workerData } from 'node:worker_threads';
import { types } from 'node:util';
const words = (count = 4) => new Int32Array(new SharedArrayBuffer(4 * count));
const start = (data: unknown): any => new Worker(new URL(import.meta.url), { workerData: data });
const ended = (...workers: any[]): Promise<unknown> => Promise.all(workers.map((worker) => once(worker, 'exit')));
export async function run(): Promise<unknown> { ${main} }
async function work(data: any): Promise<void> { ${worker} }
if (!isMainThread) await work(workerData);
`;
}

const two = (worker: string, then = 'return null;'): RaceProgram => ({
  main: `const a = words(); await ended(start(a), start(a)); ${then}`,
  worker,
});

/** Each has a data race, in whatever order its threads happen to run. */
export const racy: Readonly<Record<string, RaceProgram>> = {
  'a plain counter': two('data[0] += 4;'),
  'a plain counter, one worker after the other by chance': two(
    'Atomics.wait(words(), 0, 0, 300 * (threadId % 2)); data[0]++;',
  ),
  'a plain read beside atomic writes': two('if (data[0] < 10) Atomics.add(data, 0, 1);'),
  'an atomic read and a plain write': two('const from = Atomics.load(data, 0); data[0] = from + 1;'),
  'plain writes of the same value': two('data.fill(1);'),
  'a plain unlock': two('while (Atomics.compareExchange(data, 0, 0, 1) !== 0) ; data[0] = 0;'),
  'a lock about something else': two(
    'Atomics.add(data, 1, 1); for (const value of data.subarray(2)) data[2] = value + 1;',
  ),
  'swapped by destructuring': two('[data[0], data[1]] = [data[1], data[0]];'),
  'through views of other sizes': two(
    'const view = new DataView(data.buffer); if (threadId % 2) view.setUint8(3, 1); else data[0] = 1;',
  ),
  'at the end of a callback': two('data.forEach((value, index) => { data[index] = value + 1; });'),
  'the main thread reads too early': {
    main: 'const a = words(); const worker = start(a); const early = a[0]; await ended(worker); return early;',
    worker: 'data[0] = 1;',
  },
  'written after it was posted': {
    main: `const a = words(); const worker = start(null); worker.postMessage(a); a[0] = 1; return (await once(worker, 'message'))[0];`,
    worker: `parentPort?.once('message', (a) => parentPort?.postMessage(a[0]));`,
  },
  'between workers that only talk to the main thread': {
    main: `const a = words(); const crew = [start(a), start(a)]; for (const worker of crew) worker.postMessage('go');
      await Promise.all(crew.map((worker) => once(worker, 'message'))); return null;`,
    worker: `parentPort?.once('message', () => { data[0] += 1; parentPort?.postMessage('done'); });`,
  },
  'a worker of a worker': {
    main: 'await ended(start({ a: words(), depth: 0 })); return null;',
    worker: 'if (data.depth < 1) start({ a: data.a, depth: 1 }); data.a[0] += 1;',
  },
  'with a file of the console open': two('console.log(data[0]++); console.error(threadId);'),
};

/** None of these has a data race; each returns what it must. */
export const clean: Readonly<Record<string, RaceProgram & { readonly returns: unknown }>> = {
  'an atomic counter, read at the end': {
    ...two('for (let i = 0; i < 1000; i++) Atomics.add(data, 0, 1);', 'return a[0];'),
    returns: 2000,
  },
  'a lock that sleeps': {
    ...two(
      `for (let i = 0; i < 200; i++) {
        while (Atomics.compareExchange(data, 0, 0, 1) !== 0) Atomics.wait(data, 0, 1);
        data[1]++; Atomics.store(data, 0, 0); Atomics.notify(data, 0, 1);
      }`,
      'return a[1];',
    ),
    returns: 400,
  },
  'a place for each, read when all have answered': {
    main: `const a = words(2); const crew = [0, 1].map((own) => start({ a, own }));
      await Promise.all(crew.map((worker) => once(worker, 'message'))); return a[0] + a[1];`,
    worker: `for (let i = 0; i < 1000; i++) data.a[data.own] += 1; parentPort?.postMessage('done');`,
    returns: 2000,
  },
  'bytes beside each other': {
    main: `const bytes = new Uint8Array(new SharedArrayBuffer(8)); await ended(...[0, 1, 2].map((own) => start({ bytes, own })));
      return [...bytes].join('');`,
    worker: 'for (let i = 0; i < 100; i++) data.bytes[data.own] = i % 10;',
    returns: '99900000',
  },
  'read after terminate': {
    main: `const a = words(); const worker = start(a); await once(worker, 'message'); await worker.terminate(); return a[0] >= 1;`,
    worker: `data[0] = 1; parentPort?.postMessage(0); for (;;) data[0]++;`,
    returns: true,
  },
  'read after an error': {
    main: `const a = words(); const worker = start(a); await once(worker, 'error').catch(() => {}); return a[0];`,
    worker: `data[0] = 7; throw new Error('told');`,
    returns: 7,
  },
  'memory that goes to and fro': {
    main: `const a = words(); const worker = start(null); const answers = []; worker.on('message', (b) => { answers.push(b[0]); b[0] += 1;
      if (b[0] < 100) worker.postMessage(b); else worker.terminate(); }); worker.postMessage(a); await ended(worker); return answers.length;`,
    worker: `parentPort?.on('message', (b) => { b[0] += 1; parentPort?.postMessage(b); });`,
    returns: 50,
  },
  'through a channel of their own': {
    main: `const a = words(); const { port1, port2 } = new MessageChannel(); const one = new Worker(new URL(import.meta.url), { workerData: { a, port: port1, first: true }, transferList: [port1] });
      const other = new Worker(new URL(import.meta.url), { workerData: { a, port: port2 }, transferList: [port2] }); await ended(one, other); return a[0];`,
    worker: `const add = () => { data.a[0] += 1; };
      if (data.first) { add(); data.port.postMessage(0); data.port.close(); } else { data.port.once('message', () => { add(); data.port.close(); }); }`,
    returns: 2,
  },
  'when a port has closed': {
    main: `const a = words(); const { port1, port2 } = new MessageChannel(); new Worker(new URL(import.meta.url), { workerData: { a, port: port1 }, transferList: [port1] });
      port2.start(); await once(port2, 'close'); return a[0];`,
    worker: 'data.a[0] = 5;',
    returns: 5,
  },
  'asked for synchronously': {
    main: `const a = words(); const { port1, port2 } = new MessageChannel(); const worker = new Worker(new URL(import.meta.url), { workerData: { a, port: port1 }, transferList: [port1] });
      let got; while (!(got = receiveMessageOnPort(port2))) await null, await new Promise(setImmediate); return got.message + a[0];`,
    worker: 'data.a[0] = 5; data.port.postMessage(1);',
    returns: 6,
  },
  broadcast: {
    main: `const a = words(); const channel = new BroadcastChannel('all'); const worker = start(a);
      const value = await new Promise((resolve) => { channel.onmessage = () => resolve(a[0]); }); channel.close(); return value;`,
    worker: `data[0] = 3; const channel = new BroadcastChannel('all'); channel.postMessage('ready'); channel.close();`,
    returns: 3,
  },
  'awaited with waitAsync': {
    main: `const a = words(); start(a); const { value } = (Atomics as any).waitAsync(a, 0, 0); await value; return a[1];`,
    worker: 'data[1] = 9; while (Atomics.notify(data, 0) === 0) ;',
    returns: 9,
  },
  'a flag': {
    main: 'const a = words(); await ended(start({ a, first: true }), start({ a })); return a[2];',
    worker: `if (data.first) { data.a[1] = 4; Atomics.store(data.a, 0, 1); }
      else { while (Atomics.load(data.a, 0) === 0) ; data.a[2] = data.a[1]; }`,
    returns: 4,
  },
  'one worker after the other': {
    main: 'const a = words(); for (let i = 0; i < 3; i++) await ended(start(a)); return a[0];',
    worker: 'data[0] += 1;',
    returns: 3,
  },
  'only read': { ...two('for (const value of data) if (value !== 0) throw value;'), returns: null },
  'begun by the one that starts them': {
    main: 'const a = words(); a.set([1, 2, 3, 4]); await ended(start(a), start(a)); return a.reduce((sum, value) => sum + value);',
    worker:
      'data.at(0); data.indexOf(9); [...data]; Array.from(data); data.map((value) => value); data.slice(1); data.join();',
    returns: 10,
  },
  'code that is not read': {
    main: `const a = words(); const text = "const { workerData } = require('node:worker_threads'); while (Atomics.load(workerData, 0) === 0); workerData[1]++; Atomics.store(workerData, 0, 2)";
      const worker = new Worker(text, { eval: true, workerData: a }); a[1] = 1; Atomics.store(a, 0, 1); while (Atomics.load(a, 0) < 2) Atomics.wait(a, 0, 1, 1); return a[1];`,
    worker: '',
    returns: 2,
  },
  'memory that came unseen': {
    main: `const a = words(), b = words(); const hidden = { get it() { return this.calls++ ? b : undefined }, calls: 0 }; const worker = start({ a, hidden });
      a[0] = 3; Atomics.store(b, 0, 1); await ended(worker); return a[0];`,
    worker: 'const { a, hidden } = data; if (hidden.it) while (Atomics.load(hidden.it, 0) === 0) ; a[0] += 1;',
    returns: 4,
  },
  'odd uses': {
    main: `class Scores extends Int32Array { total() { return this.reduce((sum, value) => sum + value, 0); } fill(value) { return super.fill(value + 1); } }
      const scores = new Scores(new SharedArrayBuffer(16)); await ended(start(scores)); const bytes = new Uint8Array(scores.buffer);
      return [scores instanceof Int32Array, types.isInt32Array(scores), scores.buffer instanceof SharedArrayBuffer, scores.constructor.name,
        scores.fill(1) === scores, scores.total(), Buffer.from(bytes).length, new TextDecoder().decode(bytes.slice(0, 1)).length,
        structuredClone(new Int32Array(scores)).length, Object.keys(scores).length, JSON.stringify(scores), 2 in scores, 9 in scores,
        SharedArrayBuffer.name, scores.buffer.constructor === SharedArrayBuffer, scores.buffer.slice(0, 4).byteLength, scores?.[0], delete (scores as any).x].join(' ');`,
    worker: `if (!types.isInt32Array(data) || !(data.buffer instanceof SharedArrayBuffer)) throw new Error('no array');
      crypto.getRandomValues(data); data[0]++; data[1] = data[0]!; data.sort(); data.reverse(); new DataView(data.buffer).setInt32(0, 7, true);`,
    returns:
      'true true true Scores true 8 16 1 4 4 {"0":2,"1":2,"2":2,"3":2} true false SharedArrayBuffer true 4 2 true',
  },
};
