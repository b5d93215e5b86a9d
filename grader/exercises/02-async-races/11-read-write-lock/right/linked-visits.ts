type Visit = { readonly writes: boolean; readonly before: Visit | undefined; readonly over: Promise<unknown> };

/** A linked list: each visitor walks back along it, and waits for those who matter. */
export class ReadWriteLock {
  #last: Visit | undefined;

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#visit(false, work);
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#visit(true, work);
  }

  #visit<T>(writes: boolean, work: () => Promise<T>): Promise<T> {
    const inTheWay: Promise<unknown>[] = [];
    let before = this.#last;
    while (before !== undefined) {
      if (writes || before.writes) inTheWay.push(before.over);
      // Whoever was before that writer, it has waited for.
      before = before.writes ? undefined : before.before;
    }
    const mine = Promise.all(inTheWay).then(work);
    this.#last = { writes, before: writes ? undefined : this.#last, over: mine.catch(() => {}) };
    return mine;
  }
}
