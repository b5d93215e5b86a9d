import { shown } from '../shown.ts';
import { failure, type FakeOptions, type FakeStage } from './fake.ts';

export type FilesMethod = 'readFile' | 'writeFile' | 'appendFile' | 'rename' | 'unlink';

/** A folder of text files with the calls of `node:fs/promises`. */
export type Files = {
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
  const texts = new Map<string, string>();
  const place = (path: string): string => `${name}.${path}`;
  const put = (path: string, text: string): void => {
    if (!texts.has(path)) stage.show(place(path), () => shown(texts.get(path) ?? ''));
    texts.set(path, text);
  };
  for (const [path, text] of Object.entries(initial)) put(path, text);
  const existing = (path: string, call: string): string => {
    const text = texts.get(path);
    if (text !== undefined) return text;
    throw Object.assign(new Error(`ENOENT: no such file or directory, ${call} '${path}'`), { code: 'ENOENT', path });
  };

  const call = <Result>(
    method: FilesMethod,
    args: readonly string[],
    places: { readonly reads: readonly string[] } | { readonly writes: readonly string[] },
    run: () => Result,
  ): Promise<Result> => {
    const called = `${name}.${names[method] ?? method}`;
    return stage.operation({
      name: called,
      args,
      ...places,
      run,
      reply,
      ...(mayFail.includes(method) && { mayFail: () => failure(called) }),
    });
  };

  return {
    readFile: (path) => call('readFile', [path], { reads: [place(path)] }, () => existing(path, 'open')),
    writeFile: (path, text) => call('writeFile', [path, text], { writes: [place(path)] }, () => put(path, text)),
    appendFile: (path, text) =>
      call('appendFile', [path, text], { writes: [place(path)] }, () => put(path, (texts.get(path) ?? '') + text)),
    rename: (from, to) =>
      call('rename', [from, to], { writes: [place(from), place(to)] }, () => {
        put(to, existing(from, 'rename'));
        texts.delete(from);
      }),
    unlink: (path) =>
      call('unlink', [path], { writes: [place(path)] }, () => {
        existing(path, 'unlink');
        texts.delete(path);
      }),
    entries: () => {
      stage.touch({ reads: [...texts.keys()].map(place), writes: [] });
      return Object.fromEntries(texts);
    },
  };
}
