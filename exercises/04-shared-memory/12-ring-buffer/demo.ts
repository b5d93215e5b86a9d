import { once } from 'node:events';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { SampleRing } from './sample-ring.ts';

const capacity = 4;
const samples = 2_000_000;

if (isMainThread) {
  const memory = new SharedArrayBuffer(4 * (2 + capacity));
  const threads = ['microphone', 'encoder'].map(
    (role) => new Worker(new URL('./demo.ts', import.meta.url), { workerData: { memory, role } }),
  );
  await Promise.all(threads.map((thread) => once(thread, 'exit')));
} else {
  const { memory, role } = workerData as { memory: SharedArrayBuffer; role: string };
  const ring = new SampleRing(memory, 0, capacity);
  if (role === 'microphone') {
    for (let sample = 0; sample < samples; sample++) while (!ring.push(sample));
  } else {
    let clicks = 0;
    for (let expected = 0; expected < samples; expected++) {
      let sample = ring.pop();
      while (sample === undefined) sample = ring.pop();
      if (sample !== expected) clicks++;
    }
    console.log(`${clicks} clicks in ${samples} samples`);
  }
}
