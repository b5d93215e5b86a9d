import { createHook } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import { kill, runs, tried, type Job } from './job-notes.ts';

/* The attempt's time, and the signals that it sends. */

/** So often time passes for the attempt before something happens that takes its time. */
const naps = 3;
/** So many looks without a pause are as good as one. */
const looksPerNap = 50;

type Slow = { readonly since: () => boolean; readonly act: () => void; left: number };

type SignalsOptions = {
  /** All of the job end just before the job is sent its first signal. */
  readonly isLucky?: boolean;
  /** For so long at least whoever was sent SIGKILL, and is not the command, goes on, in the attempt's time. */
  readonly dyingMs?: number;
};

/** The attempt's time: it passes when nothing else can happen. So who sleeps, and does not look, has gone on by then. */
export class Time {
  #now = performance.now();
  #looks = 0;
  readonly #slow = new Set<Slow>();

  constructor() {
    const timers = new Set<number>();
    createHook({
      init: (id, type) => void (type === 'Timeout' && timers.add(id)),
      before: (id) => void (timers.has(id) && this.#look()),
    }).enable();
  }

  /** Does something when time has passed so often, from a moment on. */
  take(since: () => boolean, act: () => void, times = naps): void {
    this.#slow.add({ since, act, left: times });
  }

  /** Does something whenever time has passed, before whoever waited for it goes on. */
  onPass(look: () => void): void {
    this.take(
      () => {
        look();
        return false;
      },
      () => {},
    );
  }

  /** The attempt has looked whether it is so far. Whoever never pauses in between lets no time pass. */
  looked(): void {
    this.#looks += 1;
    if (this.#looks % looksPerNap === 0) this.#pass();
  }

  #look(): void {
    const now = performance.now();
    if (now === this.#now) return;
    this.#now = now;
    this.#pass();
  }

  #pass(): void {
    for (const slow of this.#slow) {
      if (!slow.since()) continue;
      slow.left -= 1;
      if (slow.left > 0) continue;
      this.#slow.delete(slow);
      slow.act();
    }
  }
}

const noSuchProcess = (): Error =>
  Object.assign(new Error('kill ESRCH'), { code: 'ESRCH', errno: -3, syscall: 'kill' });

/**
 * What the attempt gets for `process.kill`. The system leaves open in which order things happen; here a group is there
 * as long as one of it runs, who is sent two signals hears the first, and of those that are sent SIGKILL the command
 * ends at once, the others when some time has passed.
 */
export class Signals {
  readonly #time: Time;
  readonly #job: Job;
  readonly #isLucky: boolean;
  readonly #dyingMs: number;
  readonly #asked = new Set<number>();
  /** When any of the job was first sent SIGKILL, in the attempt's time; and whether all of it had ended before its first signal. */
  forcedAt = Infinity;
  wasGone = false;

  constructor(time: Time, job: Job, { isLucky = false, dyingMs = 0 }: SignalsOptions) {
    this.#time = time;
    this.#job = job;
    this.#isLucky = isLucky;
    this.#dyingMs = dyingMs;
    process.kill = (pid, signal) => this.#kill(pid, signal);
    syncBuiltinESMExports();
  }

  #kill(pid: number, signal: string | number = 'SIGTERM'): true {
    const { command, pids } = this.#job;
    const isGroup = command !== undefined && pid === -command;
    if (!isGroup && !pids.includes(pid)) return kill(pid, signal);
    if (isGroup && this.#isLucky && signal !== 0) this.#end(pids);
    if (isGroup && !pids.some(runs)) throw noSuchProcess();
    if (signal === 0) this.#time.looked();
    if (signal === 'SIGTERM' || signal === 15) for (const each of isGroup ? pids : [pid]) this.#asked.add(each);
    if (signal !== 'SIGKILL' && signal !== 9) return kill(pid, signal);
    kill(pid, 0);
    this.#force(pid, command);
    return true;
  }

  #end(pids: readonly number[]): void {
    for (const pid of pids) tried(() => kill(pid, 'SIGKILL'));
    while (pids.some(runs));
    this.wasGone = true;
  }

  #force(pid: number, command: number | undefined): void {
    this.forcedAt = Math.min(this.forcedAt, performance.now());
    while ([...this.#asked].some((each) => runs(each) && !this.#job.hasAsked(each)));
    const isCommand = Math.abs(pid) === command;
    if (isCommand) tried(() => kill(Math.abs(pid), 'SIGKILL'));
    if (pid === command) return;
    const since = performance.now();
    this.#time.take(
      () => performance.now() - since >= this.#dyingMs,
      () => {
        const { pids } = this.#job;
        tried(() => kill(pid, 'SIGKILL'));
        // Whoever looks then finds nobody, on each machine.
        while ((pid < 0 ? pids : [pid]).some(runs));
      },
    );
  }
}
