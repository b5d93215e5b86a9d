import { EventEmitter } from 'node:events';
import type { Counter, Desk, Statistics } from './reader.ts';

type Batch = Map<string, number>;

export function openStatistics(_memory: SharedArrayBuffer): Statistics {
  const bars = new Map<string, number>();
  const wall = new EventEmitter();
  wall.on('batch', (batch: Batch) => {
    for (const [digit, lines] of batch) bars.set(digit, (bars.get(digit) ?? 0) + lines);
  });
  return {
    receive: (message) => void wall.emit('batch', message),
    current: () => ['1', '2', '3', '4', '5'].map((digit) => bars.get(digit) ?? 0),
  };
}

class Batcher extends EventEmitter {
  readonly #most: number;
  #batch: Batch = new Map();
  #size = 0;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  add(digit: string): void {
    this.#batch.set(digit, (this.#batch.get(digit) ?? 0) + 1);
    this.#size += 1;
    if (this.#size >= this.#most) this.flush();
  }

  flush(): void {
    this.emit('full', this.#batch);
    this.#batch = new Map();
    this.#size = 0;
  }
}

export function openCounter({ lag, report }: Desk): Counter {
  const batcher = new Batcher(Math.ceil((3 * lag) / 4));
  batcher.on('full', report);
  return { count: (status) => batcher.add(String(status).charAt(0)), end: () => batcher.flush() };
}
