type Place = { version: number; writer: string; readonly seen: Map<string, number> };

/** Who read and wrote what, and when: to prove that a write was made from an old value, and to detect a conflict. */
export class Updates {
  readonly #places = new Map<string, Place>();
  #now = 0;

  /** How many writes there were so far. */
  get now(): number {
    return this.#now;
  }

  /** @param at after how many writes the value was current: now, unless it came from a snapshot */
  read(key: string, lane: string, at = this.#now): void {
    this.#place(key).seen.set(lane, at);
  }

  wrote(key: string, lane: string): void {
    const place = this.#place(key);
    place.version = ++this.#now;
    place.writer = lane;
    place.seen.set(lane, place.version);
  }

  /** @returns who wrote since the lane last saw the value; that write is lost if the lane writes now */
  lostBy(key: string, lane: string): string | undefined {
    const { version, writer, seen } = this.#place(key);
    const last = seen.get(lane);
    return last !== undefined && last < version && writer !== lane ? writer : undefined;
  }

  /** @returns the last writer since then; `undefined` if there was none */
  writerSince(key: string, at: number): string | undefined {
    const { version, writer } = this.#place(key);
    return version > at ? writer : undefined;
  }

  #place(key: string): Place {
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = { version: 0, writer: '', seen: new Map() }));
    return place;
  }
}
