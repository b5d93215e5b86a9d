import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Board } from '../meters/board.ts';
import { states, words, type SlowFileJob, type SlowFileState } from '../witness/slow-file-job.ts';
import type { UndisturbedClock } from '../../common/undisturbed-time.ts';

/*
 * The other end of a slow file, on the witness' thread. Milliseconds are those of the undisturbed clock.
 */

const pollMs = 5;
/** Beats that a free loop makes in a few milliseconds. */
const enoughTicks = 5;
/** Beats of a free loop (some seconds) after which code that goes round in circles is no longer waited for. */
const tooManyTicks = 3000;
/** A blocking call that lasts this long without a beat will not end by itself. */
const sameCallMs = 300;
/** A loop that stands still for this long, for no known reason, is blocked. */
const silentMs = 3000;

/** A piece that is held back until the run is at rest. */
export type Held = { letGo: boolean };

/**
 * @param held the held pieces of all slow files; the witness lets them go when the run is at rest
 * @returns once a reader can open the file
 */
export async function serveSlowFile(
  job: SlowFileJob,
  board: Board,
  clock: UndisturbedClock,
  held: Set<Held>,
): Promise<void> {
  const { path, own } = job;
  if (process.platform === 'win32') {
    const server = createServer((socket) => {
      Atomics.add(own, words.readers, 1);
      socket.on('close', () => Atomics.sub(own, words.readers, 1));
      socket.on('error', () => {});
      void hand(job, { board, clock, held }, (piece) => void socket.write(piece)).then(() => socket.end());
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return;
  }
  // Opening a FIFO for writing waits for its reader.
  void open(path, 'w').then(async (pipe) => {
    await hand(job, { board, clock, held }, async (piece) => {
      // The reader may go away.
      await pipe.write(piece).catch(() => {});
    });
    await pipe.close();
  });
}

type Watch = { readonly board: Board; readonly clock: UndisturbedClock; readonly held: Set<Held> };

/** Hands over the file piece by piece; once the loop was found blocked, or the file alone, the rest goes at once. */
async function hand(
  { pieces, shared, own }: SlowFileJob,
  watch: Watch,
  write: (piece: Uint8Array) => void | Promise<void>,
): Promise<void> {
  Atomics.add(shared, words.opened, 1);
  let state: SlowFileState = 'turning';
  for (const piece of pieces) {
    if (state === 'turning') state = await watchLoop(shared, own, watch);
    Atomics.store(own, words.state, states.indexOf(state));
    await write(piece);
  }
}

async function watchLoop(shared: Int32Array, own: Int32Array, { board, clock, held }: Watch): Promise<SlowFileState> {
  const piece: Held = { letGo: false };
  held.add(piece);
  const ticks = board.get('ticks');
  const call = board.get('call');
  let last = ticks;
  let since = clock.now;
  try {
    for (;;) {
      const now = board.get('ticks');
      const together = Atomics.load(shared, words.opened) >= Atomics.load(shared, words.files);
      const turned = now - ticks >= (piece.letGo ? enoughTicks : tooManyTicks);
      if (turned) return together ? 'turning' : 'alone';
      if (now !== last) since = clock.now;
      last = now;
      const sameCall = call !== 0 && board.get('call') === call;
      if (clock.now - since >= (sameCall ? sameCallMs : silentMs)) {
        Atomics.store(own, words.call, board.get('call'));
        return 'blocked';
      }
      await wait(pollMs);
    }
  } finally {
    held.delete(piece);
  }
}
