import { shown } from '../../common/value-text.ts';
import { failure, type FakeOptions, type FakeStage } from './fake.ts';
import { FileHandle, type FileCall, type FileFlags, type FilesMethod } from './file-handle.ts';
import { fileError, TextFile } from './text-file.ts';

/** A folder of text files with the calls of `node:fs/promises`. */
export type Files = {
  readonly open: (path: string, flags?: FileFlags) => Promise<FileHandle>;
  readonly readFile: (path: string, encoding?: string) => Promise<string>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly appendFile: (path: string, text: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
  /** For scenarios: all files now. */
  readonly entries: () => Readonly<Record<string, string>>;
};

export function files(
  stage: FakeStage,
  name: string,
  initial: Readonly<Record<string, string>>,
  { mayFail = [], names = {}, reply }: FakeOptions<FilesMethod> = {},
): Files {
  const contents = new Map<string, TextFile>();
  const seen = new Set<string>();
  const place = (path: string): string => `${name}.${path}`;

  /** The file of that name, to read it. */
  const existing = (path: string, call: string): TextFile => {
    const file = contents.get(path);
    if (file === undefined) throw fileError('ENOENT', call, path);
    stage.touch({ reads: [file.place], writes: [] });
    return file;
  };
  /** The file of that name, to write it; created if missing. */
  const writable = (path: string): TextFile => {
    const file = contents.get(path) ?? new TextFile(place(path));
    stage.touch({ reads: [], writes: [file.place] });
    link(path, file);
    return file;
  };
  const link = (path: string, file: TextFile): void => {
    contents.set(path, file);
    if (!seen.has(path)) stage.show(place(path), () => shown(contents.get(path)?.text ?? ''));
    seen.add(path);
  };
  const put = (path: string, text: string): void => {
    writable(path).text = text;
  };
  for (const [path, text] of Object.entries(initial)) put(path, text);

  const call: FileCall = ({ method, within = '', args, reads = [], writes = [], run, show, possible }) => {
    const called = `${name}.${within}${method === 'close' ? method : (names[method] ?? method)}`;
    const fails = method !== 'close' && mayFail.includes(method);
    return stage.operation({
      name: called,
      args,
      reads,
      writes,
      run,
      possible,
      reply,
      ...(show && { show }),
      ...(fails && { mayFail: () => failure(called) }),
    });
  };

  const opened = (path: string, flags: FileFlags): FileHandle => {
    if (flags === 'wx' && contents.has(path)) throw fileError('EEXIST', 'open', path);
    const file = flags === 'r' ? existing(path, 'open') : writable(path);
    if (flags === 'w') file.text = '';
    const handle = new FileHandle(stage, call, file, flags);
    stage.keep(handle, path);
    return handle;
  };

  return {
    open: async (path, flags = 'r') => {
      if (!['r', 'w', 'wx', 'a'].includes(flags)) {
        throw new TypeError(`Files of this exercise open with the flags 'r', 'w', 'wx' and 'a'. Received '${flags}'`);
      }
      const touches = flags === 'r' ? { reads: [place(path)] } : { writes: [place(path)] };
      return call({
        method: 'open',
        args: [path, flags],
        ...touches,
        run: () => opened(path, flags),
        show: () => 'handle',
      });
    },
    readFile: (path) =>
      call({ method: 'readFile', args: [path], reads: [place(path)], run: () => existing(path, 'open').text }),
    writeFile: (path, text) =>
      call({ method: 'writeFile', args: [path, text], writes: [place(path)], run: () => put(path, text) }),
    appendFile: (path, text) =>
      call({
        method: 'appendFile',
        args: [path, text],
        writes: [place(path)],
        run: () => put(path, (contents.get(path)?.text ?? '') + text),
      }),
    rename: (from, to) =>
      call({
        method: 'rename',
        args: [from, to],
        writes: [place(from), place(to)],
        run: () => {
          const file = existing(from, 'rename');
          contents.delete(from);
          link(to, file);
        },
      }),
    unlink: (path) =>
      call({
        method: 'unlink',
        args: [path],
        writes: [place(path)],
        run: () => {
          existing(path, 'unlink');
          contents.delete(path);
        },
      }),
    entries: () => {
      stage.touch({ reads: [...contents].flatMap(([path, file]) => [place(path), file.place]), writes: [] });
      return Object.fromEntries([...contents].map(([path, file]) => [path, file.text]));
    },
  };
}
