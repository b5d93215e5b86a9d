import type { Channel } from '../meters/channel.ts';
import type { FileCall, FileResult } from './file-operation.ts';
import type { Assignment, Permission } from './questions.ts';

/** The most characters of a text sent with a question, which must never be torn. */
const longest = 1000;

/** Makes calls of this process steps of the exploration: each waits until the gatekeeper permits it. */
export class Steps {
  readonly #channel: Channel;
  /** The system's number of this process: the program is shown another. */
  readonly #pid = process.pid;
  #did: FileResult | undefined;
  #printed = '';
  /** Stack of the place where the learner's code began the call that is made now. */
  #begunAt: string | undefined;
  /** Whether a step is being made: Node's functions call each other, and only the outermost call is a step. */
  #inside = false;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  /** Blocks until this process is told which program it is. */
  begin(): Assignment {
    return this.#ask({ ask: 'assignment' }) as Assignment;
  }

  /** Keeps the text, to send it with the next question. */
  print(text: string): void {
    this.#printed = (this.#printed + text).slice(-longest);
  }

  /**
   * @param call a call without paths does not concern the run, and is not a step
   * @param tell what the picture shows of the result
   */
  take<Result>(
    call: FileCall,
    perform: (permission: Permission) => Result,
    tell: (result: Result) => string | undefined = () => undefined,
  ): Result {
    if (call.paths.length === 0 || this.#inside) return perform({});
    const permission = this.#ask({ ask: 'step', call, stack: this.#begunAt ?? learnerStack() }) as Permission;
    this.#inside = true;
    try {
      const result = perform(permission);
      const told = tell(result);
      this.#did = told === undefined ? {} : { told };
      return result;
    } catch (error) {
      this.#did = { error: error instanceof Error && 'code' in error ? String(error.code) : 'error' };
      throw error;
    } finally {
      this.#inside = false;
    }
  }

  /** Makes a call that began earlier, as of the place that began it. @param stack the learner's stack at that time */
  asOf<Result>(stack: string, make: () => Result): Result {
    this.#begunAt = stack;
    try {
      return make();
    } finally {
      this.#begunAt = undefined;
    }
  }

  #ask(question: object): unknown {
    const [did, printed] = [this.#did, this.#printed];
    this.#did = undefined;
    this.#printed = '';
    return this.#channel.ask({ ...question, pid: this.#pid, ...(did && { did }), ...(printed && { printed }) });
  }
}

/** The lines of the stack that are the learner's, few enough for a message that is never torn. */
export function learnerStack(): string {
  const { stack }: { stack?: unknown } = new Error('step');
  // Not a text where the code has set `Error.prepareStackTrace`.
  const lines = (typeof stack === 'string' ? stack : '').split('\n').filter((line) => line.includes('/real/'));
  return lines.slice(0, 3).join('\n').slice(0, longest);
}
