import { setMaxListeners } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Picture } from './resize.ts';
import { thumbnails, type Download } from './thumbnails.ts';

const urls = Array.from({ length: 16 }, (_, id) => `https://agency.example/${id}.raw`);
const unreachable = 5;
const wanted = 12;

const closed = new AbortController();
let begun = 0;
let received = 0;
let mostOpen = 0;

const download: Download = async (url, { signal }) => {
  // As fetch does: many downloads with one signal are no reason for a warning.
  setMaxListeners(0, signal);
  begun += 1;
  mostOpen = Math.max(mostOpen, begun - received);
  const id = Number(/(\d+)\.raw$/.exec(url)?.[1]);
  // Where the answer is late, it is late for this one only.
  await wait(id % 4 === 1 ? 900 : 300, undefined, { signal });
  if (id === unreachable) throw new Error(`${url} cannot be reached`);
  const size = 2400;
  return { id, width: size, height: size, pixels: new Uint8Array(size * size).fill(id * 10) } satisfies Picture;
};

// Somebody else in the house asks something every 10 ms.
let asked = performance.now() + 10;
let longest = 0;
const house = setInterval(() => {
  longest = Math.max(longest, performance.now() - asked);
  asked = performance.now() + 10;
}, 10);

let threads = 0;
process.on('worker', () => (threads += 1));

const start = performance.now();
const since = (): string => `${String(Math.round(performance.now() - start)).padStart(5)} ms`;
try {
  for await (const item of thumbnails(urls, { download, signal: closed.signal, threads: 2, ahead: 4 })) {
    received += 1;
    console.log(since(), item.url, 'error' in item ? item.error.message : `${item.thumbnail.width} pixels wide`);
    if (received === wanted) break;
  }
} catch (error) {
  console.log(since(), 'no contact sheet:', error instanceof Error ? error.message : error);
}
longest = Math.max(longest, performance.now() - asked);
clearInterval(house);

const atEnd = begun;
await wait(500);
console.log(`Received: ${received} of ${urls.length}. Downloads begun: ${atEnd}, and ${begun - atEnd} after that.`);
console.log(`Most pictures open at a time: ${mostOpen}. Threads besides the main one: ${threads}.`);
console.log(`The longest that somebody in the house waited for an answer was ${Math.round(longest)} ms.`);
