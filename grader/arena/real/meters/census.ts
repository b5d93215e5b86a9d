import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import workerThreads, { type Transferable, type WorkerOptions } from 'node:worker_threads';
import type { Board } from './board.ts';
import { hearEndLast } from './child-end.ts';
import { compiledCommand, compiledEntry } from '../../common/compiled-entry.ts';
import { bytesOf } from './message-bytes.ts';
import { isOfAttempt } from './own-messages.ts';

export type Counts = { readonly started: number; readonly alive: number; readonly peak: number };

export type MessageCounts = {
  readonly posted: number;
  /** Bytes of buffers and strings that were copied, `workerData` included. */
  readonly cloned: number;
  /** Bytes of buffers that changed hands instead. */
  readonly transferred: number;
};

/**
 * Counts on the board, from now on, the threads and processes that this thread starts (from their
 * compiled files) and the messages that it posts, and exchanges with those processes.
 *
 * @param runtime the folder of the scripts that workers and processes load before their own code
 * @returns the processes so far, in the order in which they were started
 */
export function takeCensus(
  board: Board,
  runtime: string,
  onThreadEnd: (thread: number) => void = () => {},
): readonly childProcess.ChildProcess[] {
  countMessages(board);
  countThreads(board, join(runtime, 'thread-preload.cjs'), onThreadEnd);
  const children = countProcesses(board, join(runtime, 'child-preload.cjs'));
  syncBuiltinESMExports();
  return children;
}

function countThreads(board: Board, preload: string, onThreadEnd: (thread: number) => void): void {
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    constructor(entry: string | URL, options: WorkerOptions = {}) {
      const execArgv = [...(options.execArgv ?? process.execArgv.filter(isForWorkers)), '--require', preload];
      super(options.eval ? entry : compiledEntry(entry), { ...options, execArgv });
      board.add('bytesCloned', bytesOf(options.workerData, options.transferList).cloned);
      board.add('threadsStarted');
      board.add('threadsStarting');
      board.raise('threadsPeak', board.add('threadsAlive'));
      const { threadId } = this;
      this.once('exit', () => {
        // The thread ended before it could report its start.
        if (!board.hasArrived(threadId)) board.add('threadsStarting', -1);
        board.add('threadsAlive', -1);
        board.forget(threadId);
        onThreadEnd(threadId);
      });
    }

    /**
     * Threads end one by one, each when nothing else can happen: by then, code that did not await the last one has
     * moved on.
     */
    override async terminate(): Promise<number> {
      if (this.threadId === -1) return super.terminate();
      this.ref();
      const ticket = board.add('endsAsked');
      // The thread may end by itself, with an error; then nothing keeps alive the loop that waits for it.
      const ended = new Promise<void>((resolve) => this.once('exit', () => resolve()));
      for (let allowed = board.get('endsAllowed'); allowed < ticket; allowed = board.get('endsAllowed')) {
        await Promise.race([board.changed('endsAllowed', allowed), ended]);
        if (this.threadId === -1) break;
      }
      return super.terminate();
    }
  };
}

/** Makes the calling thread, if it ends by itself, wait for its turn in its last moment. */
export function endInTurn(board: Board): void {
  const { on } = process;
  const wait = (code: number): void => {
    // An error is on its way to the thread's starter, and arrives after this.
    if (code !== 0) return;
    const ticket = board.add('endsAsked');
    for (let allowed = board.get('endsAllowed'); allowed < ticket; allowed = board.get('endsAllowed')) {
      board.wait('endsAllowed', allowed);
    }
  };
  Reflect.apply(on, process, ['exit', wait]);
}

/** A worker refuses options of the whole process, such as the size of its heap. */
function isForWorkers(option: string): boolean {
  return !option.startsWith('--max-');
}

type SpawnOptions = { file: string; args?: string[]; envPairs?: string[] };
type Spawning = { spawn(options: SpawnOptions): number };

function countProcesses(board: Board, preload: string): readonly childProcess.ChildProcess[] {
  const children: childProcess.ChildProcess[] = [];
  // spawn, fork, exec and execFile all call this.
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawning;
  const { spawn } = prototype;
  prototype.spawn = function (this: childProcess.ChildProcess, options): number {
    // A child whose environment was replaced must still find the run, and be found.
    const own = Object.entries(process.env).filter(([name]) => name.startsWith('RACELINGS_'));
    const envPairs = options.envPairs && [...options.envPairs, ...own.map((pair) => pair.join('='))];
    const changed: SpawnOptions = { ...compiledCommand(options, preload), ...(envPairs && { envPairs }) };
    const error = Reflect.apply<Spawning, [SpawnOptions], number>(spawn, this as unknown as Spawning, [changed]);
    if (this.pid === undefined) return error;
    countProcessMessages(board, this);
    hearEndLast(this);
    children.push(this);
    board.add('processesStarted');
    board.raise('processesPeak', board.add('processesAlive'));
    this.once('exit', () => board.add('processesAlive', -1));
    return error;
  };
  return children;
}

type Talk = {
  send?: (message: unknown, ...rest: never[]) => boolean;
  emit: (event: string, ...args: unknown[]) => boolean;
};

/** Counts the messages between a child and the thread that started it, both ways, and writes to the child's input. */
function countProcessMessages(board: Board, child: childProcess.ChildProcess): void {
  const { send, emit } = child as unknown as Talk;
  const count = (message: unknown): void => {
    board.add('messages');
    board.add('bytesCloned', bytesOf(message).cloned);
  };
  const counted: Partial<Talk> = {
    ...(send && {
      send(message, ...rest) {
        count(message);
        return Reflect.apply(send, child, [message, ...rest]);
      },
    }),
    // Not by a listener: Node keeps messages until there is one, and the first would get them.
    emit(event, ...args) {
      if (event === 'message') count(args[0]);
      return Reflect.apply(emit, child, [event, ...args]);
    },
  };
  Object.assign(child, counted);
  const { stdin } = child;
  if (!stdin) return;
  const { write } = stdin;
  stdin.write = function (this: unknown, ...args: unknown[]): boolean {
    count(args[0]);
    return Reflect.apply(write, stdin, args as Parameters<typeof write>);
  };
}

type Transfers = readonly Transferable[] | { readonly transfer?: readonly Transferable[] };
type Post = (this: unknown, message: unknown, transfers?: Transfers) => unknown;

/** A worker's `postMessage` calls that of a port, and so does a broadcast. */
function countMessages(board: Board): void {
  const prototype = workerThreads.MessagePort.prototype as { postMessage: Post };
  const { postMessage } = prototype;
  prototype.postMessage = function (message, transfers) {
    const list =
      transfers !== undefined && 'transfer' in transfers ? transfers.transfer : (transfers as readonly Transferable[]);
    const { cloned, transferred } = bytesOf(message, list);
    // A `BroadcastChannel` needs to know whether it was posted.
    const posted = Reflect.apply(postMessage, this, transfers === undefined ? [message] : [message, transfers]);
    if (!isOfAttempt(message)) return posted;
    board.add('messages');
    board.add('bytesCloned', cloned);
    board.add('bytesTransferred', transferred);
    return posted;
  };
}
