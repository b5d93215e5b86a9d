import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { isUse, type Use } from '../harness/signs-of-life.ts';
import { killTree, reap } from '../harness/kill-tree.ts';
import { Silence } from '../harness/silence.ts';
import type { Finding } from '../verdict/finding.ts';

/*
 * The attempt runs with the rights of the person who runs the kit, and may signal the process that judges it. From
 * the moment that its code may run, that process has to answer until its checks are over.
 */

const pingMs = 250;
/** How long to wait for the last words of a process that has ended. */
const lastWordsMs = 1000;

export class Watchdog {
  readonly #child: ChildProcess;
  readonly #silence: Silence;
  readonly #uses: Use[] = [];
  readonly #gone: Promise<unknown>;
  #pings: NodeJS.Timeout | undefined;
  #over = false;
  #fellSilent = false;

  /**
   * @param child the process that runs the checks
   * @param seconds of silence after which the process counts as stopped
   */
  constructor(child: ChildProcess, seconds: number) {
    this.#child = child;
    this.#silence = new Silence(child.pid, seconds);
    this.#gone = once(child, 'disconnect').catch(() => {});
    child.on('message', (message: unknown) => this.#hear(message));
    child.once('exit', () => this.#end());
  }

  /** The checks are over, or no longer needed: if their process ends now, that is no harm. */
  release(): void {
    this.#over = true;
    clearInterval(this.#pings);
  }

  /** What the attempt did to the process, if anything; ask when the process has ended. */
  async harm(): Promise<Finding | undefined> {
    if (this.#over || (this.#child.exitCode === null && this.#child.signalCode === null)) return undefined;
    // Its last words may arrive after its end.
    if (this.#child.connected) await Promise.race([this.#gone, wait(lastWordsMs, undefined, { ref: false })]);
    if (this.#over || this.#uses.length === 0) return undefined;
    for (const { mark } of this.#uses) reap(mark);
    const how = this.#child.signalCode ?? `exit code ${this.#child.exitCode}`;
    return {
      kind: 'crash',
      check: 'the code leaves the judge alone',
      message: this.#fellSilent
        ? 'While your code ran, the process that judges it was stopped, and did not go on.'
        : `While your code ran, the process that judges it was ended (${how}).`,
      why: 'A signal does that, such as one that is sent to `process.ppid`.',
      expected: 'signals go to processes that your code has started',
    };
  }

  #hear(message: unknown): void {
    const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;
    // Vitest's word for the end of the checks.
    if (type === 'stopped') return this.release();
    this.#silence.broken();
    if (!isUse(message)) return;
    this.#uses.push(message);
    this.#pings ??= setInterval(() => this.#ping(), pingMs);
  }

  #ping(): void {
    if (this.#child.connected) this.#child.send({ racelings: 'ping' }, () => {});
    if (!this.#silence.isTooLong()) return;
    this.#fellSilent = true;
    this.#child.kill('SIGKILL');
  }

  #end(): void {
    clearInterval(this.#pings);
    if (this.#over) return;
    for (const { arena, mark } of this.#uses) {
      killTree(arena);
      reap(mark);
    }
  }
}
