import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import { FrameReader, type Request } from '../arena/common/frames.ts';
import type { Fault } from '../verdict/fault.ts';
import { nonceOf, parseClaim, type Claim } from './claims.ts';
import { markVariable } from '../arena/common/marked-processes.ts';
import { isolationFrom } from '../isolation/isolation.ts';
import { killTree, reap } from './kill-tree.ts';
import { lossFault, type Loss } from './loss.ts';
import { residentBytes } from './resident-memory.ts';
import type { Use } from './signs-of-life.ts';
import { Silence } from './silence.ts';

type Distribute<R> = R extends unknown ? Omit<R, 'nonce'> : never;
/** A request without the nonce, which is ours to add. */
export type Ask = Distribute<Request>;

export type Answer = Exclude<Claim, { say: 'progress' | 'hangs' | 'print' }> | Lost;

/** The arena gave no answer. */
export type Lost = {
  readonly say: 'lost';
  readonly fault: Fault;
  /** The arena was lost before this request; nothing was run for it. */
  readonly before?: true;
};

export type AskLimits = {
  /** Silence, in seconds, after which the arena is killed. */
  readonly seconds: number;
  /** Resident memory of the whole process, in MiB, above which the arena is killed. */
  readonly memoryMb: number;
  readonly onProgress: (schedules: number) => void;
};

/** The arena's own needs before any learner code is there, in MiB. */
const baseMemoryMb = 200;
/** No exercise allows more, in MiB: a container needs its limit before the exercise is known. */
const mostMemoryMb = 512;
const printLimit = 64 * 1024;

const isolation = isolationFrom(process.env);

/** The judge's end of one arena process: the only place that hears of what learner code did. */
export class Arena {
  readonly #child: ChildProcess;
  readonly #pipe: Duplex;
  readonly #reader = new FrameReader();
  readonly #mark = randomUUID();
  #printed = '';
  #lost = 0;
  #stderrTail = '';
  #exit: { readonly code: number | null; readonly signal: string | null } | undefined;
  #pending: { nonce: string; answer: (answer: Answer) => void; progress: (schedules: number) => void } | undefined;
  #killed = false;
  #asked = false;
  #killedFor: Loss['killedFor'];
  #hangs: Loss['hangs'];

  /**
   * @param entry the arena's compiled main file
   * @param temporary folder for the arena's temporary files, which the caller removes; absent: as in this process
   */
  constructor(entry: string, temporary?: string) {
    const { file, args, env } = isolation.wrap(
      {
        file: process.execPath,
        args: ['--max-old-space-size=512', entry],
        env: {
          ...cleanEnvironment(),
          ...(temporary !== undefined && placesFor(temporary)),
          UV_THREADPOOL_SIZE: '16',
          [markVariable]: this.#mark,
        },
      },
      // Attempts are staged beside the runtime.
      { readable: [dirname(entry)], memoryMb: baseMemoryMb + mostMemoryMb },
    );
    this.#child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'overlapped'],
      // The attempt must not learn where the kit is.
      cwd: dirname(entry),
      // A group of its own, so that whatever the learner's code starts can be killed with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
      env,
    });
    this.#pipe = this.#child.stdio[3] as Duplex;
    this.#pipe.setEncoding('utf8').on('data', (chunk: string) => this.#receive(chunk));
    // 'exit' reports the arena's death; a broken pipe adds nothing.
    this.#pipe.on('error', () => {});
    this.#child.stdout?.setEncoding('utf8').on('data', (chunk: string) => this.#print(chunk));
    this.#child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#stderrTail = (this.#stderrTail + chunk).slice(-8192);
      this.#print(chunk);
    });
    this.#child.on('close', (code, signal) => {
      this.#exit = { code, signal };
      if (this.#asked) reap(this.#mark);
      this.#fail();
    });
    this.#child.on('error', () => this.#fail());
  }

  /** Whether the arena can still take requests. */
  get alive(): boolean {
    return !this.#killed && this.#exit === undefined;
  }

  /** Whether learner code may have run in the arena. */
  get used(): boolean {
    return this.#asked;
  }

  /** How to find and end, from outside, whatever the learner's code has started. */
  get use(): Use {
    return { racelings: 'use', arena: this.#child.pid ?? 0, mark: this.#mark };
  }

  /** What the learner's code has printed since the last call, capped; the rest is only counted. */
  takeOutput(): { readonly text: string; readonly lost: number } {
    const output = { text: this.#printed, lost: this.#lost };
    this.#printed = '';
    this.#lost = 0;
    return output;
  }

  /** Never rejects: an arena that dies, falls silent or talks nonsense is an answer too. */
  async ask(body: Ask, limits: AskLimits): Promise<Answer> {
    this.#asked = true;
    return this.#ask(body, limits);
  }

  /** Like `ask`, for the kit's own code: the arena still counts as unused, and its output is dropped. */
  async rehearse(body: Ask, limits: AskLimits): Promise<Answer> {
    const answer = await this.#ask(body, limits);
    this.takeOutput();
    return answer;
  }

  async #ask(body: Ask, limits: AskLimits): Promise<Answer> {
    const nonce = randomUUID();
    const silence = new Silence(this.#child.pid, limits.seconds);
    const listen = (): void => silence.broken();
    const watch = setInterval(() => {
      const bytes = residentBytes(this.#child.pid, isolation.tier === 'S');
      if (bytes > (baseMemoryMb + limits.memoryMb) * 1024 * 1024) this.kill('memory');
      if (silence.isTooLong()) this.kill('time');
    }, 50);
    try {
      return await new Promise<Answer>((answer) => {
        const progress = (schedules: number): void => {
          listen();
          limits.onProgress(schedules);
        };
        this.#pending = { nonce, answer, progress };
        listen();
        if (this.alive) this.#pipe.write(`${JSON.stringify({ ...body, nonce })}\n`);
        else this.#fail();
      });
    } finally {
      this.#pending = undefined;
      clearInterval(watch);
      silence.end();
    }
  }

  kill(reason?: Loss['killedFor']): void {
    this.#killedFor ??= reason;
    if (this.#child.pid !== undefined && this.alive) {
      killTree(this.#child.pid);
      if (this.#asked) reap(this.#mark);
    }
    this.#killed = true;
  }

  #receive(chunk: string): void {
    // The arena was killed for a reason, which nothing that it sent earlier may replace.
    if (this.#killed) return;
    try {
      for (const line of this.#reader.read(chunk)) this.#read(line);
    } catch {
      this.kill('nonsense');
    }
  }

  /** @throws for anything that is not from our own code in the arena */
  #read(line: string): void {
    const nonce = this.#pending?.nonce;
    if (nonce === undefined || nonceOf(line) !== nonce) throw new Error('Expected the nonce of the request');
    try {
      this.#hear(parseClaim(line));
    } catch {
      // No attempt is told the nonce. But an attempt that finds it, or whose result our code can't put into a frame,
      // must not end up unchecked because of that.
      this.kill('misshapen');
    }
  }

  #hear(claim: Claim): void {
    if (claim.say === 'print') {
      this.#print(claim.text);
      this.#lost += claim.lost;
    } else if (claim.say === 'hangs') {
      this.#hangs = claim;
    } else if (claim.say === 'progress') {
      this.#pending?.progress(claim.schedules);
    } else {
      this.#pending?.answer(claim);
    }
  }

  #print(text: string): void {
    const room = Math.max(0, printLimit - this.#printed.length);
    this.#printed += text.slice(0, room);
    this.#lost += Math.max(0, text.length - room);
  }

  #fail(): void {
    const fault = lossFault({
      ...this.#exit,
      killedFor: this.#killedFor,
      hangs: this.#hangs,
      stderr: this.#stderrTail,
    });
    this.#pending?.answer({ say: 'lost', fault });
  }
}

const placesFor = (temporary: string): NodeJS.ProcessEnv => ({ TMPDIR: temporary, TEMP: temporary, TMP: temporary });

/** Only what a process needs to run: the learner's shell settings must not change a verdict. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
