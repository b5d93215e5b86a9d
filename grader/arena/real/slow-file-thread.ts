import { writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { states, words, type SlowFileJob, type SlowFileState } from './slow-file-job.ts';

const { path, pieces, shared, own, inside } = workerData as SlowFileJob;

const pollMs = 5;
/** Ticks that a free loop makes in a few milliseconds. */
const enoughTicks = 5;
/** Ticks of a free loop, about a second, in which the other slow files would have been opened. */
const lonelyTicks = 500;
/** A blocking call that is still the same after so many polls, without a tick, will not end by itself. */
const sameCallPolls = 60;
/** Polls, about three seconds, after which a loop that stands still for no known reason is blocked. */
const silentPolls = 600;

async function watchLoop(): Promise<SlowFileState> {
  const ticks = Atomics.load(shared, words.ticks);
  const call = Atomics.load(inside, 0);
  let stillPolls = 0;
  for (let last = ticks; ; await wait(pollMs)) {
    const now = Atomics.load(shared, words.ticks);
    const together = Atomics.load(shared, words.opened) >= Atomics.load(shared, words.files);
    if (now - ticks >= enoughTicks && together) return 'turning';
    if (now - ticks >= lonelyTicks) return 'alone';
    stillPolls = now === last ? stillPolls + 1 : 0;
    last = now;
    const sameCall = call !== 0 && Atomics.load(inside, 0) === call;
    if (stillPolls >= (sameCall ? sameCallPolls : silentPolls)) {
      Atomics.store(own, words.call, Atomics.load(inside, 0));
      return 'blocked';
    }
  }
}

/** Hands over piece by piece; once the loop was found blocked, the rest goes at once. */
async function serve(hand: (piece: Uint8Array) => void): Promise<void> {
  Atomics.add(shared, words.opened, 1);
  let state: SlowFileState = 'turning';
  for (const piece of pieces) {
    if (state === 'turning') state = await watchLoop();
    Atomics.store(own, words.state, states.indexOf(state));
    hand(piece);
  }
}

if (process.platform === 'win32') {
  const server = createServer((socket) => {
    Atomics.add(own, words.readers, 1);
    socket.on('close', () => Atomics.sub(own, words.readers, 1));
    socket.on('error', () => {});
    void serve((piece) => void socket.write(piece)).then(() => socket.end());
  });
  server.listen(path, () => parentPort?.postMessage('ready'));
} else {
  parentPort?.postMessage('ready');
  // Opening a FIFO for writing waits for its reader.
  const pipe = await open(path, 'w');
  await serve((piece) => {
    try {
      writeSync(pipe.fd, piece);
    } catch {
      // The reader went away.
    }
  });
  await pipe.close();
}
