type Place = { version: number; writer: string; readonly seen: Map<string, number> };

/** Who read and wrote what, to prove that a write was made from an old value. */
export class Updates {
  readonly #places = new Map<string, Place>();

  read(key: string, lane: string): void {
    const place = this.#place(key);
    place.seen.set(lane, place.version);
  }

  wrote(key: string, lane: string): void {
    const place = this.#place(key);
    place.version++;
    place.writer = lane;
    place.seen.set(lane, place.version);
  }

  /** @returns who wrote since the lane last saw the value; their write is lost if the lane writes now */
  lostBy(key: string, lane: string): string | undefined {
    const { version, writer, seen } = this.#place(key);
    const last = seen.get(lane);
    return last !== undefined && last < version && writer !== lane ? writer : undefined;
  }

  #place(key: string): Place {
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = { version: 0, writer: '', seen: new Map() }));
    return place;
  }
}
