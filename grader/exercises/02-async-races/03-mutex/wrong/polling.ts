// race: asks every few milliseconds whether the printer is free; who asks first wins
import { setTimeout as pause } from 'node:timers/promises';

export class Mutex {
  #held = false;

  async run<T>(work: () => Promise<T>): Promise<T> {
    while (this.#held) await pause(5);
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
    }
  }
}
