// starvation in "readers that come again and again do not starve a writer"
// asks again every few milliseconds; there is always somebody who has just come in
import { setTimeout as pause } from 'node:timers/promises';

export class ReadWriteLock {
  #readers = 0;
  #writing = false;

  async read<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing) await pause(10);
    this.#readers += 1;
    try {
      return await work();
    } finally {
      this.#readers -= 1;
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing || this.#readers > 0) await pause(10);
    this.#writing = true;
    try {
      return await work();
    } finally {
      this.#writing = false;
    }
  }
}
