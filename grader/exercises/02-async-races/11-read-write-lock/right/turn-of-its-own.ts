/** Whoever may go in does so in a turn of the event loop of their own. */
export class ReadWriteLock {
  #arrived: { write: boolean; done: Promise<unknown> }[] = [];
  #visit<T>(write: boolean, work: () => Promise<T>): Promise<T> {
    const before = this.#arrived.filter((v) => write || v.write).map((v) => v.done);
    const mine = Promise.all(before)
      .then(() => new Promise((go) => setImmediate(go)))
      .then(work);
    const visit = {
      write,
      done: mine.then(
        () => {},
        () => {},
      ),
    };
    this.#arrived.push(visit);
    void visit.done.then(() => this.#arrived.splice(this.#arrived.indexOf(visit), 1));
    return mine;
  }
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#visit(false, work);
  }
  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#visit(true, work);
  }
}
