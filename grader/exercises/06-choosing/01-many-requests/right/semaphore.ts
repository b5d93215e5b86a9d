import { EventEmitter, once } from 'node:events';

class Places extends EventEmitter {
  #free: number;

  constructor(places: number) {
    super();
    this.setMaxListeners(0);
    this.#free = places;
  }

  async enter(): Promise<void> {
    while (this.#free === 0) await once(this, 'free');
    this.#free -= 1;
  }

  leave(): void {
    this.#free += 1;
    this.emit('free');
  }
}

export async function forecasts(urls: readonly string[]): Promise<string[]> {
  const places = new Places(20);
  let failed = false;
  return await Promise.all(
    urls.map(async (url) => {
      await places.enter();
      try {
        if (failed) return '';
        const response = await fetch(url);
        if (!response.ok) throw new Error(`no forecast: ${response.status}`);
        return await response.text();
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        places.leave();
      }
    }),
  );
}
