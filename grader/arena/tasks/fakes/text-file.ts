import { Buffer } from 'node:buffer';

/** The contents of a file, which outlive the file's name while a handle is open. */
export class TextFile {
  /** What a footprint calls the file, whatever it is renamed to. */
  readonly place: string;
  #bytes = Buffer.alloc(0);

  constructor(place: string) {
    this.place = place;
  }

  get size(): number {
    return this.#bytes.length;
  }

  get text(): string {
    return this.#bytes.toString();
  }

  set text(text: string) {
    this.#bytes = Buffer.from(text);
  }

  /** @returns a view, shorter at the end of the file */
  read(from: number, length: number): Buffer {
    return this.#bytes.subarray(from, from + length);
  }

  /** Overwrites the bytes from `at` on; a gap before them is filled with zeros. */
  write(at: number, bytes: Uint8Array): void {
    const longer = Buffer.alloc(Math.max(this.size, at + bytes.length));
    longer.set(this.#bytes);
    longer.set(bytes, at);
    this.#bytes = longer;
  }
}

/** An error of the file system, as Node words it. */
export function fileError(code: keyof typeof meanings, call: string, path?: string): Error {
  const where = path === undefined ? call : `${call} '${path}'`;
  return Object.assign(new Error(`${code}: ${meanings[code]}, ${where}`), {
    code,
    syscall: call,
    ...(path !== undefined && { path }),
  });
}

const meanings = {
  ENOENT: 'no such file or directory',
  EEXIST: 'file already exists',
  EBADF: 'bad file descriptor',
};
