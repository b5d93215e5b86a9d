import fs from 'node:fs';

type Sync = (...args: unknown[]) => unknown;
const { closeSync, fsyncSync } = fs;

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

  readonly read = async (buffer: unknown, ...rest: unknown[]): Promise<object> => {
    return { bytesRead: this.#call('read', buffer, ...rest), buffer };
  };

  readonly sync = async (): Promise<void> => fsyncSync(this.fd);
  readonly datasync = this.sync;
  readonly close = async (): Promise<void> => closeSync(this.fd);

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #call(name: string, ...args: unknown[]): unknown {
    return this.#calls[name]?.(this.fd, ...args);
  }
}
