import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeChannel, openChannel, type Asker } from '../meters/channel.ts';
import type { ProgramQuestion } from './questions.ts';

const entry = fileURLToPath(new URL('./program-process.mjs', import.meta.url));
const printLimit = 4000;

/** A process that waits to be told which program it is, or runs it. */
export class ProgramProcess {
  readonly child: ChildProcess;
  #printed = '';
  /** Hears what it asks from now on. */
  hear: (question: ProgramQuestion, from: Asker) => void = () => {};
  /** How to tell it which program it is, once it has asked. */
  readonly ready: Promise<Asker>;
  readonly ended: Promise<number | null>;

  constructor() {
    this.child = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream
        ?.setEncoding('utf8')
        .on('data', (text: string) => (this.#printed = (this.#printed + text).slice(-printLimit)));
    }
    this.ready = new Promise((resolve) => (this.hear = (_question, from) => resolve(from)));
    this.ended = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  get printed(): string {
    return this.#printed;
  }
}

/** Starts processes ahead of the runs that will need them, and hears what they ask. */
export class Gatekeeper {
  readonly folder = mkdtempSync(join(tmpdir(), 'racelings-programs-'));
  readonly #byPid = new Map<number, ProgramProcess>();
  readonly #spares: ProgramProcess[] = [];

  constructor() {
    const place = join(this.folder, 'channel');
    mkdirSync(place);
    openChannel(makeChannel(place), (asked, from) => {
      const question = asked as ProgramQuestion;
      this.#byPid.get(question.pid)?.hear(question, from);
    });
  }

  /** So many processes, ready to be told what they are; as many again are started meanwhile. */
  take(count: number): readonly ProgramProcess[] {
    while (this.#spares.length < 2 * count) this.#spares.push(this.#start());
    return this.#spares.splice(0, count);
  }

  close(): void {
    for (const { child } of this.#byPid.values()) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #start(): ProgramProcess {
    const started = new ProgramProcess();
    const { pid = -1 } = started.child;
    this.#byPid.set(pid, started);
    void Promise.all([started.ready, started.ended]).then(([asker]) => {
      this.#byPid.delete(pid);
      asker.release();
    });
    return started;
  }
}
