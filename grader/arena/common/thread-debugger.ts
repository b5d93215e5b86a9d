import { Session } from 'node:inspector';

/** A call on the stack of a thread that stands still. */
export type StackFrame = {
  readonly functionName: string;
  readonly location: Position;
  /** Where the function begins. */
  readonly functionLocation?: Position;
};
/** In the JavaScript; lines and columns from 0. */
export type Position = { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };

type Message = { readonly id?: number; readonly method?: string; readonly params?: unknown };
type Attached = { readonly sessionId: string; readonly workerInfo: { readonly title: string } };

/**
 * Another thread of this process as V8's debugger sees it: it can be stopped in the middle of a loop. The requests
 * are those of the Chrome DevTools protocol.
 */
export class ThreadDebugger {
  readonly #session = new Session();
  #post: (id: number, method: string) => void = () => {};
  #asked = 0;
  /** Names of scripts, by their id. */
  readonly #scripts = new Map<string, string>();
  readonly #answered = new Map<number, () => void>();
  /** Called with the thread's calls when it next stands still. */
  #next: ((frames: readonly StackFrame[]) => void) | undefined;

  private constructor() {}

  /**
   * The main thread, from another one. Create the debugger before the main thread is busy, or it cannot stop that
   * thread.
   */
  static ofMainThread(): ThreadDebugger {
    const made = new ThreadDebugger();
    const session = made.#session;
    session.connectToMainThread();
    session.on('inspectorNotification', (message: Message) => made.#hear(message));
    made.#post = (id, method) => session.post(method, {}, () => made.#hear({ id }));
    return made;
  }

  /**
   * A worker, from the main thread.
   * @param isTooLong asked repeatedly until the worker is found
   * @returns undefined if the worker is gone
   */
  static async ofWorker(threadId: number, isTooLong: () => boolean): Promise<ThreadDebugger | undefined> {
    const made = new ThreadDebugger();
    const session = made.#session;
    session.connect();
    let sessionId: string | undefined;
    session.on('NodeWorker.attachedToWorker', ({ params }: { params: Attached }) => {
      // The `workerId` in the message is another number, and workers come in no particular order.
      if (params.workerInfo.title.startsWith(`[worker ${threadId}]`)) sessionId = params.sessionId;
    });
    session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      if (params.sessionId === sessionId) made.#hear(JSON.parse(params.message) as Message);
    });
    const enabled = new Promise<void>((resolve) => {
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, () => resolve());
    });
    await unless(isTooLong, enabled);
    if (sessionId === undefined) {
      made.end();
      return undefined;
    }
    made.#post = (id, method) => {
      const message = JSON.stringify({ id, method, params: {} });
      session.post('NodeWorker.sendMessageToWorker', { sessionId, message });
    };
    return made;
  }

  /**
   * Call it before `stop`.
   * @returns whether the thread has answered: in a system call it does not
   */
  async open(isTooLong: () => boolean): Promise<boolean> {
    const heard = this.#ask('Debugger.enable').then(() => true);
    return (await unless(isTooLong, heard)) ?? false;
  }

  /**
   * Lets the thread run until something stops it.
   * @param until `pause` stops it wherever it is
   * @param isTooLong asked repeatedly meanwhile
   * @returns the thread's calls when it stands still, innermost first; undefined if that took too long
   */
  async stop(
    until: 'pause' | 'stepOut' | 'stepOver',
    isTooLong: () => boolean,
  ): Promise<readonly StackFrame[] | undefined> {
    const stopped = new Promise<readonly StackFrame[]>((resolve) => (this.#next = resolve));
    void this.#ask(`Debugger.${until}`);
    try {
      return await unless(isTooLong, stopped);
    } finally {
      this.#next = undefined;
    }
  }

  /** Such as `attempt.js:3:5`; lines and columns from 1. */
  textOf({ scriptId, lineNumber, columnNumber }: Position): string {
    return `${this.#scripts.get(scriptId) ?? ''}:${lineNumber + 1}:${columnNumber + 1}`;
  }

  /** Lets the thread run as if nothing had happened. */
  close(): void {
    void this.#ask('Debugger.disable');
  }

  /** Disconnects from the debugger. */
  end(): void {
    this.#session.disconnect();
  }

  async #ask(method: string): Promise<void> {
    const id = (this.#asked += 1);
    return new Promise((resolve) => {
      this.#answered.set(id, resolve);
      this.#post(id, method);
    });
  }

  #hear({ id, method, params }: Message): void {
    if (id !== undefined) this.#answered.get(id)?.();
    if (method === 'Debugger.scriptParsed') {
      const { scriptId, url } = params as { readonly scriptId: string; readonly url: string };
      this.#scripts.set(scriptId, url);
    }
    if (method !== 'Debugger.paused') return;
    // The code may have stopped at a `debugger` statement of its own.
    if (this.#next) this.#next((params as { callFrames: readonly StackFrame[] }).callFrames);
    else void this.#ask('Debugger.resume');
  }
}

const lookMs = 10;

/** @returns undefined if it took too long */
async function unless<Result>(isTooLong: () => boolean, result: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setInterval(() => isTooLong() && resolve(undefined), lookMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearInterval(timer);
  }
}
