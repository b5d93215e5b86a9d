import { BroadcastChannel, workerData } from 'node:worker_threads';
import { countStars } from './stars.ts';
const [name, shared, width, rows, pixels] = workerData as [string, SharedArrayBuffer, number, number, Uint8Array];
const next = new Int32Array(shared);
function* mine(): Generator<number> {
  for (let row = Atomics.add(next, 0, 5); row < rows; row = Atomics.add(next, 0, 5)) yield row;
}
let sum = 0;
for (const row of mine()) sum += countStars({ width, rows, pixels }, row, Math.min(row + 5, rows));
const channel = new BroadcastChannel(name);
channel.postMessage(sum);
channel.close();
