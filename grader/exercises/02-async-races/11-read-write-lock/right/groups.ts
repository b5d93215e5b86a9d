type Group = { readonly writes: boolean; readonly open: Promise<unknown>; members: Promise<unknown>[] };

/** The line is one of groups: a writer is one of its own, readers join the last one. */
export class ReadWriteLock {
  #last: Group = { writes: false, open: Promise.resolve(), members: [] };

  read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#last.writes) this.#last = behind(this.#last, false);
    return join(this.#last, work);
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    this.#last = behind(this.#last, true);
    return join(this.#last, work);
  }
}

function join<T>(group: Group, work: () => Promise<T>): Promise<T> {
  const mine = group.open.then(work);
  group.members.push(mine);
  return mine;
}

/** A group that is not joined any more, since there is another behind it, ends with its members. */
function behind(group: Group, writes: boolean): Group {
  return { writes, open: Promise.allSettled(group.members), members: [] };
}
