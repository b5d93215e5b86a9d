import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openCounter, openStatistics } from './statistics.ts';

/** What the main thread knows of all lines. */
export type Statistics = {
  /** Is called for each message that a worker has reported, with a copy of it. */
  receive(message: unknown): void;
  /** Lines so far, by the first digit of their status: 1xx, 2xx, 3xx, 4xx, 5xx. */
  current(): number[];
};

/** What a worker's counter is made of. */
export type Desk = {
  /** 1,024 bytes, the same for all threads, and all of them 0 at first. */
  memory: SharedArrayBuffer;
  /** Number of the worker, from 0. */
  worker: number;
  /** How many of its last lines the statistics may lack while the worker is at work. */
  lag: number;
  /** Sends a message to the main thread. */
  report: (message: unknown) => void;
};

/** Counts the lines of one log, on the worker's thread. */
export type Counter = {
  /** Is called for each line. */
  count(status: number): void;
  /** Is called once, after the last line. */
  end(): void;
};

type Log = Pick<Desk, 'memory' | 'worker' | 'lag'> & { lines: number };

/**
 * Reads logs, each on a thread of its own.
 * @param lines in each of the logs
 * @param watch gets the statistics before the first line is read
 */
export async function readLogs(
  workers: number,
  lines: number,
  lag: number,
  watch: (statistics: Statistics) => void,
): Promise<number[]> {
  const memory = new SharedArrayBuffer(1024);
  const statistics = openStatistics(memory);
  watch(statistics);
  const logs = Array.from({ length: workers }, (_, worker) => {
    const log: Log = { memory, worker, lag, lines };
    return new Promise<void>((resolve, reject) => {
      const thread = new Worker(new URL('./reader.ts', import.meta.url), { workerData: log });
      thread.on('message', (message) => statistics.receive(message));
      thread.once('error', reject);
      // It comes after the last message.
      thread.once('exit', () => resolve());
    });
  });
  await Promise.all(logs);
  return statistics.current();
}

/** What the shop's servers wrote down. */
function* logOf(worker: number, lines: number): Generator<string> {
  const statuses = [200, 200, 304, 200, 404, 200, 301, 503, 200, 101];
  for (let line = 0; line < lines; line += 1) {
    yield `GET /sale/${line} ${statuses[(line * 7 + worker) % statuses.length]}`;
  }
}

if (!isMainThread) {
  const { lines, ...desk }: Log = workerData;
  const counter = openCounter({ ...desk, report: (message) => parentPort?.postMessage(message) });
  for (const line of logOf(desk.worker, lines)) counter.count(Number(line.slice(-3)));
  counter.end();
}
