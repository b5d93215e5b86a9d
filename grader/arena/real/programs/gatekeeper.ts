import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeChannel, openChannel } from '../meters/channel.ts';
import { ProgramProcess } from './program-handle.ts';
import type { ProgramQuestion } from './questions.ts';

/** Keeps processes ready for the next runs, and hears their questions. */
export class Gatekeeper {
  readonly folder = mkdtempSync(join(tmpdir(), 'racelings-programs-'));
  readonly #byPid = new Map<number, ProgramProcess>();
  #spares: ProgramProcess[] = [];
  readonly #channel: { readonly close: () => void };
  #closed = false;

  constructor() {
    const place = join(this.folder, 'channel');
    mkdirSync(place);
    this.#channel = openChannel(makeChannel(place), (asked, from) => {
      const question = asked as ProgramQuestion;
      this.#byPid.get(question.pid)?.receive(question, from);
    });
  }

  /** Takes `count` processes that wait for an assignment, and keeps as many more ready. */
  take(count: number): readonly ProgramProcess[] {
    while (this.#spares.length < 2 * count) this.#spares.push(this.#start());
    return this.#spares.splice(0, count);
  }

  /** Processes that are still alive are reused, before others. */
  giveBack(used: readonly ProgramProcess[]): void {
    this.#spares = [...used.filter(({ alive }) => alive), ...this.#spares];
  }

  close(): void {
    this.#closed = true;
    for (const { child } of this.#byPid.values()) child.kill('SIGKILL');
    this.#channel.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #start(): ProgramProcess {
    const started = new ProgramProcess();
    const { pid = -1 } = started.child;
    this.#byPid.set(pid, started);
    void Promise.all([started.idle, started.closed]).then(([asker]) => {
      this.#byPid.delete(pid);
      // After `close` the places are gone, so there is none to release.
      if (!this.#closed) asker.release();
    });
    return started;
  }
}
