class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(permits: number) {
    this.#free = permits;
  }

  async acquire(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((wake) => this.#waiting.push(wake));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const places = new Semaphore(limit);
  const stop = new AbortController();
  return Promise.all(
    items.map(async (item) => {
      await places.acquire();
      try {
        stop.signal.throwIfAborted();
        return await work(item);
      } catch (error) {
        stop.abort(error);
        throw error;
      } finally {
        places.release();
      }
    }),
  );
}
