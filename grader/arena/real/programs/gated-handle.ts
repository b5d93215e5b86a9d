import fs from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { Readable, Writable } from 'node:stream';

type Sync = (...args: unknown[]) => unknown;
const { closeSync, fsyncSync } = fs;
/** Bytes that Node reads at a time by default: into a buffer of its own, and by a stream. */
const ownBufferBytes = 16_384;
const streamBytes = 65_536;

type ReadOptions = { readonly buffer?: NodeJS.ArrayBufferView; readonly position?: number | null };
type StreamOptions = {
  readonly encoding?: BufferEncoding;
  readonly start?: number;
  /** The last byte that is read. */
  readonly end?: number;
  readonly highWaterMark?: number;
  readonly autoClose?: boolean;
};

/** What `fs.promises.open` resolves to where calls are steps of an exploration. */
export class GatedHandle {
  readonly fd: number;
  readonly #calls: Readonly<Record<string, Sync>>;

  constructor(fd: number, calls: Readonly<Record<string, Sync>>) {
    this.fd = fd;
    this.#calls = calls;
  }

  readonly readFile = async (options?: unknown): Promise<unknown> => this.#call('readFile', options);
  readonly stat = async (options?: unknown): Promise<unknown> => this.#call('fstat', options);
  readonly truncate = async (length?: number): Promise<unknown> => this.#call('ftruncate', length);
  readonly writeFile = async (data: unknown): Promise<void> => void this.#call('write', data);
  readonly appendFile = async (data: unknown): Promise<void> => void this.#call('write', data);

  readonly write = async (buffer: unknown, ...rest: unknown[]): Promise<object> => {
    return { bytesWritten: this.#call('write', buffer, ...rest), buffer };
  };

  readonly read = async (into?: NodeJS.ArrayBufferView | ReadOptions, ...rest: unknown[]): Promise<object> => {
    if (ArrayBuffer.isView(into)) return { bytesRead: this.#call('read', into, ...rest), buffer: into };
    const { buffer = Buffer.alloc(ownBufferBytes), ...options } = into ?? {};
    return { bytesRead: this.#call('read', buffer, options), buffer };
  };

  readonly writev = async (buffers: unknown, position?: number): Promise<object> => {
    return { bytesWritten: this.#call('writev', buffers, position), buffers };
  };

  readonly readv = async (buffers: unknown, position?: number): Promise<object> => {
    return { bytesRead: this.#call('readv', buffers, position), buffers };
  };

  readonly createReadStream = (options: StreamOptions = {}): Readable => {
    const { start, end = Infinity, highWaterMark = streamBytes } = options;
    let position = start;
    let left = end - (start ?? 0) + 1;
    const read = (size: number): Buffer | null => {
      const buffer = Buffer.alloc(Math.min(size, left));
      const bytes = this.#call('read', buffer, 0, buffer.length, position ?? null) as number;
      if (position !== undefined) position += bytes;
      left -= bytes;
      return bytes === 0 ? null : buffer.subarray(0, bytes);
    };
    return new Readable({ ...this.#streamOptions({ ...options, highWaterMark }), read: streamed(read) });
  };

  readonly createWriteStream = (options: StreamOptions = {}): Writable => {
    let position = options.start;
    const write = (chunk: Buffer): void => {
      this.#call('write', chunk, 0, chunk.length, position ?? null);
      if (position !== undefined) position += chunk.length;
    };
    return new Writable({
      ...this.#streamOptions(options),
      write: (chunk: Buffer, _encoding, done) => done(failed(() => write(chunk))),
    });
  };

  readonly readLines = (options?: StreamOptions): Interface =>
    createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });

  readonly sync = async (): Promise<void> => fsyncSync(this.fd);
  readonly datasync = this.sync;
  readonly close = async (): Promise<void> => closeSync(this.fd);

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #streamOptions({ encoding, highWaterMark, autoClose = true }: StreamOptions) {
    const destroy = (error: Error | null, done: (error?: Error | null) => void): void => {
      const closed = autoClose ? failed(() => closeSync(this.fd)) : null;
      done(error ?? closed);
    };
    return { ...(encoding && { encoding }), ...(highWaterMark !== undefined && { highWaterMark }), destroy };
  }

  #call(name: string, ...args: unknown[]): unknown {
    return this.#calls[name]?.(this.fd, ...args);
  }
}

/** What `call` threw; null if it did not. */
function failed(call: () => void): Error | null {
  try {
    call();
    return null;
  } catch (error) {
    return error as Error;
  }
}

function streamed(read: (size: number) => Buffer | null) {
  return function (this: Readable, size: number): void {
    try {
      this.push(read(size));
    } catch (error) {
      this.destroy(error as Error);
    }
  };
}
