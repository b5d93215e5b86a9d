import { Buffer } from 'node:buffer';
import type { FakeStage } from './fake.ts';
import { fileError, type TextFile } from './text-file.ts';

export type HandleMethod = 'read' | 'readFile' | 'write' | 'writeFile' | 'appendFile' | 'stat';

/** Includes methods of handles with the same name. */
export type FilesMethod = HandleMethod | 'open' | 'rename' | 'unlink';

/** Makes one operation of the file system. */
export type FileCall = <Result>(what: {
  readonly method: FilesMethod | 'close';
  /** In front of the method's name. */
  readonly within?: string;
  readonly args: readonly unknown[];
  /** Places. */
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly run: () => Result;
  readonly show?: ((result: Result) => string) | undefined;
  readonly possible?: () => boolean;
}) => Promise<Result>;

export type FileFlags = 'r' | 'w' | 'wx' | 'a';

type Where = { readonly offset?: number; readonly length?: number; readonly position?: number | null };
type Read = { readonly bytesRead: number; readonly buffer: Uint8Array };
type Written<Data> = { readonly bytesWritten: number; readonly buffer: Data };

/** The most bytes that a `read` without a buffer reads. */
const bufferSize = 16_384;

/**
 * The `FileHandle` of `node:fs/promises`: each call is a step, and the position moves when it completes. A handle
 * that is never closed is a leak.
 */
export class FileHandle {
  readonly #stage: FakeStage;
  readonly #call: FileCall;
  readonly #file: TextFile;
  readonly #flags: FileFlags;
  #position = 0;
  /** Calls under way: closing waits for them. */
  #pending = 0;
  #closing: Promise<void> | undefined;

  constructor(stage: FakeStage, call: FileCall, file: TextFile, flags: FileFlags) {
    this.#stage = stage;
    this.#call = call;
    this.#file = file;
    this.#flags = flags;
  }

  read(buffer: Uint8Array, offset?: number, length?: number, position?: number | null): Promise<Read>;
  read(options?: Where & { readonly buffer?: Uint8Array }): Promise<Read>;
  read(
    first: Uint8Array | (Where & { readonly buffer?: Uint8Array }) = {},
    ...rest: readonly (number | null | undefined)[]
  ): Promise<Read> {
    const {
      buffer = Buffer.alloc(bufferSize),
      offset,
      length,
      position,
    } = first instanceof Uint8Array ? given(first, rest) : first;
    const from = offset ?? 0;
    const most = length ?? buffer.byteLength - from;
    const run = (): Read => {
      const bytes = this.#take(position ?? undefined, most);
      buffer.set(bytes, from);
      return { bytesRead: bytes.length, buffer };
    };
    return this.#do('read', [most], run, ({ bytesRead }) => counted(bytesRead));
  }

  /** From the position to the end. */
  readFile(_encoding?: unknown): Promise<string> {
    return this.#do('readFile', [], () => this.#take(undefined, Infinity).toString());
  }

  write(text: string, position?: number | null): Promise<Written<string>>;
  write(bytes: Uint8Array, offset?: number, length?: number, position?: number | null): Promise<Written<Uint8Array>>;
  write(
    data: string | Uint8Array,
    ...rest: readonly (number | null | undefined)[]
  ): Promise<Written<string | Uint8Array>> {
    const isText = typeof data === 'string';
    const { offset, length, position } = isText ? { position: rest[0] } : given(data, rest);
    const from = offset ?? 0;
    const bytes = isText ? Buffer.from(data) : Buffer.from(data.slice(from, from + (length ?? data.length)));
    const run = (): Written<string | Uint8Array> => {
      this.#put(bytes, position ?? undefined);
      return { bytesWritten: bytes.length, buffer: data };
    };
    return this.#do('write', [bytes.toString()], run, ({ bytesWritten }) => counted(bytesWritten));
  }

  /** From the position on: as in Node, it truncates nothing. */
  writeFile(text: string): Promise<void> {
    return this.#do('writeFile', [text], () => this.#put(Buffer.from(text)));
  }

  appendFile(text: string): Promise<void> {
    return this.#do('appendFile', [text], () => this.#put(Buffer.from(text)));
  }

  stat(): Promise<{ readonly size: number }> {
    return this.#do('stat', [], () => ({ size: this.#file.size }));
  }

  async close(): Promise<void> {
    this.#closing ??= this.#call({
      method: 'close',
      within: 'handle.',
      args: [],
      writes: [this.#file.place],
      possible: () => this.#pending === 0,
      run: () => this.#stage.keep(this, undefined),
    });
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #do<Result>(
    method: HandleMethod,
    args: readonly unknown[],
    run: () => Result,
    show?: (result: Result) => string,
  ): Promise<Result> {
    const { place } = this.#file;
    // Whether the handle is closed depends on what other tasks do with it.
    this.#stage.touch({ reads: [place], writes: [] });
    if (this.#closing !== undefined && this.#pending === 0) {
      throw Object.assign(new Error('file closed'), { code: 'EBADF', syscall: method });
    }
    this.#pending++;
    try {
      return await this.#call({ method, within: 'handle.', args, writes: [place], run, show });
    } finally {
      this.#pending--;
    }
  }

  /** @param at instead of the position, which then stays where it is */
  #take(at: number | undefined, length: number): Buffer {
    if (this.#flags !== 'r') throw fileError('EBADF', 'read');
    const bytes = this.#file.read(at ?? this.#position, length);
    if (at === undefined) this.#position += bytes.length;
    return bytes;
  }

  #put(bytes: Uint8Array, at?: number): void {
    if (this.#flags === 'r') throw fileError('EBADF', 'write');
    const isAtEnd = this.#flags === 'a';
    this.#file.write(isAtEnd ? this.#file.size : (at ?? this.#position), bytes);
    if (at === undefined) this.#position += bytes.length;
  }
}

/** The arguments after a buffer. */
function given(buffer: Uint8Array, [offset, length, position]: readonly (number | null | undefined)[]) {
  return { buffer, offset: offset ?? undefined, length: length ?? undefined, position };
}

function counted(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}
